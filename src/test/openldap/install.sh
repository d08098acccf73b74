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
    # shellcheck disable=SC2086
    sh "$(dirname "$0")/../debian/unpack.sh" "$root" $packages || {
        echo "OpenLDAP is not here: its packages are $packages" >&2
        exit 1
    }
fi
echo "$root"
