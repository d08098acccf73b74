#!/usr/bin/env bash
# A node for as long as somebody holds its standard input: hold.sh. Prints the directory where it is once pods can run, and at the end, however it
# comes, takes everything down. One at a time on a machine: the next one waits, and clears away what one left behind that was killed.
set -euo pipefail

trap '' INT TERM HUP
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
directory=${XDG_CACHE_HOME:-$HOME/.cache}/usher/node/up
lock=${USHER_NODE_LOCK:-/run/lock/usher-node}
mkdir -p "$(dirname "$directory")" "$(dirname "$lock")"
exec 9>"$lock"
flock -w "${USHER_NODE_PATIENCE:-1800}" 9 || {
    echo "another node is up on this machine, and did not end" >&2
    exit 1
}
take_down() {
    "$here/down.sh" "$directory" 9>&-
    # What could not be unmounted is not emptied.
    rm -rf --one-file-system "$directory"
}
take_down
trap take_down EXIT
"$here/up.sh" "$directory" 9>&- >&2
printf '%s\n' "$directory"
while read -r _; do :; done
