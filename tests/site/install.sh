#!/usr/bin/env bash
# The browser that the tests of this folder drive: Debian's Chromium without its windows, which does a third of the work
# of the whole browser. Where it can't be installed, Chromium is fine. Without either, the tests say so and are skipped,
# except in CI, where they must run. Also curl, whose output the tests of `errcat verify` read.
set -euo pipefail
for_root() { command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; }
install() { DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$1" >/dev/null; }

if ! command -v chromium-headless-shell >/dev/null && for_root; then
  { apt-get -qq update && install chromium-headless-shell; } || command -v chromium >/dev/null || install chromium
fi
if ! command -v chromium-headless-shell >/dev/null && ! command -v chromium >/dev/null && [ "${CI:-}" = true ]; then
  echo "the tests need Chromium" >&2
  exit 1
fi
if ! command -v curl >/dev/null && for_root; then
  apt-get -qq update && install curl
fi
