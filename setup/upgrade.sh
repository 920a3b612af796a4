#!/bin/sh
# Replaces the containers of a running Compose project by such of the images that docker-compose.yml names now, one service after
# the other: new ones are started beside the old, and when they are healthy the old are told to stop. Nothing is lost.
#
#   TINTYPE_TAG=0.2.0 setup/upgrade.sh [SERVICE...]      all of them, workers first, when none is named
#
# COMPOSE_PROJECT_NAME and COMPOSE_FILE are as for Compose. Exit codes: 0 done, 1 the new ones do not get healthy, 4 no Compose.
set -eu

home=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
cd "$home"
if docker compose version >/dev/null 2>&1; then
    compose() { docker compose "$@"; }
elif command -v docker-compose >/dev/null; then
    compose() { docker-compose "$@"; }
else
    echo "upgrade: Docker Compose is missing; on Debian:  apt-get install docker-compose" >&2
    exit 4
fi
[ $# -gt 0 ] || set -- worker-callback worker-media worker-capture api

for service in "$@"; do
    old=$(compose ps -q "$service")
    count=$(printf '%s\n' "$old" | grep -c .)
    echo "$service: $count new beside $count old…"
    compose up -d --no-deps --no-build --no-recreate --scale "$service=$((count * 2))" "$service" >/dev/null 2>&1
    waited=0
    for container in $(compose ps -q "$service"); do
        until [ "$(docker inspect --format '{{.State.Health.Status}}' "$container")" = healthy ]; do
            waited=$((waited + 1))
            if [ $waited -gt 180 ]; then
                echo "upgrade: a new container of $service does not get healthy; the old ones go on. Its log:" >&2
                docker logs --tail 20 "$container" >&2
                exit 1
            fi
            sleep 1
        done
    done
    for container in $old; do
        docker stop -t 90 "$container" >/dev/null
        docker rm "$container" >/dev/null
    done
    echo "$service: done"
done
