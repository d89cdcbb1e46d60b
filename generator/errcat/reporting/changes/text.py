"""The report for people: the worst first, with the lines of both catalogs and what to do instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat.changes import ChangeLevel, Comparison, required_release
from errcat.findings.finding import Span
from errcat.findings.wording import page
from errcat.reporting.changes.items import ChangeItem, change_items, described_counts
from errcat.reporting.options import ReportOptions
from errcat.reporting.paint import Paint
from errcat.reporting.snippet import Gutter, Mark, gutter_of, snippet
from errcat.text.counts import counted
from errcat.text.visible import visible, visible_at_start

_STYLES = {ChangeLevel.BREAKING: "error", ChangeLevel.DANGEROUS: "warning", ChangeLevel.SAFE: "info"}
_RELEASES = {
    "major": "A release with these changes needs a new major version",
    "minor": "A release with these changes needs a new minor version",
    "patch": "A release with these changes needs only a new patch version",
}


def report(comparisons: Sequence[Comparison], options: ReportOptions) -> str:
    paint = Paint(options.color)
    items = change_items(comparisons)
    shown = items[: options.limit]
    blocks = ["\n".join(_change(item, options, paint)) for item in shown if item.change.level > ChangeLevel.SAFE]
    safe = [_line(item, paint) for item in shown if item.change.level is ChangeLevel.SAFE]
    blocks += ["\n".join(safe)] if safe else []
    if len(shown) < len(items):
        blocks.append(paint("message", f"… and {len(items) - len(shown)} more (--format json shows all)"))
    blocks.append("\n".join(_summary(comparisons, items, paint)))
    return "\n\n".join(blocks)


def _change(item: ChangeItem, options: ReportOptions, paint: Paint) -> Iterator[str]:
    yield f"{_head(item, paint)}{paint('message', f': {_subject(item)}{visible(item.message)}')}"
    spans = [span for span in (item.new_span, item.old_span) if span is not None]
    gutter = gutter_of(spans, options.width, paint)
    for span, label, sign in ((item.old_span, "before", "-"), (item.new_span, "now", "^")):
        if span is not None:
            yield from _lines(item, span, Mark(span, label, sign, _STYLES[item.change.level]), gutter)
    for number, line in enumerate(item.help.strip().splitlines()):
        yield f"{paint('help', 'help:')} {visible(line)}" if not number else f"      {visible_at_start(line)}"
    notes = (_surfaces(item), f"errcat explain {item.change.rule}", page(item.change.rule))
    yield gutter.note("   ".join(note for note in notes if note))


def _surfaces(item: ChangeItem) -> str:
    """Return the level of each surface: breaking on the wire, safe in code, safe in docs."""
    surfaces = item.change.surfaces
    words = {"on the wire": surfaces.wire, "in code": surfaces.code, "in docs": surfaces.docs}
    return ", ".join(f"{level.word} {place}" for place, level in words.items())


def _lines(item: ChangeItem, span: Span, mark: Mark, gutter: Gutter) -> Iterator[str]:
    yield gutter.arrow(_place(span))
    source = item.source(span)
    if source is not None:
        yield gutter.under()
        yield from snippet(source, [mark], gutter)
        yield gutter.under()


def _line(item: ChangeItem, paint: Paint) -> str:
    """Return a safe change in one line."""
    span = item.new_span or item.old_span
    place = f"   {paint('quiet', _place(span))}" if span else ""
    return f"{_head(item, paint)}: {_subject(item)}{visible(item.message)}{place}"


def _head(item: ChangeItem, paint: Paint) -> str:
    level = item.change.level
    return paint(_STYLES[level], f"{level.word}[{item.change.rule}]")


def _subject(item: ChangeItem) -> str:
    return f"{visible(item.change.code)}: " if item.change.code else ""


def _summary(comparisons: Sequence[Comparison], items: Sequence[ChangeItem], paint: Paint) -> Iterator[str]:
    for comparison in comparisons:
        if comparison.is_first:
            yield from _first(comparison)
        elif not comparison.changes:
            yield paint("good", f"{_names(comparison)}: no changes")
    if items:
        changed = [comparison for comparison in comparisons if comparison.changes]
        where = _names(changed[0]) if len(changed) == 1 else counted(len(changed), "catalog")
        yield paint("message", f"Found {described_counts(items)} in {where}")
        yield paint("message", _RELEASES[required_release(item.change for item in items)])


def _first(comparison: Comparison) -> Iterator[str]:
    """Say that there is nothing to compare with yet, and how to change that."""
    name = visible(comparison.new.name)
    codes = counted(len(comparison.new.catalog.errors), "code")
    yield f"{name}: there is no earlier version to compare with yet, so nothing can break ({codes})"
    yield "  Commit the catalog: after that, errcat diff compares each change with the commit"
    yield f"  If the catalog had another path, compare with it: errcat diff OLD {name}"


def _names(comparison: Comparison) -> str:
    return f"{visible(comparison.old.name)} → {visible(comparison.new.name)}"


def _place(span: Span) -> str:
    return f"{visible(span.file)}:{span.start.line}:{span.start.column}"
