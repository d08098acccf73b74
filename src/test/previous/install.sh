#!/bin/sh
# Builds the operator of the release before into the cache, once, and prints where it is packaged. The file commit beside this names that
# release; renew.sh changes it. Needs the history of the repository.
set -eu

here="$(cd "$(dirname "$0")" && pwd)"
commit="$(cat "$here/commit")"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/previous"
target="$cache/$commit"
if [ ! -e "$target/quarkus-run.jar" ]; then
    reason="$(sh "$here/possible.sh")" || {
        echo "$reason" >&2
        exit 1
    }
    mkdir -p "$cache"
    build="$(mktemp -d "$cache/build-XXXXXX")"
    trap 'rm -rf "$build"' EXIT
    git -C "$here/../../.." archive "$commit" | tar -x -C "$build"
    (cd "$build" && ./mvnw -q -B package -Dmaven.test.skip=true -Dspotless.check.skip=true) >&2 || {
        echo "The operator of the release before, $commit, could not be built" >&2
        exit 1
    }
    # Whoever was faster has the same; mv alone would put it below that.
    mv -T "$build/target/quarkus-app" "$target" 2>/dev/null || [ -e "$target/quarkus-run.jar" ] || mv "$build/target/quarkus-app" "$target"
fi
echo "$target"
