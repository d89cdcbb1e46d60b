#!/usr/bin/env bash
# The browser that the tests of this folder drive: Debian's Chromium without windows, a third of the work of the whole
# browser. Any Chromium is fine where it can't be installed. Without one, the tests say so and are skipped, except in CI.
set -euo pipefail
shell=chromium-headless-shell
if ! command -v $shell >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $shell >/dev/null ||
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null
fi
if ! command -v $shell >/dev/null && ! command -v chromium >/dev/null && [ "${CI:-}" = true ]; then
  echo "the tests need Chromium" >&2
  exit 1
fi
