# Two commands do everything: `make build` and `make test`. Both set up what they need.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
NODE   := tests/node/node_modules/.ready

.PHONY: build test prove lint update bench clean

## Set up, check every catalog of the repository, and build everything into build/, also the website.
build: $(READY)
	$(BIN)/python generator/regenerate.py --check
	$(BIN)/errcat build --check generator/errcat/findings/own_errors.py
	$(BIN)/errcat check
	$(BIN)/errcat build
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet -f site/mkdocs.yml
	$(BIN)/python -m hatchling build -t wheel -d build/dist

## Set up, then all tests.
test: build lint $(NODE)
	tests/site/install.sh
	$(BIN)/python -m pytest

## The slow tests: many new random catalogs and examples for every property test, then mutation tests.
prove: build
	HYPOTHESIS_PROFILE=prove $(BIN)/python -m pytest tests/properties tests/fuzz tests/writing tests/consumers tests/site/test_any_text.py tests/site/test_any_markdown.py tests/site/test_fuzzed_catalogs.py
	$(BIN)/python tests/mutation/run.py

## Style and types.
lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

## Rewrite generated modules and expected texts. Read the diff before you commit it.
update: $(READY)
	$(BIN)/python generator/regenerate.py
	$(BIN)/errcat build generator/errcat/findings/own_errors.py
	$(BIN)/python -m pytest --update tests/rules tests/cli tests/reporting tests/targets tests/openapi_documents tests/test_readme.py

## Measure speed, as ratios of one run.
bench: $(READY)
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/site.py

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

$(NODE): tests/node/package-lock.json tests/node/install.sh
	tests/node/install.sh

clean:
	rm -rf build $(VENV) tests/node/node_modules
