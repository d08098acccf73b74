{{- define "usher.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "usher.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "usher.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "usher.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Names of cluster-scoped resources: two releases of one name in two namespaces must not meet. */}}
{{- define "usher.clustername" -}}
{{- printf "%s-%s" .Release.Namespace (include "usher.fullname" .) -}}
{{- end -}}

{{- define "usher.selector" -}}
app.kubernetes.io/name: {{ include "usher.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "usher.labels" -}}
{{ include "usher.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "usher.serviceaccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "usher.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "usher.image" -}}
{{- $repository := .Values.image.repository -}}
{{- with .Values.image.registry -}}
{{- $repository = printf "%s/%s" . (trimPrefix "localhost/" $repository) -}}
{{- end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The token of the ServiceAccount for one container alone, and for an hour: the kubelet renews it. */}}
{{- define "usher.tokenvolume" -}}
- name: token
  projected:
    sources:
    - serviceAccountToken:
        path: token
        expirationSeconds: 3600
    - configMap:
        name: kube-root-ca.crt
        items:
        - key: ca.crt
          path: ca.crt
    - downwardAPI:
        items:
        - path: namespace
          fieldRef:
            fieldPath: metadata.namespace
{{- end -}}

{{- define "usher.tokenmount" -}}
- name: token
  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  readOnly: true
{{- end -}}

{{/* What Usher does in a namespace that it looks after. Secrets are got by name: no list, no watch. */}}
{{- define "usher.rules.watched" -}}
- apiGroups: [provisioning.usher.dev]
  resources: [provisionedusers, accessroles, targetapps, retainedaccounts, provisioningpolicies, accesslocks]
  verbs: [get, list, watch]
# Also listed right before something is deleted.
- apiGroups: [provisioning.usher.dev]
  resources: [legalholds]
  verbs: [list, watch]
- apiGroups: [provisioning.usher.dev]
  resources: [usersources]
  verbs: [list, watch]
# Deleted a week after they are done.
- apiGroups: [provisioning.usher.dev]
  resources: [removaldecisions]
  verbs: [list, watch, delete]
- apiGroups: [provisioning.usher.dev]
  resources: [provisionedusers/status, accessroles/status, targetapps/status, retainedaccounts/status, provisioningpolicies/status, accesslocks/status, legalholds/status, removaldecisions/status, usersources/status]
  verbs: [patch]
# Finalizers, which a server-side apply puts in. A spec belongs to its author, but for what a policy lets Usher forget:
# the personal data of somebody whose last account is gone.
- apiGroups: [provisioning.usher.dev]
  resources: [provisionedusers]
  verbs: [patch, delete]
- apiGroups: [provisioning.usher.dev]
  resources: [accessroles, accesslocks, legalholds]
  verbs: [patch]
- apiGroups: [provisioning.usher.dev]
  resources: [retainedaccounts]
  verbs: [create, delete]
# Credentials of apps, if they carry the label usher.dev/credential.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get]
{{- if .Values.rbac.userSources }}
# Whom sources speak of are made, and who works here is attested; files that they are read from.
- apiGroups: [provisioning.usher.dev]
  resources: [provisionedusers]
  verbs: [create, attest]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get]
{{- end }}
{{- if .Values.rbac.writeBack }}
# Files of names, in ConfigMaps that offer themselves; the policy write-back keeps it from all others.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, patch]
{{- end }}
{{- if .Values.rbac.firstCredentials }}
# Passwords to begin with lie beside their users; the policy first-credentials keeps it from all other Secrets.
- apiGroups: [""]
  resources: [secrets]
  verbs: [create, delete]
{{- end }}
# usher-owner: which installation looks after the namespace.
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [get, create]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
# Whether the namespace is being deleted, which is no decision about people.
- apiGroups: [""]
  resources: [namespaces]
  verbs: [get]
{{- end -}}
