"""What `compare.py` runs: errcat, the programs that it competes with, and the floors below which none of them gets."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import synthetic

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent / "schema" / "catalog.v1.schema.json"
NODE = HERE / "peers" / "node_modules" / ".bin"
PYTHON_PEERS = HERE.parent / "build" / "bench" / "venv" / "bin"
ERRCAT = (str(Path(sys.executable).parent / "errcat"),)

COMPOSE = """
import gc, sys, yaml
gc.disable()
yaml.compose(open(sys.argv[1], encoding="utf-8"), yaml.CSafeLoader)
"""
EDITS = ("    action: Ask the support of the shop for help", "    action: Ask the support of your bank for help")
UNSET = ("PYTHONDONTWRITEBYTECODE", "ERRCAT_NO_CACHE", "ERRCAT_CACHE_DIR")
SHORT = 1_000
MEDIUM = 10_000
LONG = 50_000


class Size(NamedTuple):
    """A catalog of some entries, in a project of its own, and the user's cache."""

    count: int
    project: Path

    @property
    def catalog(self) -> Path:
        return self.project / "errors.yaml"

    @property
    def failing(self) -> Path:
        """The same catalog with 50 mistakes."""
        return self.project / "failing.yaml"

    @property
    def outputs(self) -> Path:
        return self.project / "out"

    @property
    def cache(self) -> Path:
        return self.project / "cache"

    @property
    def environment(self) -> Mapping[str, str]:
        """Keep bytecode, and use a cache of its own."""
        others = {name: value for name, value in os.environ.items() if name not in UNSET}
        return {**others, "XDG_CACHE_HOME": str(self.cache), "NO_COLOR": "1"}


def new_size(folder: Path, count: int) -> Size:
    """Write the catalogs of a size."""
    size = Size(count, folder / str(count))
    size.project.mkdir(parents=True)
    size.cache.mkdir()
    for file, mistakes in ((size.catalog, 0), (size.failing, min(50, count))):
        with file.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(synthetic.lines(count, mistakes, 0))
    ruleset = {
        "rules": {
            "catalog": {
                "given": "$",
                "severity": "error",
                "then": {
                    "function": "schema",
                    "functionOptions": {"schema": json.loads(SCHEMA.read_text(encoding="utf-8")), "allErrors": True},
                },
            }
        }
    }
    (size.project / ".spectral.json").write_text(json.dumps(ruleset), encoding="utf-8")
    return size


def nothing(size: Size) -> None:
    """Prepare nothing."""


def without_outputs(size: Size) -> None:
    """Delete what was built, and the cache."""
    shutil.rmtree(size.outputs, ignore_errors=True)
    shutil.rmtree(size.cache)
    size.cache.mkdir()


