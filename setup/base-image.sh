#!/bin/sh
# A base for every image of Tintype, for machines that reach a Debian mirror but no registry of images:
#
#   setup/base-image.sh [NAME]     a Docker image of Debian 13; NAME is tintype/base:trixie unless given
#
# Needs mmdebstrap. Does nothing when the image is there already. TINTYPE_DEBIAN_MIRROR names another mirror.
# Exit codes: 0 it is there, 4 something is missing.
set -eu

name=${1:-tintype/base:trixie}
mirror=${TINTYPE_DEBIAN_MIRROR:-http://deb.debian.org/debian}
for program in docker mmdebstrap; do
    command -v $program >/dev/null || {
        echo "base-image: $program is missing; on Debian:  apt-get install docker.io mmdebstrap" >&2
        exit 4
    }
done
! docker image inspect "$name" >/dev/null 2>&1 || exit 0
echo "Making $name from Debian's packages…" >&2
# shellcheck disable=SC2016 # mmdebstrap sets $1
mmdebstrap --quiet --variant=minbase --include=ca-certificates \
    --customize-hook='rm -rf "$1"/usr/share/doc "$1"/usr/share/man "$1"/usr/share/locale "$1"/var/lib/apt/lists/*' \
    trixie - "$mirror" | docker import --change 'CMD ["bash"]' - "$name" >/dev/null
