#!/bin/sh
# Runs a command for which a Docker engine answers and has the image of RabbitMQ 4:
#
#   deploy/rabbitmq/with-docker.sh COMMAND...
#
# Uses the engine that is there. Where there is none, root gets one for this command alone, with its own data and socket;
# it knows no network but the machine's, which is all that tests need.
# Exit codes: the command's; 4: there is no engine and none can be started.
set -eu

say() { printf '%s\n' "$*" >&2; }
here=$(dirname -- "$(readlink -f -- "$0")")

# What the engine mounted can stay behind it, and would keep its folder.
stop_engine() {
    kill $dockerd || :
    wait $dockerd || :
    for mounted in $(awk -v folder="$engine/" 'index($2, folder) == 1 { print $2 }' /proc/mounts); do
        umount -l "$mounted" || :
    done
    rm -rf "$engine" || say "with-docker: $engine stays behind"
}

start_engine() {
    command -v dockerd >/dev/null || {
        say "with-docker: no Docker engine answers, and dockerd is missing; on Debian:  apt-get install docker.io"
        exit 4
    }
    [ "$(id -u)" -eq 0 ] || {
        say "with-docker: no Docker engine answers, and only root can start one; start it, or add yourself to its group"
        exit 4
    }
    engine=$(mktemp -d)
    export DOCKER_HOST="unix://$engine/docker.sock" TINTYPE_BUILD_NETWORK=host
    dockerd --data-root "$engine/data" --exec-root "$engine/exec" --pidfile "$engine/pid" --host "$DOCKER_HOST" \
        --iptables=false --ip6tables=false >"$engine/log" 2>&1 &
    dockerd=$!
    trap stop_engine EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    waited=0
    until docker info >/dev/null 2>&1; do
        waited=$((waited + 1))
        if [ $waited -gt 60 ] || ! kill -0 $dockerd 2>/dev/null; then
            tail -n 15 "$engine/log" >&2
            say "with-docker: a Docker engine cannot be started here; above is what it said"
            exit 4
        fi
        sleep 1
    done
}

docker info >/dev/null 2>&1 || start_engine
"$here/build-image.sh" image tintype-rabbitmq:4.0

# Nothing is fetched from a registry, so neither are Testcontainers' own helpers.
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_CHECKS_DISABLE=true
export TESTCONTAINERS_TINYIMAGE_CONTAINER_IMAGE=tintype-rabbitmq:4.0
# The newest that the engine speaks: Debian 12's is older than what Testcontainers asks for by itself.
DOCKER_API_VERSION=$(docker version --format '{{.Server.APIVersion}}')
export DOCKER_API_VERSION
"$@"
