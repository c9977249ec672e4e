#!/bin/sh
# Every check that needs no test: each one runs, then the failed ones are named.
set -u
cd "$(dirname "$0")/.." || exit 1
bin=.venv/bin
failed=""

check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $name"
    else
        printf '%s\n' "$output"
        echo "FAILED  $name"
        failed="$failed, $name"
    fi
}

check "lint" $bin/ruff check --quiet --output-format concise .
check "form" $bin/ruff format --check .
check "types" $bin/mypy
check "import layers" $bin/lint-imports
check "forbidden words" $bin/python scripts/forbidden.py
check "manual" sh scripts/docs.sh

[ -z "$failed" ] || { echo "check: failed: ${failed#, }" >&2; exit 1; }
