"""One line a finding: file:line:column: level[rule] message. What editors and grep read."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.model.check_result import Checked
from errcat.reporting.colour import Paint
from errcat.reporting.options import Options
from errcat.reporting.report_items import Told, all_told
from errcat.reporting.summary import summary
from errcat.text.visible import visible, visible_at_start


def report(results: Sequence[Checked], options: Options) -> str:
    paint = Paint(options.color)
    told = all_told(results)
    lines = [_line(one, paint) for one in told]
    return "\n".join([*lines, visible_at_start(summary(results, told))])


def _line(one: Told, paint: Paint) -> str:
    finding = one.finding
    kind = paint.level(finding.level, f"{finding.level.word}[{finding.rule}]")
    message = visible(finding.message)
    if finding.span is None:
        return f"{kind} {message}"
    start = finding.span.start
    return f"{visible_at_start(finding.span.file)}:{start.line}:{start.column}: {kind} {message}"
