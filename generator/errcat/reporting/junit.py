"""JUnit XML: a suite per file, a case per finding, and a passing case for a file without findings."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from errcat.findings.finding import Level
from errcat.findings.wording import page
from errcat.model.check_result import CheckResult
from errcat.reporting.options import ReportOptions
from errcat.reporting.report_items import ReportItem, report_items
from errcat.text.visible import visible, visible_at_start


def report(results: Sequence[CheckResult], options: ReportOptions) -> str:
    files: dict[str, list[ReportItem]] = {
        document.source.name: [] for result in results for document in result.documents
    }
    for item in report_items(results):
        files.setdefault(item.file, []).append(item)
    all_items = [item for items in files.values() for item in items]
    passing = sum(not items for items in files.values())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="errcat"{_count_attributes(all_items, passing, options)}>',
        *(line for name, items in files.items() for line in _suite(name, items, options)),
        "</testsuites>",
    ]
    # A character reference names the same character in every encoding.
    return "\n".join(lines).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _suite(name: str, items: Sequence[ReportItem], options: ReportOptions) -> list[str]:
    file = _attribute(name or "errcat")
    cases = [line for item in items for line in _case(item, file, options)]
    return [
        f"  <testsuite name={file}{_count_attributes(items, not items, options)}>",
        *(cases or [f'    <testcase classname={file} name="no problems"/>']),
        "  </testsuite>",
    ]


def _case(report_item: ReportItem, file: str, options: ReportOptions) -> list[str]:
    finding = report_item.finding
    place = f"{finding.span.start.line}:{finding.span.start.column}" if finding.span else ""
    name = " ".join(part for part in (finding.rule, place, finding.code) if part)
    about = f' file={file} line="{finding.span.start.line}"' if finding.span else ""
    where = f"{report_item.file}:{place}" if finding.span else ""
    parts = (where, finding.message, finding.help.strip(), page(finding.rule) or f"errcat explain {finding.rule}")
    text = "\n".join(visible_at_start(line) for part in parts if part for line in part.split("\n"))
    if _fails(report_item, options):
        kind = f"type={_attribute(finding.level.word)} message={_attribute(finding.message)}"
        outcome = f"      <failure {kind}>{escape(text)}</failure>"
    else:
        outcome = f"      <system-out>{escape(text)}</system-out>"
    return [f"    <testcase classname={file} name={_attribute(name)}{about}>", outcome, "    </testcase>"]


def _count_attributes(items: Sequence[ReportItem], passing: int, options: ReportOptions) -> str:
    return f' tests="{len(items) + passing}" failures="{sum(_fails(item, options) for item in items)}" errors="0"'


def _fails(report_item: ReportItem, options: ReportOptions) -> bool:
    """Whether the run fails because of a finding; other findings become passing cases with output."""
    return options.fail_on is not Level.OFF and report_item.finding.level >= options.fail_on


def _attribute(text: str) -> str:
    return f'"{escape(visible(text))}"'
