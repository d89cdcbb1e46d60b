# Two commands do everything: `make build` and `make test`. Both set up what they need.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
NODE   := tests/node/node_modules/.ready
PEERS  := benchmarks/peers/node_modules/.ready
# A worker for each processor, and each file of tests in one worker: what a file sets up is set up once.
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# Compiled modules are kept: each run of errcat that a test starts would compile them again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: build test quick prove lowest newest lint tools update lock bench bench-quick bench-stages clean

## Set up, check every catalog of the repository, and build everything into build/, also the website.
build: $(READY)
	$(BIN)/python generator/regenerate.py --check
	$(BIN)/errcat build --check generator/errcat/findings/generated_own_errors.py
	$(BIN)/errcat check
	$(BIN)/errcat scan
	$(BIN)/errcat build
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet -f site/mkdocs.yml
	$(BIN)/python -m hatchling build --clean -t sdist -t wheel -d build/dist

## Set up, then all tests.
test:
	+@$(MAKE) --no-print-directory -j 2 build lint tools
	ERRCAT_SITE=build/site $(PYTEST)

## What to run while you work, in a minute: style, types, unit tests, rules and expected texts. No browser, no Node.
quick: lint
	$(PYTEST) -m "not slow" tests/rules tests/reporting tests/targets tests/openapi_documents $(filter-out %/test_packaging.py,$(wildcard tests/test_*.py))

## The slow proofs: many new random catalogs and examples for every property test, then the tests themselves are tested.
prove: build lowest newest
	HYPOTHESIS_PROFILE=prove $(PYTEST) tests/properties tests/fuzz tests/writing tests/consumers tests/site tests/targets \
		tests/test_packaging.py
	$(BIN)/python tests/mutation/run.py

## The oldest dependencies that pyproject.toml allows, with the oldest Python: check, build, the website, tests.
lowest:
	$(PYTHON) -m venv --clear build/lowest
	build/lowest/bin/python -m pip install --quiet --require-hashes -r requirements/pip.txt
	build/lowest/bin/python -m pip install --quiet --require-hashes -r requirements/lowest.txt
	build/lowest/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(call try,build/lowest/bin)

## The newest dependencies that there are today, pinned or not: the same.
newest:
	$(PYTHON) -m venv --clear build/newest
	build/newest/bin/python -m pip install --quiet --upgrade pip
	build/newest/bin/python -m pip install --quiet --editable ".[site]" --group test
	$(call try,build/newest/bin)

define try
	$(1)/errcat build --check generator/errcat/findings/generated_own_errors.py
	$(1)/errcat check
	$(1)/errcat build
	NO_MKDOCS_2_WARNING=1 $(1)/python -m mkdocs build --strict --quiet -f site/mkdocs.yml
	$(1)/python -m pytest tests/rules tests/cli tests/reporting tests/test_own_catalogs.py
endef

## Style and types, of the catalogs too.
lint: $(READY)
	$(BIN)/errcat fmt --check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

## Write generated modules and expected texts again. Then read the diff: it is the review.
update: $(READY)
	$(BIN)/python generator/regenerate.py
	$(BIN)/errcat build generator/errcat/findings/generated_own_errors.py
	$(BIN)/python -m pytest --update tests/rules tests/cli tests/reporting tests/targets tests/openapi_documents tests/test_readme.py

## Renew the pinned versions of what is installed for development, a week after their release. Then run the tests.
lock:
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	UV=build/lock/bin/uv requirements/lock.sh
	cd tests/node && npm update --package-lock-only
	cd benchmarks/peers && npm update --package-lock-only

## How fast it is: errcat and its peers in turns. Writes benchmarks/RESULTS.md; about half an hour.
bench: $(READY) $(PEERS)
	$(BIN)/python benchmarks/compare.py

## The small version, as CI reports it: prints, and writes nothing. About a minute.
bench-quick: $(READY) $(PEERS)
	$(BIN)/python benchmarks/compare.py --quick

## Where the time goes: the stages of check, build, diff and the website, as ratios measured in one run.
bench-stages: $(READY)
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/openapi.py
	$(BIN)/python benchmarks/diff.py
	$(BIN)/python benchmarks/site.py
	$(BIN)/python benchmarks/index.py

# requirements/ pins each package by version and hash, pip itself first: the pip of an old Python may be older than ours.
$(READY): pyproject.toml requirements/pip.txt requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/pip.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# The Node tools and the browser that tests drive: one after the other, for both can need apt.
tools: $(NODE)
	tests/site/install.sh

$(NODE): tests/node/package-lock.json tests/node/.npmrc tests/node/install.sh
	tests/node/install.sh

$(PEERS): benchmarks/peers/package-lock.json benchmarks/peers/install.sh requirements/peers.txt
	PYTHON=$(PYTHON) benchmarks/peers/install.sh

clean:
	rm -rf build $(VENV) tests/node/node_modules benchmarks/peers/node_modules
