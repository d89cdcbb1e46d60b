#!/usr/bin/env bash
# The Node tools that the tests drive, in this folder. Without npm, Debian's is installed where that is allowed;
# where it is not, the tests that need them say so and are skipped — but in CI, where they must run.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v npm >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends nodejs npm >/dev/null
fi
if command -v npm >/dev/null; then
  npm ci --silent
elif [ "${CI:-}" = true ]; then
  echo "the tests need Node.js and npm" >&2
  exit 1
fi
mkdir -p node_modules && touch node_modules/.ready
