#!/bin/sh
# Downloads packages of Debian and unpacks them into a directory, without root: sh unpack.sh DIRECTORY PACKAGE...
# What is known here of packages may be old, or nothing: then a list of our own is fetched.
set -eu

root=$1
shift
command -v apt-get >/dev/null && command -v dpkg >/dev/null || {
    echo "this takes apt-get and dpkg of Debian 12" >&2
    exit 1
}
mkdir -p "$(dirname "$root")"
work=$(mktemp -d "$(dirname "$root")/unpacking.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work/debs" "$work/root" "$work/lists/partial" "$work/cache/archives/partial"
cd "$work/debs"
apt-get -qq download "$@" >&2 || {
    rm -f ./*
    own="-o Dir::State::Lists=$work/lists -o Dir::Cache=$work/cache -o APT::Sandbox::User=root"
    # shellcheck disable=SC2086
    apt-get -qq $own update >&2 && apt-get -qq $own download "$@" >&2
} || {
    echo "they cannot be downloaded: apt-get download $*" >&2
    exit 1
}
for deb in ./*.deb; do dpkg -x "$deb" "$work/root"; done
# Whoever was faster has the same.
mv -T "$work/root" "$root" 2>/dev/null || [ -d "$root" ]
