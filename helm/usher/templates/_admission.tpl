{{/* Who the operator is to the API server. */}}
{{- define "usher.username" -}}
{{- printf "system:serviceaccount:%s:%s" .Release.Namespace (include "usher.serviceaccount" .) -}}
{{- end -}}

{{/*
The head of a policy, up to its spec. Resources are named with their version, since the API server checks the types of such policies alone; it
asks them about other versions as well (matchPolicy Equivalent). Each has failurePolicy Fail: what cannot be judged is refused. The way out of a policy that is in
the way is to delete its binding.
*/}}
{{- define "usher.policy" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: {{ include "usher.clustername" .root }}-{{ .name }}
  labels:
    {{- include "usher.labels" .root | nindent 4 }}
spec:
  failurePolicy: Fail
{{- end -}}

{{/*
The binding of a policy. Where the operator does not look after all namespaces, neither do policies about its kinds (watched): two
installations in one cluster do not judge each other.
*/}}
{{- define "usher.binding" -}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ include "usher.clustername" .root }}-{{ .name }}
  labels:
    {{- include "usher.labels" .root | nindent 4 }}
spec:
  policyName: {{ include "usher.clustername" .root }}-{{ .name }}
  validationActions: [Deny, Audit]
  {{- if and .watched .root.Values.watch.namespaces }}
  matchResources:
    namespaceSelector:
      matchExpressions:
      - key: kubernetes.io/metadata.name
        operator: In
        values:
        {{- toYaml .root.Values.watch.namespaces | nindent 8 }}
  {{- end }}
{{- end -}}

{{/* Whether the caller is a person, or one of the service accounts that decide as people do. */}}
{{- define "usher.person" -}}
{{- $named := list -}}
{{- range .Values.admission.decidingServiceAccounts -}}
{{- $named = append $named (printf "'system:serviceaccount:%s'" (replace "/" ":" .)) -}}
{{- end -}}
(!request.userInfo.username.startsWith('system:serviceaccount:') || request.userInfo.username in [{{ join ", " $named }}])
{{- end -}}

{{/* A variable of a policy: whether something goes with its namespace, and is not deleted by itself. */}}
{{- define "usher.torn" -}}
# What goes with its namespace gives nothing back, and the namespace could not go without it. A condition knows no namespace.
- name: torn
  expression: "request.operation == 'DELETE' && namespaceObject.metadata.?deletionTimestamp.hasValue()"
{{- end -}}

{{/* What it takes, and where to ask for it: a message, in CEL, about something that cannot be done without a verb. */}}
{{- define "usher.ask" -}}
"{{ .what }} takes the verb {{ .verb }} on {{ .resource }}.provisioning.usher.dev, which " + request.userInfo.username +
      " does not have: ask whoever administers the namespace " + request.namespace + " for it
      {{- if .root.Values.rbac.personas }} (the ClusterRole {{ include "usher.fullname" .root }}-{{ .role }} has it){{ end }}"
{{- end -}}

{{/*
Every policy of this release with its binding, a line of JSON each: what the operator looks after. Empty: there is none. The templates are
read as they are rendered, so that nothing is said twice; each of templates/admission is named here.
*/}}
{{- define "usher.installed" -}}
{{- $root := . -}}
{{- $bindings := dict -}}
{{- $policies := list -}}
{{- range list "decisions" "deletion" "field-managers" "first-credentials" "lift" "owners" "records" "verbs" "write-back" -}}
{{- range regexSplit "(?m)^---" (include (printf "%s/admission/%s.yaml" $root.Template.BasePath .) $root) -1 -}}
{{- $object := fromYaml . -}}
{{- if eq (get $object "kind" | toString) "ValidatingAdmissionPolicy" -}}
{{- $policies = append $policies $object -}}
{{- else if eq (get $object "kind" | toString) "ValidatingAdmissionPolicyBinding" -}}
{{- $_ := set $bindings $object.metadata.name $object.spec -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $prefix := printf "%s-" (include "usher.clustername" $root) -}}
{{- range $policies }}
{{ dict "name" (trimPrefix $prefix .metadata.name) "object" .metadata.name "policy" .spec "binding" (get $bindings .metadata.name) | toJson }}
{{- end }}
{{- end -}}

{{/* The ConfigMap that says so. */}}
{{- define "usher.installedname" -}}
{{ include "usher.fullname" . }}-admission
{{- end -}}
