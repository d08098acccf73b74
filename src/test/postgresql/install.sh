#!/bin/sh
# Prints the directory of PostgreSQL's programs: those of this machine, or Debian's, unpacked into a cache once and without root;
# with --if-there only if they are there. The only place that names the packages.
set -eu

if command -v initdb >/dev/null && command -v postgres >/dev/null; then
    dirname "$(readlink -f "$(command -v initdb)")"
    exit
fi
for there in /usr/lib/postgresql/*/bin; do
    if [ -x "$there/initdb" ] && [ -x "$there/postgres" ]; then echo "$there"; exit; fi
done

packages="postgresql-15 postgresql-client-15 libpq5 libldap-2.5-0 libsasl2-2 libxml2 libicu72 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 liblz4-1 libzstd1"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/postgresql"
# The server does not run as root, and nobody else sees what is in root's home.
if [ "$(id -u)" = 0 ]; then cache=/var/cache/usher/postgresql; fi
root="$cache/debian-12"
if [ ! -x "$root/usr/lib/postgresql/15/bin/initdb" ]; then
    [ "${1:-}" != --if-there ] || {
        echo "sh src/test/postgresql/install.sh gets PostgreSQL" >&2
        exit 1
    }
    # shellcheck disable=SC2086
    sh "$(dirname "$0")/../debian/unpack.sh" "$root" $packages || {
        echo "PostgreSQL is not here: put initdb and postgres on the path, or have its packages at hand: $packages" >&2
        exit 1
    }
fi
echo "$root/usr/lib/postgresql/15/bin"
