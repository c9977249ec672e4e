#!/bin/sh
# Trains the two sentence encoders anew: .cache/train-venv with torch and what requirements/train.lock pins, the examples,
# the training. About an hour on two cores.
#
#     scripts/train_encoder.sh                   writes src/pledgebook/data/encoder
#     scripts/train_encoder.sh --hold-out 2/5    writes nothing, prints figures on gold reports that were left out
#
# torch is not in the lock, since its builds differ by machine (a CPU's is 200 MB, others several GB): TORCH=... names another.
set -eu
cd "$(dirname "$0")/.."
torch=${TORCH:-torch==2.13.0}
place=.cache/train-venv
log=.cache/train-setup.log

key() { cksum requirements/train.lock; echo "$torch"; "${PYTHON:-python3}" --version; }

if [ ! -f "$place/ready" ] || ! key | cmp -s - "$place/ready"; then
    echo "train-encoder: installing $torch and the packages of requirements/train.lock into $place ..."
    rm -rf "$place"
    "${PYTHON:-python3}" -m venv "$place"
    {
        "$place/bin/python" -m pip install --disable-pip-version-check --no-input "$torch" &&
            "$place/bin/python" -m pip install --disable-pip-version-check --no-input --no-deps --require-hashes \
                --only-binary :all: -r requirements/train.lock
    } >"$log" 2>&1 || { tail -n 20 "$log" >&2; echo "train-encoder: installing failed; all that pip said is in $log" >&2; exit 1; }
    key >"$place/ready"
fi
.venv/bin/python accuracy/encoder_examples.py .cache/encoder.jsonl
"$place/bin/python" accuracy/train_encoder.py .cache/encoder.jsonl --keep .cache/encoder.weights "$@"
exec "$place/bin/python" accuracy/train_small_encoder.py .cache/encoder.jsonl --teacher .cache/encoder.weights "$@"
