#!/bin/sh
# renew.sh TAG: makes this the release before, from which UpgradeIT upgrades: its chart becomes usher-previous.tgz, its commit stands in
# the file commit. To be run once a release is tagged, with helm on the PATH.
set -eu

here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
commit="$(git -C "$root" rev-parse --verify "$1^{commit}")"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
git -C "$root" archive "$commit" helm/usher | tar -x -C "$scratch"
helm package "$scratch/helm/usher" --destination "$scratch" >&2
mv "$scratch"/usher-*.tgz "$root/src/test/resources/chart/usher-previous.tgz"
echo "$commit" >"$here/commit"
