"""A pytest plugin that ends a run with the score of the table of mistakes."""

from __future__ import annotations

from typing import Any

_TABLE = "mistakes/test_mistakes.py::test_mistake["


def pytest_terminal_summary(terminalreporter: Any) -> None:
    passed, failed = (
        sum(_TABLE in report.nodeid for report in terminalreporter.stats.get(kind, ())) for kind in ("passed", "failed")
    )
    if passed or failed:
        terminalreporter.write_line(f"mistakes: {passed} of {passed + failed}")
