"""Workflow commands of GitHub Actions: annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reporting.options import ReportOptions
from errcat.reporting.report_items import ReportItem, counts_by_level, report_items
from errcat.reporting.repository import repository_path
from errcat.reporting.summary import summary
from errcat.reporting.workflow_commands import workflow_command
from errcat.text.visible import visible, visible_at_start

MAX_ANNOTATIONS = 10
"""How many annotations of a kind GitHub shows per step; the others are only in the log."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def report(results: Sequence[CheckResult], options: ReportOptions) -> str:
    items = report_items(results)
    lines = [_command(item, options) for item in items]
    if max(counts_by_level(items).values(), default=0) > MAX_ANNOTATIONS:
        lines.append(f"GitHub shows the first {MAX_ANNOTATIONS} of each kind at their lines; this log has them all")
    return "\n".join([*lines, visible_at_start(summary(results, items))])


def _command(report_item: ReportItem, options: ReportOptions) -> str:
    finding = report_item.finding
    properties: dict[str, object] = {}
    if finding.span:
        start, end = finding.span.start, finding.span.end
        properties |= {
            "file": repository_path(finding.span.file, options),
            "line": start.line,
            "endLine": end.line,
        }
        if start.line == end.line:  # GitHub drops annotations that have columns and span several lines
            properties |= {"col": start.column, "endColumn": max(end.column - 1, start.column)}
    properties["title"] = finding.rule
    return workflow_command(_COMMANDS[finding.level], properties, _text(report_item))


def _text(report_item: ReportItem) -> str:
    finding = report_item.finding
    about = f"{finding.code}: " if finding.code else ""
    parts = [about + finding.message, finding.help.strip(), f"errcat explain {finding.rule}"]
    return "\n".join(visible(line) for part in parts if part for line in part.split("\n"))
