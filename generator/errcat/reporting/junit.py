"""JUnit XML: one suite a file, one case a finding, and a passing case where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from errcat.findings.finding import Level
from errcat.findings.wording import page
from errcat.model.check_result import Checked
from errcat.reporting.options import Options
from errcat.reporting.report_items import Told, all_told
from errcat.text.visible import visible, visible_at_start


def report(results: Sequence[Checked], options: Options) -> str:
    files: dict[str, list[Told]] = {document.source.name: [] for one in results for document in one.documents}
    for one in all_told(results):
        files.setdefault(one.file, []).append(one)
    every = [one for told in files.values() for one in told]
    passing = sum(not told for told in files.values())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="errcat"{_numbers(every, passing, options)}>',
        *(line for name, told in files.items() for line in _suite(name, told, options)),
        "</testsuites>",
    ]
    # Whatever encoding the text is printed in, a reference is the character it names.
    return "\n".join(lines).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _suite(name: str, told: Sequence[Told], options: Options) -> list[str]:
    file = _attribute(name or "errcat")
    cases = [line for one in told for line in _case(one, file, options)]
    return [
        f"  <testsuite name={file}{_numbers(told, not told, options)}>",
        *(cases or [f'    <testcase classname={file} name="no problems"/>']),
        "  </testsuite>",
    ]


def _case(one: Told, file: str, options: Options) -> list[str]:
    finding = one.finding
    place = f"{finding.span.start.line}:{finding.span.start.column}" if finding.span else ""
    name = " ".join(part for part in (finding.rule, place, finding.code) if part)
    about = f' file={file} line="{finding.span.start.line}"' if finding.span else ""
    where = f"{one.file}:{place}" if finding.span else ""
    parts = (where, finding.message, finding.help.strip(), page(finding.rule) or f"errcat explain {finding.rule}")
    words = "\n".join(visible_at_start(line) for part in parts if part for line in part.split("\n"))
    if _fails(one, options):
        kind = f"type={_attribute(finding.level.word)} message={_attribute(finding.message)}"
        inside = f"      <failure {kind}>{escape(words)}</failure>"
    else:
        inside = f"      <system-out>{escape(words)}</system-out>"
    return [f"    <testcase classname={file} name={_attribute(name)}{about}>", inside, "    </testcase>"]


def _numbers(told: Sequence[Told], passing: int, options: Options) -> str:
    return f' tests="{len(told) + passing}" failures="{sum(_fails(one, options) for one in told)}" errors="0"'


def _fails(one: Told, options: Options) -> bool:
    """A finding that the run does not fail for is a passing case that says something."""
    return options.fail_on is not Level.OFF and one.finding.level >= options.fail_on


def _attribute(text: str) -> str:
    return f'"{escape(visible(text))}"'
