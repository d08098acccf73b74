#!/bin/sh
# Says in one line why this checkout cannot have the operator of the release before, and ends with 1; with 0 where it can.
here="$(cd "$(dirname "$0")" && pwd)"
commit="$(cat "$here/commit")"
[ ! -e "${XDG_CACHE_HOME:-$HOME/.cache}/usher/previous/$commit/quarkus-run.jar" ] || exit 0
git -C "$here" cat-file -e "$commit^{commit}" 2>/dev/null || {
    echo "the release before, $commit, is not in the history of this checkout: git fetch --unshallow"
    exit 1
}
