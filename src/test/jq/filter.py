"""What `jq -r QUERY FILE` prints, by the library that jq is made of."""
import json
import sys

import jq

query, file = sys.argv[1:]
with open(file, encoding="utf-8") as lines:
    for result in jq.compile(query).input_text(lines.read()):
        print(result if isinstance(result, str) else json.dumps(result))
