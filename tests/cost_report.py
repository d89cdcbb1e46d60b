"""A pytest plugin that reports expensive tests. It never fails a run: cost depends on the machine.

A test that needs more than BUDGET seconds of CPU says why with `@pytest.mark.slow("why")`. A run ends with a list of
those that do not.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

BUDGET = 5.0
"""Seconds of CPU of the test and the programs that it runs. `make test` has six minutes for thousands of tests."""
SHARED = {
    "by_two": "builds the pages of each catalog with two site generators",
    "own": "builds the website of errcat, as its readers get it",
    "said_by_mypy": "runs mypy once for all modules",
    "tried": "builds a website with a large catalog",
}
"""Fixtures that cost more and serve many tests, and why. Their cost is not the cost of the test that comes first."""

_SPENT = pytest.StashKey[float]()
_ON_FIXTURES = pytest.StashKey[float]()
_COST = "cpu seconds"
_OF_FIXTURE = "cpu seconds of fixture"
_FRESH = 0.05
"""Seconds. In that time, little is used: most tests are quick, and looking costs as much as they do."""
_last_look = (float("-inf"), 0.0)


def cpu_seconds() -> float:
    """What this process has used, those that it has waited for, and those that still run, such as a browser."""
    global _last_look  # noqa: PLW0603 — of the process, as what it counts
    at, seconds = _last_look
    if time.monotonic() - at > _FRESH:
        seconds = sum(os.times()[:4]) + sum(_of_process(pid) for pid in _children(os.getpid()))
        _last_look = time.monotonic(), seconds
    return seconds


def _children(pid: int) -> list[int]:
    """The processes that a process has started and not yet waited for. Only Linux says which."""
    try:
        texts = [(thread / "children").read_text("ascii") for thread in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:  # the process has ended, or this is not Linux
        return []
    return [int(child) for text in texts for child in text.split()]


def _of_process(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:  # as above
        return 0.0
    ticks = sum(int(field) for field in fields[11:15])  # user and system, its own and that of children it waited for
    return ticks / os.sysconf("SC_CLK_TCK") + sum(_of_process(child) for child in _children(pid))


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Generator[None, object, object]:
    if fixturedef.scope == "function":
        return (yield)
    item = request._pyfuncitem  # noqa: SLF001 — the one way to the test that is set up
    before, start = item.stash.get(_ON_FIXTURES, 0.0), cpu_seconds()
    try:
        return (yield)
    finally:
        spent = cpu_seconds() - start
        on_others = item.stash.get(_ON_FIXTURES, 0.0) - before  # shared fixtures that this one asked for
        item.stash[_ON_FIXTURES] = before + spent
        if spent - on_others > BUDGET and fixturedef.argname not in SHARED:
            item.user_properties.append((_OF_FIXTURE, (fixturedef.argname, spent - on_others)))


def _measured(item: pytest.Item, *, less_fixtures: bool) -> Generator[None, object, object]:
    start = cpu_seconds()
    try:
        return (yield)
    finally:
        spent = cpu_seconds() - start - (item.stash.get(_ON_FIXTURES, 0.0) if less_fixtures else 0.0)
        item.stash[_SPENT] = item.stash.get(_SPENT, 0.0) + spent


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _measured(item, less_fixtures=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    try:
        return (yield from _measured(item, less_fixtures=False))
    finally:
        if item.get_closest_marker("slow") is None:
            item.user_properties.append((_COST, item.stash[_SPENT]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name in ("slow", "prove"):
            for mark in item.iter_markers(name):
                if not (mark.args and mark.args[0]):
                    raise pytest.UsageError(f'{item.nodeid}: say why, as in @pytest.mark.{name}("why")')


class Costs:
    """What the tests of all workers have cost."""

    def __init__(self) -> None:
        self.tests: dict[str, float] = {}
        self.fixtures: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        for key, value in report.user_properties:
            if key == _COST and isinstance(value, float) and value > BUDGET:
                self.tests[report.nodeid] = value
            if key == _OF_FIXTURE and isinstance(value, (tuple, list)):
                name, spent = value
                self.fixtures[f"fixture {name}, for {report.nodeid}"] += spent

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self.tests and not self.fixtures:
            return
        terminalreporter.section(f"more than {BUDGET:g} seconds of CPU, and nothing says why")
        for name, spent in sorted({**self.tests, **self.fixtures}.items(), key=lambda pair: -pair[1]):
            terminalreporter.line(f"{spent:6.1f} s  {name}")
        terminalreporter.line(
            'Make them cheaper, say why (@pytest.mark.slow("why"), or SHARED in tests/cost_report.py),'
            ' or leave the large part to `make prove` (@pytest.mark.prove("why")).'
        )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(
        config, "workerinput"
    ):  # workers of pytest-xdist send their reports to the process that started them
        config.pluginmanager.register(Costs())
