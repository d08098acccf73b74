#!/usr/bin/env bash
# Finds the binaries of the control plane, and makes those that are missing.
#
#   resolve.sh [BINARY...]      (all of them by default)
#
# Prints one line "BINARY<TAB>PATH" for each on stdout, progress and errors on stderr. Each binary on its own comes from
#   1. the directory KUBEBUILDER_ASSETS;
#   2. the cache, ${XDG_CACHE_HOME:-~/.cache}/usher/control-plane/VERSION;
#   3. the official envtest archive of the same minor version (kube-apiserver, etcd, kubectl), its checksum verified;
#   4. its Go module, built with Go 1.26 or newer.
# What 3 and 4 make goes to the cache. The launcher and the tests both call this script: the order is written down once.
#
# USHER_ENVTEST_INDEX: where the index of envtest archives is, for those who mirror it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
all="etcd kube-apiserver kube-controller-manager kubectl helm"
in_archive="etcd kube-apiserver kubectl"
go_minor=26
version=$(awk '$1 == "k8s.io/kubernetes" { print substr($2, 2); exit }' "$here/go.mod")
cache=${XDG_CACHE_HOME:-${HOME:?HOME is not set, so there is no place for the cache}/.cache}/usher/control-plane/$version
index=${USHER_ENVTEST_INDEX:-https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml}
work=
building=

say() { printf '%s\n' "$*" >&2; }

has() { # WORD LIST
    case " $2 " in *" $1 "*) return 0 ;; esac
    return 1
}

path_of() { # BINARY: its path where it is there already
    if [ -n "${KUBEBUILDER_ASSETS:-}" ] && [ -x "$KUBEBUILDER_ASSETS/$1" ]; then
        printf '%s\n' "$KUBEBUILDER_ASSETS/$1"
    elif [ -x "$cache/$1" ]; then
        printf '%s\n' "$cache/$1"
    else
        return 1
    fi
}

missing_of() { # BINARY...
    local binary list=
    for binary in "$@"; do path_of "$binary" >/dev/null || list="$list $binary"; done
    printf '%s\n' "${list# }"
}

workspace() { # A directory inside the cache, so that the move out of it is atomic.
    [ -z "$work" ] || return 0
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/.making-XXXXXX")
    trap leave EXIT
}

leave() { # Nothing half made stays behind, nor a compiler that goes on after a Ctrl-C.
    [ -z "$building" ] || kill "$building" 2>/dev/null || true
    rm -rf "$work"
}

# --- 3. the envtest archive ------------------------------------------------------------------------------------------

platform() {
    local os arch
    os=$(uname -s | tr '[:upper:]' '[:lower:]')
    case $(uname -m) in
        x86_64 | amd64) arch=amd64 ;;
        aarch64 | arm64) arch=arm64 ;;
        *) arch=$(uname -m) ;;
    esac
    printf '%s-%s\n' "$os" "$arch"
}

newest_archive() { # INDEX-FILE: "HASH URL" of the newest patch of our minor version for this platform
    awk -v minor="v${version%.*}." -v suffix="-$(platform).tar.gz:" '
        $1 ~ /^v[0-9.]+:$/ { release = substr($1, 1, length($1) - 1); wanted = 0; next }
        $1 ~ /\.tar\.gz:$/ {
            wanted = index(release, minor) == 1 && $1 == "envtest-" release suffix
            patch = substr(release, length(minor) + 1) + 0
            next
        }
        wanted && $1 == "hash:" { hash[patch] = $2 }
        wanted && $1 == "selfLink:" { link[patch] = $2 }
        END {
            best = -1
            for (patch in link) if (patch + 0 > best && patch in hash) best = patch + 0
            if (best >= 0) print hash[best], link[best]
        }' "$1"
}

sha512() {
    if command -v sha512sum >/dev/null; then sha512sum "$1"; else shasum -a 512 "$1"; fi | cut -d ' ' -f 1
}

