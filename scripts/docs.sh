#!/bin/sh
# Builds the manual into build/docs; a warning (a dead link, say) is an error.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .cache
if ! NO_COLOR=1 .venv/bin/zensical build --strict >.cache/docs.log 2>&1; then
    cat .cache/docs.log >&2
    exit 1
fi
echo "docs: build/docs/index.html"
