#!/bin/sh
# Builds Prometheus and promtool into the cache, once, and prints the directory. The only place that names their version.
set -eu

# The Go module's version of Prometheus 3.16.0.
version=v0.316.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/prometheus"
target="$cache/$version"
if [ ! -x "$target/prometheus" ] || [ ! -x "$target/promtool" ]; then
    command -v go >/dev/null || {
        echo "Prometheus (Go: github.com/prometheus/prometheus $version) could not be built: is there Go 1.26 or newer?" >&2
        exit 1
    }
    mkdir -p "$cache"
    build=$(mktemp -d "$cache/.building.XXXXXX")
    trap 'rm -rf "$build"' EXIT
    # Without what finds services in clouds, and without its pages: queries, rules and their tests are all that is asked of it.
    GOBIN="$build" CGO_ENABLED=0 go install -trimpath -tags remove_all_sd -ldflags "-s -w" \
        "github.com/prometheus/prometheus/cmd/prometheus@$version" "github.com/prometheus/prometheus/cmd/promtool@$version" >&2 || {
        echo "Prometheus (Go: github.com/prometheus/prometheus $version) could not be built: is the Go module proxy reachable?" >&2
        exit 1
    }
    # Whoever was faster has the same.
    mkdir -p "$target"
    mv "$build/promtool" "$target/promtool"
    mv "$build/prometheus" "$target/prometheus"
fi
echo "$target"
