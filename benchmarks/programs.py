"""What `compare.py` runs: errcat, the programs that it competes with, and the floors below which none of them gets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import synthetic
import websites

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
WITHOUT_EXTRAS = HERE / "without_extras"
"""A folder that hides yaml-rs, so that errcat runs as it does without the extra `fast`."""
UNSET = ("PYTHONDONTWRITEBYTECODE", "ERRCAT_NO_CACHE", "ERRCAT_CACHE_DIR")
SIZES = (100, 1_000, 10_000, 50_000)
MODERATE = SIZES[:-1]
"""The sizes for programs that take minutes for the largest one."""
PAGES = (100, 1_000, 2_515, 10_000)
"""2,515 codes are those of a database server: the largest catalog that was measured with pages."""
SITES = (1_000, 5_000)


class Size(NamedTuple):
    """A catalog of some entries, in a project of its own."""

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
        """The user's cache folder: errcat uses none inside the project."""
        return self.project.with_name(f"{self.project.name}-cache")

    @property
    def site(self) -> Path:
        """A website with the plugin."""
        return self.project / "site"

    @property
    def same_site(self) -> Path:
        """A website of the same Markdown, without errcat."""
        return self.project / "same"

    @property
    def environment(self) -> Mapping[str, str]:
        """Keep bytecode, use a cache of its own, and no extra."""
        others = {name: value for name, value in os.environ.items() if name not in UNSET}
        others["PYTHONPATH"] = str(WITHOUT_EXTRAS)
        return {**others, "XDG_CACHE_HOME": str(self.cache), "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"}


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
    """Change the action of the entry in the middle."""
    lines = size.catalog.read_text(encoding="utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if line.startswith("    action: ")]
    middle = places[len(places) // 2]
    lines[middle] = EDITS[lines[middle] == EDITS[0]]
    size.catalog.write_text("\n".join(lines), encoding="utf-8")


def again(command: Callable[[Size], Sequence[str]]) -> Callable[[Size], None]:
    """Run the same command before, so that there is something to remember."""

    def prepare(size: Size) -> None:
        subprocess.run(command(size), cwd=size.project, env=size.environment, check=True, capture_output=True)

    return prepare


def with_a_site(size: Size) -> None:
    """Write the sources of the website, unless they exist."""
    if not size.site.exists():
        plugin = {"errcat": {"catalogs": [{"catalog": str(size.catalog)}]}}
        websites.write_site(size.site, [plugin], {})


def with_the_same_site(size: Size) -> None:
    """Write the same pages as plain Markdown, unless they exist."""
    if not size.same_site.exists():
        websites.write_site(size.same_site, [], websites.same_markdown(size.catalog, size.project / "markdown"))


@dataclass(frozen=True, slots=True)
class Program:
    """A program to run on each size."""

    name: str
    command: Callable[[Size], Sequence[str]]
    prepare: Callable[[Size], None] = nothing
    """What happens before each run, unmeasured."""
    sizes: Sequence[int] = SIZES
    exit_codes: tuple[int, ...] = (0,)
    has_extra: bool = False
    """Whether errcat runs with the extra `fast`."""

    def environment(self, size: Size) -> Mapping[str, str]:
        """Return the variables of a run."""
        hidden = "PYTHONPATH" if self.has_extra else ""
        return {name: value for name, value in size.environment.items() if name != hidden}


def _build(size: Size, *options: str) -> Sequence[str]:
    files = {"--python": "errors.py", "--openapi": "errors.openapi.yaml", "--json": "errors.json"}
    outputs = [word for option, name in files.items() for word in (option, f"{size.outputs}/{name}")]
    return (*ERRCAT, "build", str(size.catalog), *outputs, *options)


def _build_check(size: Size) -> Sequence[str]:
    return _build(size, "--check")


def _ajv(size: Size) -> Sequence[str]:
    options = ("--spec=draft7", "--strict=false", "-s", str(SCHEMA))
    return (str(NODE / "ajv"), "validate", *options, "-d", str(size.catalog))


def _check(size: Size, *options: str) -> Sequence[str]:
    return (*ERRCAT, "check", *options, str(size.catalog))


def _check_failing(size: Size) -> Sequence[str]:
    return (*ERRCAT, "check", "--no-cache", str(size.failing))


def _markdown(size: Size) -> Sequence[str]:
    return (*ERRCAT, "build", "--no-cache", str(size.catalog), "--markdown", f"{size.outputs}/docs")


def _mkdocs(folder: Path) -> Sequence[str]:
    return (sys.executable, "-m", "mkdocs", "build", "-q", "-f", f"{folder}/mkdocs.yml")


VERSION = "errcat --version"
CHECK = "errcat check"
CHECK_AGAIN = "errcat check, nothing changed"
CHECK_FAILING = "errcat check, 50 mistakes"
CHECK_FAST = "errcat[fast] check"
CHECK_FAILING_FAST = "errcat[fast] check, 50 mistakes"
BUILD = "errcat build, python + openapi + json"
BUILD_AGAIN = "errcat build, nothing changed"
BUILD_CHECK = "errcat build --check, nothing changed"
BUILD_EDITED = "errcat build, an entry edited"
MARKDOWN = "errcat build, markdown"
SITE = "mkdocs build, with errcat"
SAME_SITE = "mkdocs build, the same Markdown without errcat"
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
    Program(CHECK, lambda size: _check(size, "--no-cache"), sizes=sorted({*SIZES, *PAGES})),
    Program(CHECK_FAILING, _check_failing, exit_codes=(1,)),
    Program(CHECK_FAST, lambda size: _check(size, "--no-cache"), has_extra=True),
    Program(CHECK_FAILING_FAST, _check_failing, exit_codes=(1,), has_extra=True),
    Program(BUILD, _build, without_outputs),
    Program(CHECK_AGAIN, _check, again(_check)),
    Program(BUILD_AGAIN, _build, again(_build)),
    Program(BUILD_CHECK, _build_check, again(_build_check)),
    Program(BUILD_EDITED, _build, with_an_edit),
    Program(MARKDOWN, _markdown, sizes=PAGES),
    Program(SOURCEMETA, lambda size: (str(NODE / "jsonschema"), "validate", str(SCHEMA), str(size.catalog))),
    Program(AJV, _ajv),
    Program(
        CHECK_JSONSCHEMA,
        lambda size: (str(PYTHON_PEERS / "check-jsonschema"), "--schemafile", str(SCHEMA), str(size.catalog)),
        sizes=MODERATE,
    ),
    Program(
        YAMLLINT,
        lambda size: (str(PYTHON_PEERS / "yamllint"), "-d", "relaxed", "--no-warnings", str(size.catalog)),
        sizes=MODERATE,
        exit_codes=(0, 1),
    ),
    Program(
        SPECTRAL,
        lambda size: (str(NODE / "spectral"), "lint", "-r", str(size.project / ".spectral.json"), str(size.catalog)),
        sizes=MODERATE,
        exit_codes=(0, 1),
    ),
    Program(SITE, lambda size: _mkdocs(size.site), with_a_site, sizes=SITES),
    Program(SAME_SITE, lambda size: _mkdocs(size.same_site), with_the_same_site, sizes=SITES),
)
"""In the order of a round: a build that finds nothing changed comes after the build that made it."""


class Target(NamedTuple):
    """A ratio of processor times that errcat means to reach: at most `bar`."""

    name: str
    of: str
    to: str
    count: int
    bar: float


TARGETS = (
    *(
        Target(name, check, to, count, bar)
        for name, check in (("a clean check", CHECK), ("a clean check with the extra `fast`", CHECK_FAST))
        for to, count, bar in (
            (VERSION, 100, 1.8),
            (CHECK_JSONSCHEMA, 100, 1 / 6),
            (SOURCEMETA, 100, 1.0),
            (COMPOSED, 10_000, 1.0),
            (AJV, 10_000, 1.0),
        )
    ),
    Target("a check that finds 50 mistakes", CHECK_FAILING, CHECK, 10_000, 1.3),
    Target("a check that finds 50 mistakes, with `fast`", CHECK_FAILING_FAST, CHECK_FAST, 10_000, 1.3),
    Target("check, nothing changed", CHECK_AGAIN, VERSION, 100, 1.5),
    Target("build, nothing changed", BUILD_AGAIN, VERSION, 100, 1.5),
    Target("build --check, nothing changed", BUILD_CHECK, VERSION, 100, 1.5),
    Target("check, nothing changed", CHECK_AGAIN, VERSION, 10_000, 1.5),
    Target("build, nothing changed", BUILD_AGAIN, VERSION, 10_000, 1.5),
    Target("build --check, nothing changed", BUILD_CHECK, VERSION, 10_000, 1.5),
    Target("build, an entry edited", BUILD_EDITED, BUILD, 10_000, 0.5),
    Target("build", BUILD, CHECK, 10_000, 2.0),
    Target("build of Markdown", MARKDOWN, CHECK, 2_515, 3.0),
    Target("build of a website", SITE, SAME_SITE, 1_000, 1.15),
    Target("build of a website", SITE, SAME_SITE, 5_000, 1.15),
)


class MemoryTarget(NamedTuple):
    """The peak memory that errcat means to keep: so many MiB, and so many KiB for each entry."""

    of: str
    base: float
    entry: float


MEMORY_TARGETS = (MemoryTarget(CHECK, 20, 9), MemoryTarget(CHECK_FAST, 20, 9), MemoryTarget(BUILD, 20, 21))
GROWING = (COMPOSED, CHECK, CHECK_FAST, CHECK_FAILING, BUILD, BUILD_AGAIN, SOURCEMETA, AJV)
"""What is compared by size: time and memory for each entry."""
MAX_GROWTH = 1.25
"""An entry of the largest catalog costs at most so many times what an entry of a small one costs."""
