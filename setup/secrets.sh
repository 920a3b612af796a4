#!/bin/sh
# Makes the secrets that docker-compose.yml names, each once: setup/secrets.sh [FOLDER]. Those that are there stay.
# The files are readable for the users of the containers; the folder is closed to everybody but its owner.
set -eu

home=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
folder=${1:-$home/deploy/compose/secrets}
mkdir -p "$folder"
chmod 700 "$folder"
for name in tintype.auth.token tintype.auth.pepper tintype.seal.keys redis_password rabbitmq_api_password rabbitmq_worker_password \
    store_access_key store_secret_key grafana_password; do
    [ ! -s "$folder/$name" ] || continue
    # 30 random bytes as letters, digits and _-; no newline, so that nobody takes it as part of the secret
    head -c 30 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$folder/$name.new"
    chmod 444 "$folder/$name.new"
    mv "$folder/$name.new" "$folder/$name"
done
