#!/bin/sh
# Builds crane into the cache, once, and prints it: a registry in memory, and what looks at images as a stranger. The only place that names its version.
set -eu

version=v0.20.6
crane="${XDG_CACHE_HOME:-$HOME/.cache}/usher/registry/$version/crane"
if [ ! -x "$crane" ]; then
    mkdir -p "$(dirname "$crane")"
    made=$(mktemp -d "$(dirname "$crane")/making.XXXXXX")
    trap 'rm -rf "$made"' EXIT
    GOBIN=$made CGO_ENABLED=0 go install -trimpath -ldflags "-s -w" "github.com/google/go-containerregistry/cmd/crane@$version" >&2 || {
        echo "crane could not be built: that takes Go 1.26 and the module github.com/google/go-containerregistry" >&2
        exit 1
    }
    mv "$made/crane" "$crane"
fi
echo "$crane"
