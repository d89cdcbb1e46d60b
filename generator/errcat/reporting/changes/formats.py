"""The table of formats for changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from errcat.changes import Comparison
from errcat.reporting.options import ReportOptions

ChangeReporter = Callable[[Sequence[Comparison], ReportOptions], str]

# Each format with its module, which has a function `report`, and its purpose. Only the requested module is imported.
CHANGE_FORMATS = {
    "text": ("text", "for people: the worst first, both places, what to do instead"),
    "json": ("json_report", "for programs; `errcat schema changes` prints its schema"),
    "markdown": ("markdown", "a comment for a pull request, or a section of a changelog"),
    "github": ("github", "annotations in a pull request, for GitHub Actions"),
    "sarif": ("sarif", "SARIF 2.1.0, for code scanning and viewers"),
}


def change_reporter(name: str) -> ChangeReporter:
    """Return the function that writes a format."""
    report: ChangeReporter = import_module(f"errcat.reporting.changes.{CHANGE_FORMATS[name][0]}").report
    return report
