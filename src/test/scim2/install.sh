#!/bin/sh
# Installs the third-party SCIM server and test suite into a virtual environment in the cache, once,
# and prints the directory of their commands. The only place that names their versions.
set -eu

requirements="
annotated-types==0.8.0
anyio==4.16.0
click==8.5.1
colorama==0.4.6
dnspython==2.9.2
docutils==0.23
email-validator==2.4.0
h11==0.16.0
httpcore2==2.16.2
httpx2==2.16.2
idna==3.20
lark==1.3.1
pydanclick==0.5.1
pydantic==2.14.3
pydantic_core==2.50.4
Pygments==2.21.0
scim2-cli==0.6.0
scim2-client==0.13.2
scim2-models==0.12.3
scim2-server==0.8.3
scim2-tester==0.5.2
sphinx-click-rst-to-ansi-formatter==0.2.0
truststore==0.10.5
typing-inspection==0.4.5
typing_extensions==4.16.0
"

. "$(dirname "$0")/../python/environment.sh"
environment "${XDG_CACHE_HOME:-$HOME/.cache}/usher/scim2" "the Python packages of src/test/scim2/install.sh" "$requirements" scim2
echo "$link/bin"
