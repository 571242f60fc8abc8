#!/bin/sh
# Install the Debian packages that the tests use for real: database, browser, antivirus, readers of PDF, gettext;
# and those named as arguments.
set -eu

missing=
need() { command -v "$1" >/dev/null 2>&1 || [ -x "$1" ] || missing="$missing $2"; }

need chromium chromium
need chromium-headless-shell chromium-headless-shell
need clamd clamav-daemon
need pdftotext poppler-utils
need xgettext gettext
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"

for command in "$@"; do need "$command" "$command"; done

[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "These Debian packages are needed:$missing" >&2
    echo "Install them as root: apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
