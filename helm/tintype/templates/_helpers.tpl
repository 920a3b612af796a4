{{- define "tintype.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-tintype" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{- define "tintype.labels" -}}
app.kubernetes.io/name: tintype
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "tintype.selector" -}}
app.kubernetes.io/name: tintype
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "tintype.image" -}}
{{ .root.Values.image.prefix }}/{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- /* What no container of ours may. */ -}}
{{- define "tintype.closed" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "tintype.redisUrl" -}}
{{- if eq .Values.redis.kind "external" }}{{ required "redis.url: where the external Redis is, as redis://:${redis_password}@host:6379" .Values.redis.url }}{{ else }}redis://:${redis_password}@{{ include "tintype.name" . }}-redis:6379{{ end -}}
{{- end }}

{{- define "tintype.rabbitUris" -}}
{{- if eq .Values.rabbitmq.kind "external" }}{{ required "rabbitmq.uris: where the external RabbitMQ is, as amqps://host:5671" .Values.rabbitmq.uris }}{{ else }}amqp://{{ include "tintype.name" . }}-rabbitmq:5672{{ end -}}
{{- end }}

{{- define "tintype.storeEndpoint" -}}
{{- if eq .Values.store.kind "external" }}{{ .Values.store.endpoint }}{{ else }}http://{{ include "tintype.name" . }}-store:9000{{ end -}}
{{- end }}

{{- /* Environment of apis and workers. .role: api or worker. */ -}}
{{- define "tintype.environment" -}}
- {name: SPRING_CONFIG_IMPORT, value: "optional:configtree:/run/secrets/"}
- {name: TINTYPE_REDIS_URL, value: {{ include "tintype.redisUrl" .root | quote }}}
- {name: TINTYPE_RABBIT_URIS, value: {{ include "tintype.rabbitUris" .root | quote }}}
{{- if eq .root.Values.rabbitmq.kind "operator" }}
- name: TINTYPE_RABBIT_USERNAME
  valueFrom: {secretKeyRef: {name: {{ include "tintype.name" .root }}-rabbitmq-default-user, key: username}}
- name: TINTYPE_RABBIT_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ include "tintype.name" .root }}-rabbitmq-default-user, key: password}}
{{- else }}
- {name: TINTYPE_RABBIT_USERNAME, value: {{ index .root.Values.rabbitmq (printf "%sUsername" .role) | quote }}}
- {name: TINTYPE_RABBIT_PASSWORD, value: "${rabbitmq_password}"}
- {name: LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_AMQP_RABBIT_CONNECTION, value: "off"}
{{- end }}
- {name: TINTYPE_ARTIFACTS_KIND, value: s3}
- {name: TINTYPE_ARTIFACTS_ENDPOINT, value: {{ include "tintype.storeEndpoint" .root | quote }}}
- {name: TINTYPE_ARTIFACTS_PUBLIC_ENDPOINT, value: {{ .root.Values.store.publicEndpoint | quote }}}
- {name: TINTYPE_ARTIFACTS_REGION, value: {{ .root.Values.store.region | quote }}}
- {name: TINTYPE_ARTIFACTS_BUCKET, value: {{ required "store.bucket: the bucket's name" .root.Values.store.bucket | quote }}}
{{- if .root.Values.store.keys }}
- {name: TINTYPE_ARTIFACTS_ACCESS_KEY, value: "${store_access_key}"}
- {name: TINTYPE_ARTIFACTS_SECRET_KEY, value: "${store_secret_key}"}
{{- end }}
{{- range $name, $value := .root.Values.settings }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end }}

{{- define "tintype.probes" -}}
startupProbe:
  httpGet: {path: /health/live, port: management}
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: {path: /health/live, port: management}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health/ready, port: management}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 2
{{- end }}

{{- define "tintype.apiSecret" -}}
{{ .Values.secrets.api | default (printf "%s-api" (include "tintype.name" .)) }}
{{- end }}
{{- define "tintype.workerSecret" -}}
{{ .Values.secrets.worker | default (printf "%s-worker" (include "tintype.name" .)) }}
{{- end }}
