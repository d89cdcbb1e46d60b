"""The last line of a report for people: how many problems, of what kind, where."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.model.check_result import CheckResult
from errcat.reporting.report_items import ReportItem, counts, name_of
from errcat.text.counts import counted
from errcat.text.visible import visible

MOST_NAMED = 10
"""How many clean catalogs are named one by one."""


def summary(results: Sequence[CheckResult], reported: Sequence[ReportItem]) -> str:
    """`Found 3 errors and 1 warning in errors.yaml (2 fixable with --fix)`, or what is without problems."""
    if reported:
        files = {item.file for item in reported} - {""}
        place = visible(files.pop()) if len(files) == 1 else counted(len(files), "file") if files else ""
        fixable = sum(item.is_fixable for item in reported)
        note = f" ({fixable} fixable with --fix)" if fixable else ""
        return f"Found {counted_levels(reported)}{' in ' if place else ''}{place}{note}"
    if len(results) > MOST_NAMED:
        total = sum(len(result.catalog.errors) for result in results)
        return f"{len(results)} catalogs: no problems ({counted(total, 'code')})"
    return "\n".join(
        f"{visible(name_of(result))}: no problems ({counted(len(result.catalog.errors), 'code')})" for result in results
    )


def counted_levels(reported: Sequence[ReportItem]) -> str:
    """`3 errors, 2 warnings and 1 info`."""
    parts = [counted(number, level.word) for level, number in counts(reported).items()]
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