def with_an_edit(size: Size) -> None:
    """Change the message of the entry in the middle."""
    lines = size.catalog.read_text(encoding="utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if line.startswith("    action: ")]
    middle = places[len(places) // 2]
    lines[middle] = EDITS[lines[middle] == EDITS[0]]
    size.catalog.write_text("\n".join(lines), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Program:
    """A program to run on each size."""

    name: str
    command: Callable[[Size], Sequence[str]]
    prepare: Callable[[Size], None] = nothing
    """What happens before each run, unmeasured."""
    largest: int = LONG
    """The largest size that it is run with: some programs take minutes beyond it."""
    exit_codes: tuple[int, ...] = (0,)


def _build(size: Size, *options: str) -> Sequence[str]:
    files = {"--python": "errors.py", "--openapi": "errors.openapi.yaml", "--json": "errors.json"}
    outputs = [word for option, name in files.items() for word in (option, f"{size.outputs}/{name}")]
    return (*ERRCAT, "build", str(size.catalog), *outputs, *options)


def _ajv(size: Size) -> Sequence[str]:
    options = ("--spec=draft7", "--strict=false", "-s", str(SCHEMA))
    return (str(NODE / "ajv"), "validate", *options, "-d", str(size.catalog))


def _markdown(size: Size) -> Sequence[str]:
    return (*ERRCAT, "build", "--no-cache", str(size.catalog), "--markdown", f"{size.outputs}/docs")


VERSION = "errcat --version"
CHECK = "errcat check"
CHECK_AGAIN = "errcat check, nothing changed"
CHECK_FAILING = "errcat check, 50 mistakes"
BUILD = "errcat build, python + openapi + json"
BUILD_AGAIN = "errcat build, nothing changed"
BUILD_CHECK = "errcat build --check, nothing changed"
BUILD_EDITED = "errcat build, an entry edited"
MARKDOWN = "errcat build, markdown"
PYTHON = "python -c pass"
COMPOSED = "PyYAML's C parser (compose)"
SOURCEMETA = "@sourcemeta/jsonschema"
AJV = "ajv-cli"
CHECK_JSONSCHEMA = "check-jsonschema"
YAMLLINT = "yamllint"
SPECTRAL = "spectral"

PROGRAMS = (
    Program(PYTHON, lambda _size: (sys.executable, "-c", "pass")),
    Program(COMPOSED, lambda size: (sys.executable, "-c", COMPOSE, str(size.catalog))),
    Program(VERSION, lambda _size: (*ERRCAT, "--version")),
    Program(CHECK, lambda size: (*ERRCAT, "check", "--no-cache", str(size.catalog))),
    Program(CHECK_FAILING, lambda size: (*ERRCAT, "check", "--no-cache", str(size.failing)), exit_codes=(1,)),
    Program(BUILD, _build, without_outputs),
    Program(CHECK_AGAIN, lambda size: (*ERRCAT, "check", str(size.catalog))),
    Program(BUILD_AGAIN, _build),
    Program(BUILD_CHECK, lambda size: _build(size, "--check")),
    Program(BUILD_EDITED, _build, with_an_edit),
    Program(MARKDOWN, _markdown, largest=MEDIUM),
    Program(SOURCEMETA, lambda size: (str(NODE / "jsonschema"), "validate", str(SCHEMA), str(size.catalog))),
    Program(AJV, _ajv),
    Program(
        CHECK_JSONSCHEMA,
        lambda size: (str(PYTHON_PEERS / "check-jsonschema"), "--schemafile", str(SCHEMA), str(size.catalog)),
        largest=MEDIUM,
    ),
    Program(
        YAMLLINT,
        lambda size: (str(PYTHON_PEERS / "yamllint"), "-d", "relaxed", "--no-warnings", str(size.catalog)),
        largest=MEDIUM,
        exit_codes=(0, 1),
    ),
    Program(
        SPECTRAL,
        lambda size: (str(NODE / "spectral"), "lint", "-r", str(size.project / ".spectral.json"), str(size.catalog)),
        largest=MEDIUM,
        exit_codes=(0, 1),
    ),
)
"""In the order of a round: a build that finds nothing changed comes after the build that made it."""


class Target(NamedTuple):
    """A ratio that errcat means to reach."""

    name: str
    of: str
    to: str
    count: int
    bar: float
    """At most this much, or at least, if it is negative."""


TARGETS = (
    Target("a clean check of 100 entries", CHECK, VERSION, 100, 1.8),
    Target("a clean check of 100 entries", CHECK, CHECK_JSONSCHEMA, 100, 1 / 6),
    Target("a clean check of 100 entries", CHECK, SOURCEMETA, 100, 1.0),
    Target("a check of 10,000 entries", CHECK, COMPOSED, 10_000, 1.0),
    Target("a check of 10,000 entries", CHECK, AJV, 10_000, 1.0),
    Target("50 mistakes in 10,000 entries", CHECK_FAILING, CHECK, 10_000, 1.3),
    Target("check, nothing changed", CHECK_AGAIN, VERSION, 100, 1.5),
    Target("build, nothing changed", BUILD_AGAIN, VERSION, 100, 1.5),
    Target("build --check, nothing changed", BUILD_CHECK, VERSION, 100, 1.5),
    Target("check, nothing changed", CHECK_AGAIN, VERSION, 10_000, 1.5),
    Target("build, nothing changed", BUILD_AGAIN, VERSION, 10_000, 1.5),
    Target("build --check, nothing changed", BUILD_CHECK, VERSION, 10_000, 1.5),
    Target("an entry of 10,000 edited", BUILD_EDITED, BUILD, 10_000, 0.5),
    Target("build of 10,000 entries", BUILD, CHECK, 10_000, 2.0),
    Target("Markdown of 10,000 entries", MARKDOWN, CHECK, 10_000, 3.0),
)
GROWING = (COMPOSED, CHECK, CHECK_FAILING, BUILD, SOURCEMETA, AJV)
"""What is compared by size: time and memory for each entry."""
