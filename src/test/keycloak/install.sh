#!/bin/sh
# Gets Keycloak from the Maven repository into the cache, once, made ready to start with its preview of SCIM and the realm
# beside this script, and prints its directory. JAVA_HOME has to be set. The only place that names its version.
set -eu

artifact="org.keycloak:keycloak-quarkus-dist:26.7.3:zip"
here=$(cd "$(dirname "$0")" && pwd)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/keycloak"

# A directory named by all it is made of: another version gets another one, and nobody sees one half made.
target="$cache/$(cat "$here/install.sh" "$here/realm.json" | cksum | cut -d' ' -f1)"
if [ ! -d "$target" ]; then
    mkdir -p "$cache"
    build="$cache/build-$$"
    trap 'rm -rf "$build"' EXIT
    mkdir "$build"
    if ! "$here/../../../mvnw" -q -B -f "$here/../../../pom.xml" dependency:copy -Dartifact="$artifact" -DoutputDirectory="$build" >&2; then
        echo "Keycloak ($artifact) could not be had: is a Maven repository reachable?" >&2
        exit 1
    fi
    (cd "$build" && "$JAVA_HOME/bin/jar" xf ./*.zip && mv keycloak-*/ home && rm ./*.zip) >&2
    mkdir -p "$build/home/data/import"
    cp "$here/realm.json" "$build/home/data/import/usher-realm.json"
    sh "$build/home/bin/kc.sh" build --db=dev-mem --features=scim-api --cache=local >&2
    mv -T "$build/home" "$target" 2>/dev/null || [ -d "$target" ]
fi
echo "$target"
