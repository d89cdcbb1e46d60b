"""The report for people, in the style of rustc: the line, a mark under it, and what to type instead."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.model.check_result import CheckResult
from errcat.reporting.options import ReportOptions
from errcat.reporting.paint import Paint
from errcat.reporting.report_items import most_important, report_items
from errcat.reporting.summary import summary


def report(results: Sequence[CheckResult], options: ReportOptions) -> str:
    paint = Paint(options.color)
    items = report_items(results)
    if not items:
        return _painted("good", summary(results, items), paint)
    from errcat.reporting.text_of_finding import text_of_finding  # noqa: PLC0415 — a clean catalog does not need it

    shown = most_important(items, options.limit)
    blocks = [text_of_finding(item, options, paint) for item in shown]
    if len(shown) < len(items):
        more = f"… and {len(items) - len(shown)} more (--format concise or --format json shows all)"
        blocks.append(paint("message", more))
    return "\n\n".join([*blocks, _painted("message", summary(results, items), paint)])


def _painted(style: str, text: str, paint: Paint) -> str:
    return "\n".join(paint(style, line) for line in text.split("\n"))
