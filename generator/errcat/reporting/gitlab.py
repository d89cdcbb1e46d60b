"""GitLab's code quality report: a JSON list of issues."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reporting.json_text import json_text
from errcat.reporting.options import ReportOptions
from errcat.reporting.report_items import ReportItem, report_items
from errcat.reporting.repository import repository_path
from errcat.text.visible import visible

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def report(results: Sequence[CheckResult], options: ReportOptions) -> str:
    return json_text([_issue(item, options) for item in report_items(results)])


def _issue(report_item: ReportItem, options: ReportOptions) -> dict[str, object]:
    finding = report_item.finding
    about = f"{visible(finding.code)}: " if finding.code else ""
    first, last = (finding.span.start.line, finding.span.end.line) if finding.span else (1, 1)
    return {
        "description": f"{about}{visible(finding.message)}",
        "check_name": finding.rule,
        "fingerprint": report_item.fingerprint,
        "severity": _SEVERITIES[finding.level],
        "location": {"path": repository_path(report_item.file, options), "lines": {"begin": first, "end": last}},
    }
