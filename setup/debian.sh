#!/bin/sh
# Installs what Tintype needs beside the JDK on Debian: `setup/debian.sh run` for captures, `test` for the tests too.
# Asks first on a terminal; installs at once with TINTYPE_YES=1 or CI=true; otherwise only says what to type.
# Exit codes: 0 all there, 2 wrong use, 4 something is missing.
set -eu

script=$(readlink -f -- "$0")
profile=${1-}
case $profile in
run | test) ;;
*)
    echo "usage: setup/debian.sh run|test" >&2
    exit 2
    ;;
esac

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null; }
installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

# The places where Tintype itself looks.
has_browser() {
    [ -z "${TINTYPE_BROWSER_EXECUTABLE-}" ] || return 0
    for program in chromium-headless-shell chrome-headless-shell headless_shell; do
        ! has "$program" || return 0
    done
    ls "${PLAYWRIGHT_BROWSERS_PATH:-${HOME-}/.cache/ms-playwright}"/chromium_headless_shell-*/*/*headless* >/dev/null 2>&1
}

# The redis-server that comes with Tintype wants OpenSSL 3.
has_redis() { has redis-server || { PATH=$PATH:/sbin ldconfig -p 2>/dev/null | grep -q 'libssl\.so\.3'; }; }

# Latin, CJK, Arabic, Devanagari and emoji; Liberation for pages that ask for Arial, Times or Courier.
fonts="fontconfig fonts-liberation fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"

if ! has apt-get || ! has dpkg-query; then
    lacking=
    has_browser || lacking="$lacking chrome-headless-shell"
    has_redis || lacking="$lacking redis-server"
    for program in chromium redis-server rabbitmq-server prometheus nginx caddy apache2 bwrap node npm python3; do
        [ "$profile" = run ] || has "$program" || lacking="$lacking $program"
    done
    [ -n "$lacking" ] || exit 0
    say "tintype: this is not Debian, so please install yourself:$lacking"
    say "  chrome-headless-shell: on the PATH, or named in TINTYPE_BROWSER_EXECUTABLE, or from"
    say "  npx playwright install --only-shell chromium"
    say "  fonts for the pages you capture: Noto with CJK and colour emoji, Liberation"
    exit 4
fi

missing=
has_browser || missing=" chromium-headless-shell"
wanted=$fonts
has_redis || missing="$missing redis-server"
# FFmpeg is linked against libpulse0, and runs inside bubblewrap.
wanted="$wanted libpulse0 bubblewrap"
[ "$profile" = run ] || wanted="$wanted chromium redis-server rabbitmq-server prometheus nginx-light caddy apache2-bin mmdebstrap"
# Receivers of callbacks, in other languages than ours; often here from elsewhere than Debian.
if [ "$profile" = test ]; then
    has node || missing="$missing nodejs"
    has npm || missing="$missing npm"
    has python3 || missing="$missing python3"
fi
for package in $wanted; do
    case "$missing " in *" $package "*) continue ;; esac
    installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=
[ "$(id -u)" -eq 0 ] || root=sudo
by_hand="$root${root:+ }apt-get update && $root${root:+ }apt-get install --no-install-recommends$missing"

if [ "${TINTYPE_YES-}" != 1 ] && [ "${CI-}" != true ]; then
    say "Tintype needs these Debian packages:$missing"
    if [ ! -t 0 ] || [ ! -t 2 ]; then
        say "Install them with:  $by_hand"
        say "or let Tintype do it:  TINTYPE_YES=1 $script $profile"
        exit 4
    fi
    printf 'Install them now with apt-get? [Y/n] ' >&2
    read -r answer || answer=n
    case $answer in
    '' | [Yy]*) ;;
    *)
        say "Nothing installed. The command:  $by_hand"
        exit 4
        ;;
    esac
fi

if [ -n "$root" ] && ! has sudo; then
    say "tintype: installing needs root, and there is no sudo; as root:  apt-get update && apt-get install$missing"
    exit 4
fi
[ -z "$root" ] ||
    exec sudo env TINTYPE_YES=1 "TINTYPE_BROWSER_EXECUTABLE=${TINTYPE_BROWSER_EXECUTABLE-}" "$script" "$profile"

# Tintype starts the servers it needs itself, so none may be started by its installation. Debian asks this file.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
quiet="-qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3"
log=$(mktemp)
say "Installing$missing…"
# shellcheck disable=SC2086 # lists
if ! apt-get $quiet update >"$log" 2>&1 || ! apt-get $quiet install -y --no-install-recommends $missing >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    say "tintype: apt-get could not install the packages; all it said is in $log"
    say "  Where there is no package chromium-headless-shell (Ubuntu):  npx playwright install --only-shell chromium"
    exit 4
fi
rm -f "$log"

# Nor at the next boot, unless somebody else had them here before.
if has systemctl; then
    for service in redis-server rabbitmq-server prometheus nginx caddy; do
        case "$missing " in *" $service"[-\ ]*) systemctl --quiet disable "$service" 2>/dev/null || : ;; esac
    done
fi
