#!/bin/sh
# Makes what config/kustomize has of the chart. From the root of the repository: config/kustomize/render.sh [DIRECTORY]
#
# DIRECTORY is where they go instead of config/. HELM names the helm that is used.
set -eu

into=${1:-config}
helm=${HELM:-helm}
# The same whatever Kubernetes that helm takes for the usual one.
kubernetes=1.30
command -v "$helm" >/dev/null || {
    echo "there is no $helm: name one in HELM" >&2
    exit 1
}

rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT

# made FILE NAMESPACE OPTION...: what belongs to Helm alone is left out, and nothing is touched before all of it is there.
made() {
    file=$into/$1
    namespace=$2
    shift 2
    "$helm" template usher helm/usher --kube-version "$kubernetes" -n "$namespace" "$@" >"$rendered"
    mkdir -p "$(dirname "$file")"
    {
        echo "# Made from the chart by config/kustomize/render.sh."
        grep -vE '^(# Source:| +(app.kubernetes.io/managed-by|helm.sh/chart):)' "$rendered"
    } >"$file"
}

list='watch.namespaces={people,partners}'
one='watch.namespaces={people}'

made kustomize/base/usher.yaml usher-system -s templates/serviceaccount.yaml -s templates/deployment.yaml
made kustomize/overlays/cluster/rbac.yaml usher-system -s templates/rbac.yaml
made kustomize/overlays/cluster/installed.yaml usher-system -s templates/admission.yaml
made kustomize/overlays/namespaces/rbac.yaml usher-system -s templates/rbac.yaml --set "$list"
made kustomize/overlays/namespaces/installed.yaml usher-system -s templates/admission.yaml --set "$list"
made kustomize/overlays/namespaces/admission.yaml usher-system -s templates/personas.yaml -s 'templates/admission/*.yaml' --set "$list"
made kustomize/overlays/namespace/rbac.yaml people -s templates/rbac.yaml --set clusterResources=false --set "$one"