from_archive() { # BINARY...: puts what it can into the cache; failing is normal where the internet is out of reach
    local found hash link binary
    command -v curl >/dev/null || return 0
    workspace
    curl --fail --silent --location --connect-timeout 5 --max-time 5 --output "$work/index" "$index" || {
        say "control plane: the envtest archives are out of reach"
        return 0
    }
    found=$(newest_archive "$work/index")
    [ -n "$found" ] || {
        say "control plane: no envtest archive for ${version%.*} on $(platform)"
        return 0
    }
    hash=${found%% *}
    link=${found#* }
    say "control plane: downloading ${link##*/}"
    curl --fail --silent --show-error --location --connect-timeout 5 --speed-limit 1000 --speed-time 5 \
        --output "$work/archive" "$link" || return 0
    if [ "$(sha512 "$work/archive")" != "$hash" ]; then
        say "control plane: ${link##*/} does not have the checksum of the index, so it is not used"
        return 0
    fi
    mkdir "$work/tree"
    tar -xzf "$work/archive" -C "$work/tree"
    for binary in "$@"; do
        find "$work/tree" -type f -name "$binary" -exec mv {} "$work/$binary" \;
        [ ! -f "$work/$binary" ] || keep "$binary"
    done
}

keep() { # BINARY: from the workspace into the cache
    chmod +x "$work/$1"
    mv -f "$work/$1" "$cache/$1"
}

# --- 4. Go -----------------------------------------------------------------------------------------------------------

go_version() { # "1.26.8", or nothing; asked in the module, since Go may fetch a newer toolchain for it
    command -v go >/dev/null || return 0
    local found
    found=$(cd "$here" && go env GOVERSION 2>/dev/null) || found=$(GOTOOLCHAIN=local go version | cut -d ' ' -f 3)
    printf '%s\n' "${found#go}"
}

require_go() { # BINARY...
    local found minor
    found=$(go_version)
    minor=${found#1.}
    minor=${minor%%[!0-9]*}
    [ -n "$found" ] && [ "${minor:-0}" -ge "$go_minor" ] && return 0
    say "control plane: missing: $*"
    say "  ${found:+Go $found is too old to build them. }Do one of these, then try again:"
    say "  - install Go 1.$go_minor or newer (https://go.dev/dl) and put it on the PATH: they are built once, about 7 min on two cores;"
    say "  - or set KUBEBUILDER_ASSETS to a directory that holds them for Kubernetes ${version%.*};"
    say "  - or copy them to $cache."
    exit 1
}

from_go() { # BINARY
    local binary=$1 log=$work/$1.log start=$SECONDS status=0 shown=0
    say "control plane: building $binary (once)"
    "$here/build.sh" "$binary" "$work" >"$log" 2>&1 &
    building=$!
    while kill -0 "$building" 2>/dev/null; do
        sleep 0.2
        if [ -t 2 ]; then
            printf '\r  %d s, %d packages ' "$((SECONDS - start))" "$(wc -l <"$log")" >&2
        elif [ "$((SECONDS - start - shown))" -ge 15 ]; then
            shown=$((SECONDS - start))
            say "  $shown s, $(($(wc -l <"$log"))) packages"
        fi
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
    wait "$building" || status=$?
    building=
    if [ "$status" -ne 0 ]; then
        tail -n 15 "$log" >&2
        say "control plane: $binary could not be built (exit code $status)"
        exit 1
    fi
    keep "$binary"
    say "  built in $((SECONDS - start)) s"
}

# ---------------------------------------------------------------------------------------------------------------------

[ $# -gt 0 ] || eval "set -- $all"
for binary in "$@"; do
    has "$binary" "$all" || {
        say "resolve.sh: no such binary: $binary (there are: $all)"
        exit 2
    }
done

missing=$(missing_of "$@")
if [ -n "$missing" ]; then
    wanted=
    for binary in $missing; do
        if has "$binary" "$in_archive"; then wanted="$wanted $binary"; fi
    done
    # shellcheck disable=SC2086 # names of binaries, split on purpose
    [ -z "$wanted" ] || from_archive $wanted
    missing=$(missing_of "$@")
fi
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086
    require_go $missing
    workspace
    for binary in $missing; do from_go "$binary"; done
fi
for binary in "$@"; do printf '%s\t%s\n' "$binary" "$(path_of "$binary")"; done
