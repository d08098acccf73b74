#!/bin/sh
# Unpacks Debian's slapd and what it needs into the cache, once and without root, and prints the directory; with --if-there only if it is there.
# The only place that names the packages.
set -eu

packages="slapd ldap-utils libldap-2.5-0 libltdl7 libodbc2 libwrap0 libsasl2-2 libsasl2-modules-db libperl5.36 libcrypt1 libargon2-1"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/openldap"
root="$cache/debian-12"
if [ ! -x "$root/usr/sbin/slapd" ]; then
    [ "${1:-}" != --if-there ] || {
        echo "sh src/test/openldap/install.sh gets OpenLDAP" >&2
        exit 1
    }
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || {
        echo "OpenLDAP needs apt-get and dpkg of Debian 12 to be unpacked from (packages: $packages)" >&2
        exit 1
    }
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/unpacking.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/debs" "$work/root"
    # shellcheck disable=SC2086
    (cd "$work/debs" && apt-get -qq download $packages >&2) || {
        echo "OpenLDAP cannot be downloaded: apt-get download $packages" >&2
        exit 1
    }
    for deb in "$work"/debs/*.deb; do dpkg -x "$deb" "$work/root"; done
    # Whoever was faster has the same.
    mv -T "$work/root" "$root" 2>/dev/null || [ -x "$root/usr/sbin/slapd" ]
fi
echo "$root"
