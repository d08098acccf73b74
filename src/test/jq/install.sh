#!/bin/sh
# Installs the library of jq for Python into the cache, once, and prints the directory of its interpreter. The only place that names its version.
set -eu

requirement="jq==1.13.0"
. "$(dirname "$0")/../python/environment.sh"
environment "${XDG_CACHE_HOME:-$HOME/.cache}/usher/jq" "jq (PyPI: $requirement)" "$requirement" python
echo "$link/bin"
