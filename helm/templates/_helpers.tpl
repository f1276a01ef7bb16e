{{/* Every helper takes (dict "root" $ "component" "web" "role" "app"). */}}

{{- define "chuan.name" -}}
{{ printf "%s-%s" (.root.Release.Name | trunc 50 | trimSuffix "-") .component }}
{{- end }}

{{- define "chuan.selector" -}}
app.kubernetes.io/name: chuan
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "chuan.labels" -}}
{{ include "chuan.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end }}

{{- define "chuan.image" -}}
{{- $image := .root.Values.image -}}
{{- if $image.digest -}}
{{ printf "%s@%s" $image.repository $image.digest }}
{{- else -}}
{{ printf "%s:%s" $image.repository ($image.tag | default .root.Chart.AppVersion) }}
{{- end -}}
{{- end }}

{{/* The role decides which database address a process may know: never both. */}}
{{- define "chuan.environment" -}}
- name: CHUAN_DATABASE_ROLE
  value: {{ .role }}
- name: CHUAN_BASE_DOMAIN
  value: {{ .root.Values.baseDomain | quote }}
- name: CHUAN_PORTAL
  value: {{ .root.Values.portal | quote }}
- name: CHUAN_PROVINCE
  value: {{ .root.Values.province | quote }}
- name: OIDC_ISSUER
  value: {{ .root.Values.oidc.issuer | quote }}
- name: PGSSLMODE
  value: {{ .root.Values.database.sslMode }}
{{- if .root.Values.database.caSecret }}
- name: PGSSLROOTCERT
  value: /etc/chuan/database/ca.crt
{{- end }}
{{- if eq .role "owner" }}
- name: DATABASE_OWNER_URL
  valueFrom:
    secretKeyRef: {name: {{ .root.Values.secrets.owner }}, key: DATABASE_OWNER_URL}
{{- else }}
- name: DATABASE_URL
  valueFrom:
    secretKeyRef: {name: {{ .root.Values.secrets.app }}, key: DATABASE_URL}
{{- end }}
{{- $app := .root.Values.secrets.app }}
{{- range $key := list "SECRET_KEY" "BROKER_URL" "CACHE_URL" "OIDC_CLIENT_SECRET" }}
- name: {{ $key }}
  valueFrom:
    secretKeyRef: {name: {{ $app }}, key: {{ $key }}}
{{- end }}
- name: OIDC_ADMIN_CLIENT_SECRET
  valueFrom:
    secretKeyRef: {name: {{ $app }}, key: OIDC_ADMIN_CLIENT_SECRET, optional: true}
{{- end }}

{{- define "chuan.podBasics" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "chuan.containerBasics" -}}
image: {{ include "chuan.image" . | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{- define "chuan.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if .files }}
- {name: files, mountPath: /var/lib/chuan/files}
{{- end }}
{{- if .root.Values.database.caSecret }}
- {name: database-ca, mountPath: /etc/chuan/database, readOnly: true}
{{- end }}
{{- end }}

{{- define "chuan.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 1Gi}
{{- if .files }}
- name: files
  persistentVolumeClaim:
    claimName: {{ .root.Values.files.existingClaim | default (include "chuan.name" (dict "root" .root "component" "files")) }}
{{- end }}
{{- if .root.Values.database.caSecret }}
- name: database-ca
  secret:
    secretName: {{ .root.Values.database.caSecret }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- end }}

{{/* A Celery worker; takes also "values" (its part of values.yaml). */}}
{{- define "chuan.worker" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "chuan.name" . }}
  labels: {{ include "chuan.labels" . | nindent 4 }}
spec:
  replicas: {{ .values.replicas }}
  selector:
    matchLabels: {{ include "chuan.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{ include "chuan.labels" . | nindent 8 }}
    spec:
      {{- include "chuan.podBasics" . | nindent 6 }}
      # A task that is cut off comes back by its lease, so this is kindness, not safety.
      terminationGracePeriodSeconds: 120
      containers:
        - name: worker
          {{- include "chuan.containerBasics" . | nindent 10 }}
          args: [worker]
          env:
            {{- include "chuan.environment" . | nindent 12 }}
            - name: CHUAN_QUEUES
              value: {{ .values.queue | quote }}
            - name: CHUAN_CONCURRENCY
              value: {{ .values.concurrency | quote }}
          livenessProbe:
            exec:
              command: [chuan-entry, ping]
            initialDelaySeconds: 60
            periodSeconds: 120
            timeoutSeconds: 60
            failureThreshold: 3
          resources: {{ toYaml .values.resources | nindent 12 }}
          volumeMounts: {{ include "chuan.mounts" . | nindent 12 }}
      volumes: {{ include "chuan.volumes" . | nindent 8 }}
{{- end }}
