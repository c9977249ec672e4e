#!/bin/sh
# Reads dates and sums of money out of corpora that others annotated, beside two other taggers, and writes
# docs/examinations.md. The other taggers live in .cache/peers-venv (requirements/peers.lock), apart from Pledgebook.
#
#     scripts/examinations.sh             all, docs/examinations.md
#     scripts/examinations.sh --print     all, printed only
set -eu
cd "$(dirname "$0")/.."
place=.cache/peers-venv
log=.cache/peers-setup.log

[ -d ../shared/data ] || {
    echo "examinations: ../shared/data is not here: put the corpora MEANTIME, WikiWars and the Recognizers specs there" \
        "(folders meantime, wikiwars, recognizers_specs); docs/examinations.md stays as it is" >&2
    exit 1
}

key() { cksum requirements/peers.lock; "${PYTHON:-python3}" --version; }

if [ ! -f "$place/ready" ] || ! key | cmp -s - "$place/ready"; then
    echo "examinations: installing the other taggers of requirements/peers.lock into $place ..."
    rm -rf "$place"
    mkdir -p .cache
    "${PYTHON:-python3}" -m venv "$place"
    "$place/bin/python" -m pip install --disable-pip-version-check --no-input --no-deps --require-hashes \
        --only-binary :all: -r requirements/peers.lock >"$log" 2>&1 ||
        { tail -n 20 "$log" >&2; echo "examinations: installing failed; all that pip said is in $log" >&2; exit 1; }
    key >"$place/ready"
fi
exec .venv/bin/python accuracy/examinations.py --peers "$place/bin/python" "$@"
