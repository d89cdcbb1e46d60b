"""The last line of a report for people: how many problems, of what kind, where."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.model.check_result import CheckResult
from errcat.reporting.report_items import ReportItem, counts, name_of
from errcat.text.visible import visible

MOST_NAMED = 10
"""How many clean catalogs are named one by one."""


def summary(results: Sequence[CheckResult], reported: Sequence[ReportItem]) -> str:
    """`Found 3 errors and 1 warning in errors.yaml (2 fixable with --fix)`, or what is without problems."""
    if reported:
        files = {item.file for item in reported} - {""}
        where = "" if not files else f" in {visible(files.pop())}" if len(files) == 1 else f" in {len(files)} files"
        fixable = sum(one.is_fixable for one in reported)
        note = f" ({fixable} fixable with --fix)" if fixable else ""
        return f"Found {counted(reported)}{where}{note}"
    if len(results) > MOST_NAMED:
        return f"{len(results)} catalogs: no problems ({_codes(sum(len(result.catalog.errors) for result in results))})"
    return "\n".join(f"{visible(name_of(one))}: no problems ({_codes(len(one.catalog.errors))})" for one in results)


def counted(reported: Sequence[ReportItem]) -> str:
    """`3 errors, 2 warnings and 1 info`."""
    parts = [f"{number} {level.word}{'' if number == 1 else 's'}" for level, number in counts(reported).items()]
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _codes(number: int) -> str:
    return f"{number} code{'' if number == 1 else 's'}"
