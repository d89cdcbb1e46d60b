#!/usr/bin/env bash
# The browser that the tests of this folder drive: Debian's Chromium. Where it cannot be installed, the tests say so and
# are skipped — but in CI, where they must run.
set -euo pipefail
if ! command -v chromium >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null
fi
if ! command -v chromium >/dev/null && [ "${CI:-}" = true ]; then
  echo "the tests need Chromium" >&2
  exit 1
fi
