"""The last line of a report for people: how many problems of each level, and where."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.model.check_result import CheckResult
from errcat.reporting.report_items import ReportItem, catalog_name, counts_by_level
from errcat.text.counts import counted
from errcat.text.visible import visible

MAX_NAMED = 10
"""How many clean catalogs are named individually."""


def summary(results: Sequence[CheckResult], items: Sequence[ReportItem]) -> str:
    """Return `Found 3 errors and 1 warning in errors.yaml (2 fixable with --fix)`, or the catalogs without problems."""
    if items:
        files = {item.file for item in items} - {""}
        place = visible(files.pop()) if len(files) == 1 else counted(len(files), "file") if files else ""
        fixable = sum(item.is_fixable for item in items)
        note = f" ({fixable} fixable with --fix)" if fixable else ""
        return f"Found {describe_counts(items)}{' in ' if place else ''}{place}{note}"
    if len(results) > MAX_NAMED:
        number = sum(len(result.catalog.errors) for result in results)
        return f"{len(results)} catalogs: no problems ({counted(number, 'code')})"
    return "\n".join(
        f"{visible(catalog_name(result))}: no problems ({counted(len(result.catalog.errors), 'code')})"
        for result in results
    )


def describe_counts(items: Sequence[ReportItem]) -> str:
    """Return `3 errors, 2 warnings and 1 info`."""
    parts = [counted(number, level.word) for level, number in counts_by_level(items).items()]
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
