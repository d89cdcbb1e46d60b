"""One line per finding, for editors and grep: file:line:column: level[rule] message."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.model.check_result import CheckResult
from errcat.reporting.options import ReportOptions
from errcat.reporting.paint import Paint
from errcat.reporting.report_items import ReportItem, report_items
from errcat.reporting.summary import summary
from errcat.text.visible import visible, visible_at_start


def report(results: Sequence[CheckResult], options: ReportOptions) -> str:
    paint = Paint(options.color)
    items = report_items(results)
    lines = [_line(item, paint) for item in items]
    return "\n".join([*lines, visible_at_start(summary(results, items))])


def _line(report_item: ReportItem, paint: Paint) -> str:
    finding = report_item.finding
    kind = paint.level(finding.level, f"{finding.level.word}[{finding.rule}]")
    message = visible(finding.message)
    if finding.span is None:
        return f"{kind} {message}"
    start = finding.span.start
    return f"{visible_at_start(finding.span.file)}:{start.line}:{start.column}: {kind} {message}"
