#!/usr/bin/env bash
# A node for as long as somebody holds its standard input: hold.sh. Prints the directory where it is once pods can run, and at the end, however it
# comes, takes everything down. One at a time on a machine: the next one waits, and clears away what one left behind that was killed.
set -euo pipefail

trap '' INT TERM HUP
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/usher/node
directory=$cache/up
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
take_down() {
    "$here/down.sh" "$directory" 9>&-
    rm -rf "$directory"
}
take_down
trap take_down EXIT
"$here/up.sh" "$directory" 9>&- >&2
printf '%s\n' "$directory"
while read -r _; do :; done
