#!/bin/sh
# Makes .venv and installs Pledgebook into it, or finds that nothing has changed.
#
#     scripts/setup.sh run    what the program needs
#     scripts/setup.sh dev    that, and what tests, checks and docs need
#
# Needs only python3 (3.11 or newer) with its venv module. Every package is checked against the hash in
# requirements/*.lock. Another Python: PYTHON=python3.12 scripts/setup.sh dev
set -eu

wanted=${1:-dev}
root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
lock=requirements/$wanted.lock
python=${PYTHON:-python3}
inside=.venv/bin/python
stamp=.venv/pledgebook-$wanted.stamp
log=.cache/setup.log

fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

# What the environment was made from: place, Python and pinned packages. Any change makes setup run again.
key() {
    printf '%s\n' "$root"
    "$inside" -c 'import sys; print(sys.version)' 2>/dev/null || return 1
    cksum "$lock" pyproject.toml
}

if [ -f "$stamp" ] && key | cmp -s - "$stamp"; then
    exit 0
fi

if [ -d .venv ]; then
    place=$root
    for made in .venv/pledgebook-*.stamp; do
        [ -f "$made" ] && place=$(head -n 1 "$made")
    done
    if [ "$place" != "$root" ]; then
        echo "setup: .venv was made in $place; making it again here"
        rm -rf .venv
    elif ! "$inside" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
        ! { "$inside" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && "$inside" -m ensurepip; } >/dev/null 2>&1; then
        echo "setup: the Python of .venv is gone or changed; making it again"
        rm -rf .venv
    fi
fi

if [ ! -d .venv ]; then
    command -v "$python" >/dev/null 2>&1 ||
        fail "no '$python' found; on Debian or Ubuntu: apt-get install python3 python3-venv"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Python 3.11 or newer is needed, '$python' is $("$python" -c 'import platform; print(platform.python_version())');" \
            "install a newer one (on Debian 12 or later: apt-get install python3 python3-venv) or name it: make PYTHON=python3.12 ..."
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "'$python' has no venv module; on Debian or Ubuntu: apt-get install python3-venv"
    "$python" -m venv .venv || { rm -rf .venv; fail "cannot make .venv in $root"; }
fi

mkdir -p .cache
echo "setup: installing the $(grep -c '^[a-z0-9].*==' "$lock") packages of $lock into .venv (with downloads: a minute or three) ..."
install() {
    "$inside" -m pip install --disable-pip-version-check --no-input --root-user-action=ignore --no-deps "$@" >>"$log" 2>&1 || {
        tail -n 25 "$log" >&2
        fail "installing failed; all that pip said is in $log"
    }
}
: >"$log"
install --require-hashes --only-binary :all: -r "$lock"
install --no-build-isolation --force-reinstall -e .
# The browser tests want Debian's Chromium. Who is not root installs it; without it those tests are left out.
browser() {
    command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1
}
if [ "$wanted" = dev ] && [ -z "${NO_BROWSER:-}" ] && ! browser; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "setup: installing Chromium for the browser tests (NO_BROWSER=1 leaves it out) ..."
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >>"$log" 2>&1 ||
            echo "setup: no Chromium could be installed, so the browser tests will be left out; all that apt said is in $log"
    else
        echo "setup: no Chromium here, so the browser tests will be left out; on Debian: apt-get install chromium"
    fi
fi
key >"$stamp"
if [ "$wanted" = dev ]; then # dev.lock holds all of run.lock, at the same versions
    lock=requirements/run.lock
    key >.venv/pledgebook-run.stamp
fi
echo "setup: done; the command is .venv/bin/pledgebook"
