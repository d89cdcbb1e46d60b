"""What all tests share: the `--update` switch, and the way to run errcat inside this process."""

from __future__ import annotations

import gc
import inspect
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from errcat import cli
from profiles import IS_LONG

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent

os.environ["ERRCAT_NO_CACHE"] = "1"
"""Tests run errcat with changed parts: only tests of the cache may use it, in folders of their own."""

pytest_plugins = ["cost_report", "mistakes_score", "worker_reports"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected texts anew; the diff is the review")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--update writes into the repository: run it without -n")


EXPENSIVE = (
    "site", "consumers", "fuzz", "writing", "repository", "test_packaging.py", "cli", "targets", "test_growth.py", "rules",
    "changes", "hostile", "mistakes", "openapi_documents", "test_architecture.py",
)  # fmt: skip
"""What runs first, so that all workers of a run end at the same time: the files of the rest take a few seconds each."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put expensive tests first, and leave to `make prove` what is marked for it."""
    items.sort(key=lambda item: item.path.relative_to(TESTS).parts[0] not in EXPENSIVE)
    long = [item for item in items if item.get_closest_marker("prove") and not IS_LONG]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in set(long)]


def pytest_collection_finish() -> None:
    """Keep the collector from what lives as long as the run: modules, and thousands of tests. It was a sixth of a test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@dataclass(frozen=True)
class Expected:
    """Compares a text with the file that has it, or writes that file."""

    update: bool

    def __call__(self, actual: str, file: Path) -> None:
        if self.update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(actual, encoding="utf-8", newline="\n")
        assert file.exists(), f"{file} is missing: run `make update`, then read what it wrote"
        assert actual == file.read_text(encoding="utf-8")


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Expected:
    return Expected(request.config.getoption("--update"))


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


# Click 8.2 always keeps the two streams apart; Click 8.1 has to be asked.
APART = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}


@pytest.fixture
def errcat(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run errcat in an empty folder (or `cwd`), without colour, on a fixed day."""

    def run(*arguments: str, cwd: Path | None = None, stdin: bytes | None = None, **environment: str) -> Result:
        monkeypatch.chdir(cwd or tmp_path)
        for name in ("FORCE_COLOR", "NO_COLOR", "GITHUB_ACTIONS", "CI", "COLUMNS"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 2026-01-01
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        runner = CliRunner(**APART)
        with runner.isolation(input=stdin) as (out, err, *_both):
            code = cli.run(list(arguments))
            return Result(code, out.getvalue().decode(), err.getvalue().decode())

    return run


NODE_MODULES = ROOT / "tests" / "node" / "node_modules"


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The Node tools that `make test` installs. Where Node is missing the tests say so; in CI they must run."""
    if not (NODE_MODULES / ".bin").is_dir():
        assert os.environ.get("CI") != "true", "the Node tools are missing: tests/node/install.sh"
        pytest.skip("Node.js is not installed: tests/node/install.sh installs the tools where npm is at hand")
    return NODE_MODULES
