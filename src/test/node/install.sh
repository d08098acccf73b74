#!/bin/sh
# Puts into the cache, once, what a node takes beside a control plane, and prints the directory: bin (kubelet, kube-scheduler, kube-proxy, CoreDNS and
# pause, built by Go) and root (containerd, runc, plugins, nft: packages of Debian 12, unpacked). The only place that names the packages.
set -eu

packages="containerd runc containernetworking-plugins nftables libnftables1 libnftnl11 libjansson4 libedit2 libbsd0 conntrack libnetfilter-conntrack3 libnfnetlink0"
coredns=github.com/coredns/coredns@v1.15.0
here=$(cd "$(dirname "$0")" && pwd)
version=$(awk '$1 == "require" && $2 == "k8s.io/kubernetes" { print $3; exit }' "$here/go.mod")
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/node/${version#v}"

build() { # BINARY COMMAND...: into the cache in one step, so that nothing half made is found there
    [ ! -x "$cache/bin/$1" ] || return 0
    binary=$1
    shift
    made=$(mktemp -d "$cache/making.XXXXXX")
    (cd "$here" && CGO_ENABLED=0 GOBIN=$made "$@" >&2) || {
        rm -rf "$made"
        echo "$binary could not be built: that takes Go 1.26 and its modules" >&2
        exit 1
    }
    mv "$made/$binary" "$cache/bin/$binary"
    rm -rf "$made"
}

reason=$(sh "$here/possible.sh") || {
    echo "$reason" >&2
    exit 1
}
mkdir -p "$cache/bin"
minor=${version#v1.}
stamp="-X k8s.io/component-base/version.gitVersion=$version"
stamp="$stamp -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=${minor%%.*}"
for binary in kubelet kube-scheduler kube-proxy; do
    build "$binary" go install -trimpath -ldflags "-s -w $stamp" "k8s.io/kubernetes/cmd/$binary"
done
build coredns go install -trimpath -ldflags "-s -w" "$coredns"
build pause go install -trimpath -ldflags "-s -w" ./pause
# shellcheck disable=SC2086
[ -d "$cache/root" ] || sh "$here/../debian/unpack.sh" "$cache/root" $packages
echo "$cache"
