#!/bin/sh
# RabbitMQ 4 from Debian 13's packages, without any registry of images:
#
#   deploy/rabbitmq/build-image.sh image [NAME]     a Docker image; NAME is tintype-rabbitmq:4.0 unless given
#   deploy/rabbitmq/build-image.sh folder FOLDER    the same files in a folder, for bubblewrap or chroot
#
# Needs mmdebstrap, and Debian's keys and an unprivileged user namespace where it is not run by root.
# Does nothing when the result is there already. TINTYPE_DEBIAN_MIRROR names another mirror.
# Exit codes: 0 it is there, 2 wrong use, 4 something is missing.
set -eu

mirror=${TINTYPE_DEBIAN_MIRROR:-http://deb.debian.org/debian}
say() { printf '%s\n' "$*" >&2; }

has() {
    command -v "$1" >/dev/null || {
        say "build-image: $1 is missing; on Debian:  apt-get install $2"
        exit 4
    }
}

# A tar of the whole file system to standard output. Erlang, the broker and what they need, nothing else.
packages() {
    has mmdebstrap mmdebstrap
    say "Fetching RabbitMQ 4 from Debian 13…"
    # shellcheck disable=SC2016 # mmdebstrap sets $1
    mmdebstrap --quiet --variant=essential --include=rabbitmq-server \
        --customize-hook='rm -rf "$1"/usr/share/doc "$1"/usr/share/man "$1"/usr/share/locale "$1"/var/lib/apt/lists/*' \
        --customize-hook='mkdir -p "$1"/etc/rabbitmq/conf.d' \
        trixie - "$mirror"
}

case ${1-} in
image)
    name=${2:-tintype-rabbitmq:4.0}
    has docker docker.io
    ! docker image inspect "$name" >/dev/null 2>&1 || exit 0
    packages | docker import --change 'USER rabbitmq' --change 'ENV HOME=/var/lib/rabbitmq RABBITMQ_LOGS=-' \
        --change 'EXPOSE 5672' --change 'CMD ["/usr/lib/rabbitmq/bin/rabbitmq-server"]' - "$name" >/dev/null
    ;;
folder)
    folder=${2:?which folder}
    [ ! -x "$folder/usr/lib/rabbitmq/bin/rabbitmq-server" ] || exit 0
    mkdir -p "$(dirname -- "$folder")"
    new=$(mktemp -d "$folder.XXXXXX")
    trap 'rm -rf "$new"' EXIT
    packages >"$new/all.tar"
    mkdir "$new/root"
    tar -xf "$new/all.tar" -C "$new/root" --exclude './dev/*'
    # Another may have been quicker.
    mv -T "$new/root" "$folder" 2>/dev/null || [ -x "$folder/usr/lib/rabbitmq/bin/rabbitmq-server" ]
    ;;
*)
    say "usage: build-image.sh image [NAME] | folder FOLDER"
    exit 2
    ;;
esac
