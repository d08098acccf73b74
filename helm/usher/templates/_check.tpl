{{/*
A pod that asks something of this installation by its own image, once: a dict of root and further arguments. It has the operator's rights,
and asks where that looks after people, unless it is given an account of its own and a namespace.
*/}}
{{- define "usher.check" -}}
{{- $root := .root -}}
serviceAccountName: {{ .account | default (include "usher.serviceaccount" $root) | quote }}
automountServiceAccountToken: false
restartPolicy: Never
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if kindIs "bool" $root.Values.hostUsers }}
hostUsers: {{ $root.Values.hostUsers }}
{{- end }}
securityContext:
  {{- toYaml $root.Values.podSecurityContext | nindent 2 }}
containers:
- name: check
  image: {{ include "usher.image" $root | quote }}
  imagePullPolicy: {{ $root.Values.image.pullPolicy }}
  args:
  - check
  - --operator={{ $root.Release.Namespace }}
  {{- if .namespace }}
  - --namespace={{ .namespace }}
  {{- else }}
  {{- range $root.Values.watch.namespaces }}
  - --namespace={{ . }}
  {{- else }}
  - --all-namespaces
  {{- end }}
  {{- end }}
  {{- range .arguments }}
  - {{ . }}
  {{- end }}
  # What it says is read where it failed: kubectl describe pod.
  terminationMessagePolicy: FallbackToLogsOnError
  resources:
    {{- toYaml $root.Values.check.resources | nindent 4 }}
  securityContext:
    {{- toYaml $root.Values.securityContext | nindent 4 }}
  volumeMounts:
  - name: tmp
    mountPath: /tmp
  {{- include "usher.tokenmount" $root | nindent 2 }}
volumes:
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{ include "usher.tokenvolume" $root }}
{{- with $root.Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with $root.Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.runtimeClassName }}
runtimeClassName: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* Not the operator's own selector: no policy, budget or Service means it. */}}
{{- define "usher.checklabels" -}}
app.kubernetes.io/name: {{ include "usher.name" . | trunc 57 | trimSuffix "-" }}-check
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/component: check
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What a pod that checks is called, and the Service that it asks. */}}
{{- define "usher.checkname" -}}
{{- include "usher.fullname" . | trunc 57 | trimSuffix "-" }}-check
{{- end -}}

{{/* Of what is there for the time of a test alone, and before its pods. */}}
{{- define "usher.ofthetest" -}}
labels:
  {{- include "usher.checklabels" . | nindent 2 }}
annotations:
  helm.sh/hook: test
  helm.sh/hook-weight: "-1"
  helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}
