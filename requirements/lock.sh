#!/usr/bin/env bash
# Write the files of this folder again, with the newest versions that pyproject.toml allows and that are a week old:
#   pip.txt      the pip that installs the rest
#   uv.txt       the uv that writes these files
#   dev.txt      all that `make build` and `make test` use, on Python 3.11 and later
#   action.txt   what action.yml installs errcat with
#   peers.txt    what `make bench` compares errcat with
#   lowest.txt   the oldest versions of what errcat itself needs, and what tests it with them
# Each has hashes and no address: pip takes the files from whatever index it is set up with.
# UV is the uv to use. Options go to uv: `--upgrade-package NAME` renews one package and keeps the others.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$#" -gt 0 ] || set -- --upgrade

compile() {
  "${UV:-uv}" pip compile --quiet --no-config --universal --python-version 3.11 --exclude-newer "7 days" \
    --custom-compile-command "make lock" "$@"
}

compile --generate-hashes --group pip -o requirements/pip.txt "$@"
compile --generate-hashes --group uv -o requirements/uv.txt "$@"
compile pyproject.toml --generate-hashes --group dev -o requirements/dev.txt "$@"
compile pyproject.toml --generate-hashes --group build -o requirements/action.txt "$@"
compile --generate-hashes --group peers -o requirements/peers.txt "$@"

# The oldest of each direct dependency, and the newest of everything else.
oldest=build/oldest.txt
mkdir -p build
compile pyproject.toml --extra site --resolution lowest-direct --no-deps --no-annotate --no-header -o "$oldest" --upgrade
compile pyproject.toml --generate-hashes --extra site --group build --group test --constraint "$oldest" -o requirements/lowest.txt "$@"
