"""The lines that a fix changes, before and after, for the reports and for `--fix`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from errcat.findings.source import Edit, Source, apply_edits
from errcat.text.lazy_pattern import lazy_pattern

_LINE_END = lazy_pattern(r"\r?\n")


@dataclass(frozen=True, slots=True)
class FixedLines:
    """Consecutive lines before and after a fix."""

    number: int
    """The number of the first line, the same before and after."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    column: int
    """The column in the first line of `after` where the change starts, from 0."""


def fixed_lines(source: Source, edits: Iterable[Edit]) -> list[FixedLines]:
    """Return the lines that some edits change, in order."""
    groups: list[list[Edit]] = []
    last_line = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if groups and source.position(edit.start).line <= last_line:
            groups[-1].append(edit)
        else:
            groups.append([edit])
        last_line = max(last_line, source.position(edit.end).line)
    changed: list[FixedLines] = []
    line_shift = 0
    for group in groups:
        lines = _lines(source, group, line_shift)
        changed.append(lines)
        line_shift += len(lines.after) - len(lines.before)
    return changed


def _lines(source: Source, edits: list[Edit], line_shift: int) -> FixedLines:
    first = source.position(edits[0].start)
    last = source.position(max(edit.end for edit in edits))
    start = source.offset(first.line)
    text = source.text[start : source.offset(last.line) + len(source.line(last.line))]
    shifted_edits = [Edit(edit.start - start, edit.end - start, edit.text) for edit in edits]
    before = _LINE_END.split(text)
    after = _LINE_END.split(apply_edits(text, shifted_edits)[0])
    while before and after and before[-1] == after[-1]:
        before.pop()
        after.pop()
    return FixedLines(first.line + line_shift, tuple(before), tuple(after), first.column - 1)
