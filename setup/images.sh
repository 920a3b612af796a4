#!/bin/sh
# Builds every image that docker-compose.yml names, and makes its secrets. `./tintype images` runs this with a JDK.
#
# TINTYPE_BASE names the base, a Debian 13; else debian:trixie-slim, else, where no registry answers, one from Debian's packages.
# TINTYPE_IMAGES (tintype) and TINTYPE_TAG (latest) are as in docker-compose.yml. TINTYPE_BUILD_NETWORK: as docker build --network.
# TINTYPE_JARS=there: the jars are built already.
# Exit codes: 0 done, 1 a build failed, 4 something is missing.
set -eu

home=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
cd "$home"
images=${TINTYPE_IMAGES:-tintype}
tag=${TINTYPE_TAG:-latest}
say() { printf '%s\n' "$*" >&2; }

command -v docker >/dev/null || {
    say "images: docker is missing; on Debian:  apt-get install docker.io docker-compose"
    exit 4
}
docker info >/dev/null 2>&1 || {
    say "images: no Docker engine answers; start it, or see to it that you may use it"
    exit 4
}

if [ "${TINTYPE_JARS-}" != there ]; then
    say "Building the jars…"
    ./mvnw -q -B -ntp -pl api,worker -am -Dmaven.test.skip -Dspotless.check.skip package >&2
    ./mvnw -q -B -ntp -f deploy/store/pom.xml package >&2
fi

base=${TINTYPE_BASE-}
if [ -z "$base" ]; then
    base=debian:trixie-slim
    if ! docker image inspect $base >/dev/null 2>&1 && ! docker pull -q $base >/dev/null 2>&1; then
        base=tintype/base:trixie
        ./setup/base-image.sh $base
    fi
fi

docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
build() { # name, context, more arguments
    name=$1 context=$2
    shift 2
    say "Building $images/$name:$tag…"
    docker build --build-arg "BASE=$base" --network "${TINTYPE_BUILD_NETWORK:-default}" -t "$images/$name:$tag" "$@" "$context" \
        >"$log" 2>&1 || {
        tail -n 25 "$log" >&2
        say "images: $images/$name could not be built; above is what Docker said"
        exit 1
    }
}
build redis deploy/redis
build rabbitmq deploy/rabbitmq
build store deploy/store
build proxy deploy/proxy
build prometheus deploy/prometheus
build api api
for pool in callback media capture; do
    build worker-$pool worker --target worker-$pool
done
./setup/secrets.sh

for name in api worker-capture worker-media worker-callback proxy store redis rabbitmq prometheus; do
    docker image inspect --format "{{.Size}} $images/$name:$tag" "$images/$name:$tag"
done | awk '{ printf "%6.0f MB  %s\n", $1 / 1e6, $2 }'
