#!/bin/sh
# Builds the program of main.go, kubeconform and kube-score into the cache, with the resource definitions of Argo CD, once, and prints the
# directory. Needs Go 1.26 or newer. The only place that names the versions of what main.go does not call.
set -eu

kubeconform=github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0
kube_score=github.com/zegl/kube-score/cmd/kube-score@v1.20.0
argocd=github.com/argoproj/argo-cd/v3@v3.2.6

here="$(cd "$(dirname "$0")" && pwd)"
cd "$here"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/usher/gitops"
# Other sources are built into another directory, and nobody sees one half made.
directory="$cache/$(cat go.mod go.sum main.go install.sh | cksum | cut -d' ' -f1)"
if [ ! -d "$directory" ]; then
    command -v go >/dev/null || {
        echo "Go 1.26 is missing, by which the reference implementations of Flux and Argo CD are built: https://go.dev/dl" >&2
        exit 1
    }
    mkdir -p "$cache"
    build="$(mktemp -d "$cache/build-XXXXXX")"
    trap 'rm -rf "$build"' EXIT
    export CGO_ENABLED=0
    go build -trimpath -ldflags "-s -w" -o "$build/gitops" . >&2
    GOBIN="$build" go install -trimpath -ldflags "-s -w" "$kubeconform" >&2
    GOBIN="$build" go install -trimpath -ldflags "-s -w" "$kube_score" >&2
    printf 'module definitions\n\ngo 1.26\n' >"$build/go.mod"
    source="$(cd "$build" && GOFLAGS=-mod=mod go mod download -json "$argocd" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')"
    rm -f "$build/go.mod" "$build/go.sum"
    mkdir "$build/argocd"
    for kind in application applicationset appproject; do
        cp "$source/manifests/crds/$kind-crd.yaml" "$build/argocd/$kind.yaml"
    done
    chmod -R u+w "$build"
    mv "$build" "$directory" 2>/dev/null || [ -d "$directory" ]
fi
echo "$directory"
