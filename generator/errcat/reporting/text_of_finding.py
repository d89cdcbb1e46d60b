"""A finding in the report for people: the line, a mark under it, and what to type instead."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Fix, Span
from errcat.findings.fixed_lines import FixedLines, fixed_lines
from errcat.findings.value_paths import shorten
from errcat.findings.wording import page
from errcat.reporting.options import ReportOptions
from errcat.reporting.paint import Paint
from errcat.reporting.report_items import ReportItem
from errcat.reporting.snippet import Gutter, Mark, fit_line, gutter_of, snippet
from errcat.text.visible import visible, visible_at_start

MAX_FIXED_LINES = 12
"""How many lines of a fix are shown."""
MAX_FIX_WIDTH = 500
"""The width at which a line to type is cut: the terminal's width would be too short to type it from."""


def text_of_finding(report_item: ReportItem, options: ReportOptions, paint: Paint) -> str:
    return "\n".join(_lines(report_item, options, paint))


def _lines(report_item: ReportItem, options: ReportOptions, paint: Paint) -> Iterator[str]:
    finding = report_item.finding
    kind = paint.level(finding.level, f"{finding.level.word}[{finding.rule}]")
    yield f"{kind}{paint('message', f': {visible(finding.message)}')}"
    spans = [*([finding.span] if finding.span else []), *(span for span, _label in finding.related)]
    gutter = gutter_of(spans, options.width, paint)
    if finding.span:
        location = (_place(finding.span), visible(finding.path), visible(shorten(finding.code)))
        yield gutter.arrow("   ".join(part for part in location if part))
        yield from _source_lines(report_item, finding.span, gutter)
    fix_lines = list(_fix_lines(report_item, finding.fix, gutter)) if finding.fix else []
    for number, line in enumerate(finding.help.strip().splitlines()):
        if not number:
            yield f"{paint('help', 'help:')} {visible(line)}"
        elif not (fix_lines and line.startswith("  ")):  # the fix shows the lines to type at their place
            yield f"      {visible_at_start(line)}"
    yield from fix_lines
    fixable = "(fixable with --fix)" if report_item.is_fixable else None
    notes = (f"errcat explain {finding.rule}", page(finding.rule), fixable)
    yield gutter.note("   ".join(note for note in notes if note))


def _source_lines(report_item: ReportItem, main: Span, gutter: Gutter) -> Iterator[str]:
    """Yield the marked lines: the main line and others of the same file, then those of other files."""
    style = report_item.finding.level.word
    marks = [Mark(main, report_item.finding.label, "^", style)]
    marks += [Mark(span, label, "-", "second") for span, label in report_item.finding.related]
    for file in dict.fromkeys(mark.span.file for mark in marks):
        source = report_item.source(file)
        if source is None:
            continue
        file_marks = [mark for mark in marks if mark.span.file == file]
        if file != main.file:
            yield gutter.arrow(_place(file_marks[0].span))
        yield gutter.under()
        yield from snippet(source, file_marks, gutter)
        yield gutter.under()


def _fix_lines(report_item: ReportItem, fix: Fix, gutter: Gutter) -> Iterator[str]:
    """Yield the lines after the fix."""
    groups = fixed_lines(report_item.result.documents[fix.document].source, fix.edits)
    if not any(group.after for group in groups) or sum(len(group.after) for group in groups) > MAX_FIXED_LINES:
        return
    yield gutter.under()
    for number, group in enumerate(groups):
        if number:
            yield gutter.gap()
        yield from _added_lines(group, gutter)
    yield gutter.under()


def _added_lines(group: FixedLines, gutter: Gutter) -> Iterator[str]:
    room = max(gutter.room, MAX_FIX_WIDTH)
    for number, line in enumerate(group.after):
        start = group.column if not number else 0
        yield gutter.line(group.number + number, gutter.paint("added", fit_line(line, start, start, room).text))


def _place(span: Span) -> str:
    return f"{visible(span.file)}:{span.start.line}:{span.start.column}"
