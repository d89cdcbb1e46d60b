"""The report for people, in the manner of rustc: the line, a mark under it, and what to type instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat.findings.finding import Fix, Span
from errcat.findings.fixed_lines import FixedLines, fixed_lines
from errcat.findings.wording import page, shorten
from errcat.model.check_result import CheckResult
from errcat.reporting.colour import Paint
from errcat.reporting.options import Options
from errcat.reporting.report_items import ReportItem, most_important, report_items
from errcat.reporting.snippet import Gutter, Mark, gutter_for, show, snippet
from errcat.reporting.summary import summary
from errcat.text.visible import visible, visible_at_start

MOST_FIXED_LINES = 6
"""How many lines of a fix are shown."""
LONGEST_TO_TYPE = 500
"""A line to type is not cut to the terminal: nobody could type it. Where it is longer, `--fix` has to do."""


def report(results: Sequence[CheckResult], options: Options) -> str:
    paint = Paint(options.color)
    reported = report_items(results)
    shown = most_important(reported, options.limit)
    blocks = ["\n".join(_finding(one, options, paint)) for one in shown]
    if len(shown) < len(reported):
        more = f"… and {len(reported) - len(shown)} more (--format concise or --format json shows all)"
        blocks.append(paint("message", more))
    look = "good" if not reported else "message"
    blocks.append("\n".join(paint(look, line) for line in summary(results, reported).split("\n")))
    return "\n\n".join(blocks)


def _finding(report_item: ReportItem, options: Options, paint: Paint) -> Iterator[str]:
    finding = report_item.finding
    kind = paint.level(finding.level, f"{finding.level.word}[{finding.rule}]")
    yield f"{kind}{paint('message', f': {visible(finding.message)}')}"
    spans = [*([finding.span] if finding.span else []), *(span for span, _label in finding.related)]
    gutter = gutter_for(spans, options.width, paint)
    if finding.span:
        whereabouts = (_place(finding.span), visible(finding.path), visible(shorten(finding.code)))
        yield gutter.arrow("   ".join(part for part in whereabouts if part))
        yield from _source_lines(report_item, finding.span, gutter)
    fixed = list(_fixed(report_item, finding.fix, gutter)) if finding.fix else []
    for number, line in enumerate(finding.help.strip().splitlines()):
        if not number:
            yield f"{paint('help', 'help:')} {visible(line)}"
        elif not (fixed and line.startswith("  ")):  # lines to type stand in the fix, at their place
            yield f"      {visible_at_start(line)}"
    yield from fixed
    fixable = "(fixable with --fix)" if report_item.is_fixable else None
    notes = (f"errcat explain {finding.rule}", page(finding.rule), fixable)
    yield gutter.note("   ".join(note for note in notes if note))


def _source_lines(report_item: ReportItem, main: Span, gutter: Gutter) -> Iterator[str]:
    """The marked line, and those of the second spans: first of the same file, then of others."""
    look = report_item.finding.level.word
    marks = [Mark(main, report_item.finding.label, "^", look)]
    marks += [Mark(span, label, "-", "second") for span, label in report_item.finding.related]
    for file in dict.fromkeys(mark.span.file for mark in marks):
        source = report_item.source(file)
        if source is None:
            continue
        here = [mark for mark in marks if mark.span.file == file]
        if file != main.file:
            yield gutter.arrow(_place(here[0].span))
        yield gutter.under()
        yield from snippet(source, here, gutter)
        yield gutter.under()


def _fixed(report_item: ReportItem, fix: Fix, gutter: Gutter) -> Iterator[str]:
    """The lines as they are after the fix."""
    groups = fixed_lines(report_item.checked.documents[fix.document].source, fix.edits)
    if not any(group.after for group in groups) or sum(len(group.after) for group in groups) > MOST_FIXED_LINES:
        return
    yield gutter.under()
    for number, group in enumerate(groups):
        if number:
            yield gutter.gap()
        yield from _after(group, gutter)
    yield gutter.under()


def _after(group: FixedLines, gutter: Gutter) -> Iterator[str]:
    room = max(gutter.room, LONGEST_TO_TYPE)
    for number, line in enumerate(group.after):
        start = group.column if not number else 0
        yield gutter.line(group.number + number, gutter.paint("added", show(line, start, start, room).text))


def _place(span: Span) -> str:
    return f"{visible(span.file)}:{span.start.line}:{span.start.column}"
