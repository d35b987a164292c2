#!/bin/sh
# Makes sure there is a Chromium-family browser for the tests: any installed one, else Debian's, else Playwright's own.
# Usage: install.sh <bin folder of the virtual environment>. Fails loudly where there is none in the end.
set -u

bin=$1
installed() { "$bin/python" "$(dirname "$0")/find.py" >/dev/null 2>&1; }

installed && exit 0

if command -v apt-get >/dev/null 2>&1; then
    root=""
    [ "$(id -u)" = 0 ] || root="sudo -n"
    $root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends chromium fonts-liberation
    installed && exit 0
fi

"$bin/playwright" install chromium
installed && exit 0

echo "The tests need a browser of the Chromium family (chromium, google-chrome, microsoft-edge) and could install none." >&2
exit 1
