#!/bin/sh
# Puts the resource definitions of the Prometheus operator that the chart has objects of into the cache, once, and prints the directory. Needs
# Go, which fetches their module. The only place that names its version.
set -eu

operator=github.com/prometheus-operator/prometheus-operator@v0.92.0

here="$(cd "$(dirname "$0")" && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/monitoring"
# Another version goes into another directory, and nobody sees one half made.
directory="$cache/$(cksum <"$here/install.sh" | cut -d' ' -f1)"
if [ ! -d "$directory" ]; then
    command -v go >/dev/null || {
        echo "Go is missing, by which the definitions of the Prometheus operator are fetched: https://go.dev/dl" >&2
        exit 1
    }
    mkdir -p "$cache"
    build="$(mktemp -d "$cache/build-XXXXXX")"
    trap 'rm -rf "$build"' EXIT
    printf 'module definitions\n\ngo 1.26\n' >"$build/go.mod"
    source="$(cd "$build" && GOFLAGS=-mod=mod go mod download -json "$operator" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')"
    rm -f "$build/go.mod" "$build/go.sum"
    for kind in servicemonitors podmonitors prometheusrules; do
        cp "$source/example/prometheus-operator-crd/monitoring.coreos.com_$kind.yaml" "$build/$kind.yaml"
    done
    chmod -R u+w "$build"
    mv "$build" "$directory" 2>/dev/null || [ -d "$directory" ]
fi
echo "$directory"
