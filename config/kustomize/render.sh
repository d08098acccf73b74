#!/bin/sh
# Makes what config/kustomize has of the chart. From the root of the repository: config/kustomize/render.sh [DIRECTORY]
#
# DIRECTORY is where they go instead of config/. HELM names the helm that is used.
set -eu

into=${1:-config}
helm=${HELM:-helm}

# made FILE NAMESPACE OPTION...: what belongs to Helm alone is left out; where Helm makes nothing, the file stays as it is.
made() {
    file=$into/$1
    namespace=$2
    shift 2
    rendered=$("$helm" template usher helm/usher -n "$namespace" "$@")
    mkdir -p "$(dirname "$file")"
    {
        echo "# Made from the chart by config/kustomize/render.sh."
        printf '%s\n' "$rendered" | grep -vE '^(# Source:| +(app.kubernetes.io/managed-by|helm.sh/chart):)'
    } >"$file"
}

list='watch.namespaces={people,partners}'
one='watch.namespaces={people}'

made kustomize/base/usher.yaml usher-system -s templates/serviceaccount.yaml -s templates/deployment.yaml
made kustomize/overlays/cluster/rbac.yaml usher-system -s templates/rbac.yaml
made kustomize/overlays/namespaces/rbac.yaml usher-system -s templates/rbac.yaml --set "$list"
made kustomize/overlays/namespaces/admission.yaml usher-system -s templates/personas.yaml -s 'templates/admission/*.yaml' --set "$list"
made kustomize/overlays/namespace/rbac.yaml people -s templates/rbac.yaml --set clusterResources=false --set "$one"
