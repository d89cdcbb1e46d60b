#!/usr/bin/env bash
# The programs that the benchmarks compare errcat with. The Node programs go into this folder, and those in Python into
# build/bench/venv, apart from what errcat is developed with.
set -euo pipefail
cd "$(dirname "$0")"
command -v npm >/dev/null || { echo "the peers of the benchmarks need Node.js and npm" >&2; exit 1; }
npm ci --silent
venv=../../build/bench/venv
"${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --require-hashes -r ../../requirements/peers.txt
"$venv/bin/python" -m compileall -q "$venv/lib" || true  # some packages ship files for other versions of Python
touch node_modules/.ready
