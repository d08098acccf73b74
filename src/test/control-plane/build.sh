#!/usr/bin/env bash
# Builds one binary of the control plane into a directory: build.sh BINARY DIRECTORY. Needs Go 1.26 or newer.
set -euo pipefail

binary=$1
directory=$(cd "$2" && pwd)

cd "$(dirname "${BASH_SOURCE[0]}")"
export CGO_ENABLED=0
kubernetes=$(awk '$1 == "k8s.io/kubernetes" { print $2; exit }' go.mod)
minor=${kubernetes#v1.}
# Without these the server reports v0.0.0, and clients misjudge what it can do.
stamp="-X k8s.io/component-base/version.gitVersion=$kubernetes"
stamp="$stamp -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=${minor%%.*}"

case $binary in
    kube-apiserver | kube-controller-manager | kubectl)
        exec go build -v -trimpath -ldflags "-s -w $stamp" -o "$directory/" "k8s.io/kubernetes/cmd/$binary"
        ;;
    etcd)
        exec go build -v -trimpath -ldflags "-s -w" -o "$directory/etcd" go.etcd.io/etcd/server/v3
        ;;
    helm)
        # Not in go.mod: it and Kubernetes want different versions of the same modules.
        GOBIN=$directory exec go install -v -trimpath -ldflags "-s -w" helm.sh/helm/v3/cmd/helm@v3.22.0
        ;;
    *)
        echo "build.sh: no such binary: $binary" >&2
        exit 2
        ;;
esac
