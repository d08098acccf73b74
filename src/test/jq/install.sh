#!/bin/sh
# Installs the library of jq for Python into the cache, once, and prints the directory of its interpreter. The only place that names its version.
set -eu

requirement="jq==1.13.0"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/jq"

# A link named by the version: another one gets another environment, and nobody sees one half installed.
link="$cache/$(printf %s "$requirement" | cksum | cut -d' ' -f1)"
if [ ! -x "$link/bin/python" ]; then
    if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
        echo "python3 with venv is missing: install it (Debian, Ubuntu: apt-get install python3 python3-venv)" >&2
        exit 1
    fi
    mkdir -p "$cache"
    build="$cache/build-$$"
    trap 'rm -rf "$build"' EXIT
    python3 -m venv "$build" >&2
    if ! "$build/bin/python" -m pip install --quiet --disable-pip-version-check "$requirement" >&2; then
        echo "jq (PyPI: $requirement) could not be installed: is a package index reachable?" >&2
        exit 1
    fi
    # What is there by now and still does not run (its Python went away) is in the way.
    if [ -L "$link" ] && [ ! -x "$link/bin/python" ]; then
        rm -f "$link"
    fi
    # Virtual environments cannot be moved, so the build stays where it is; the first link wins.
    if ln -sn "$build" "$link" 2>/dev/null; then
        trap - EXIT
    fi
fi
echo "$link/bin"
