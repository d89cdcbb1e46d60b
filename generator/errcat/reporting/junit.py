"""JUnit XML: one suite a file, one case a finding, and a passing case where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from errcat.findings.finding import Level
from errcat.findings.wording import page
from errcat.model.check_result import CheckResult
from errcat.reporting.options import Options
from errcat.reporting.report_items import ReportItem, report_items
from errcat.text.visible import visible, visible_at_start


def report(results: Sequence[CheckResult], options: Options) -> str:
    files: dict[str, list[ReportItem]] = {
        document.source.name: [] for result in results for document in result.documents
    }
    for item in report_items(results):
        files.setdefault(item.file, []).append(item)
    every = [one for reported in files.values() for one in reported]
    passing = sum(not reported for reported in files.values())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="errcat"{_numbers(every, passing, options)}>',
        *(line for name, reported in files.items() for line in _suite(name, reported, options)),
        "</testsuites>",
    ]
    # Whatever encoding the text is printed in, a reference is the character it names.
    return "\n".join(lines).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _suite(name: str, reported: Sequence[ReportItem], options: Options) -> list[str]:
    file = _attribute(name or "errcat")
    cases = [line for item in reported for line in _case(item, file, options)]
    return [
        f"  <testsuite name={file}{_numbers(reported, not reported, options)}>",
        *(cases or [f'    <testcase classname={file} name="no problems"/>']),
        "  </testsuite>",
    ]


def _case(report_item: ReportItem, file: str, options: Options) -> list[str]:
    finding = report_item.finding
    place = f"{finding.span.start.line}:{finding.span.start.column}" if finding.span else ""
    name = " ".join(part for part in (finding.rule, place, finding.code) if part)
    about = f' file={file} line="{finding.span.start.line}"' if finding.span else ""
    where = f"{report_item.file}:{place}" if finding.span else ""
    parts = (where, finding.message, finding.help.strip(), page(finding.rule) or f"errcat explain {finding.rule}")
    words = "\n".join(visible_at_start(line) for part in parts if part for line in part.split("\n"))
    if _fails(report_item, options):
        kind = f"type={_attribute(finding.level.word)} message={_attribute(finding.message)}"
        inside = f"      <failure {kind}>{escape(words)}</failure>"
    else:
        inside = f"      <system-out>{escape(words)}</system-out>"
    return [f"    <testcase classname={file} name={_attribute(name)}{about}>", inside, "    </testcase>"]


def _numbers(reported: Sequence[ReportItem], passing: int, options: Options) -> str:
    return f' tests="{len(reported) + passing}" failures="{sum(_fails(item, options) for item in reported)}" errors="0"'


def _fails(report_item: ReportItem, options: Options) -> bool:
    """A finding that the run does not fail for is a passing case that says something."""
    return options.fail_on is not Level.OFF and report_item.finding.level >= options.fail_on


def _attribute(text: str) -> str:
    return f'"{escape(visible(text))}"'
