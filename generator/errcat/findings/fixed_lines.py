"""What a fix makes of the lines that it changes. A noun: for reporters that show it, and for `--fix` that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from errcat.findings.source import Edit, Source, apply_edits

_LINE_END = re.compile(r"\r?\n")


@dataclass(frozen=True, slots=True)
class FixedLines:
    """Some neighbouring lines, as they were and as they are after a fix."""

    number: int
    """The number of the first of them, the same before and after."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    column: int
    """Where in the first line of `after` the change starts, from 0."""


def fixed_lines(source: Source, edits: Iterable[Edit]) -> list[FixedLines]:
    """The lines that some edits change, in order."""
    groups: list[list[Edit]] = []
    last_line = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if groups and source.position(edit.start).line <= last_line:
            groups[-1].append(edit)
        else:
            groups.append([edit])
        last_line = max(last_line, source.position(edit.end).line)
    found: list[FixedLines] = []
    added = 0
    for group in groups:
        lines = _lines(source, group, added)
        found.append(lines)
        added += len(lines.after) - len(lines.before)
    return found


def _lines(source: Source, edits: list[Edit], added: int) -> FixedLines:
    first = source.position(edits[0].start)
    last = source.position(max(edit.end for edit in edits))
    start = source.offset(first.line)
    text = source.text[start : source.offset(last.line) + len(source.line(last.line))]
    moved = [Edit(edit.start - start, edit.end - start, edit.text) for edit in edits]
    before = _LINE_END.split(text)
    after = _LINE_END.split(apply_edits(text, moved)[0])
    while before and after and before[-1] == after[-1]:
        before.pop()
        after.pop()
    return FixedLines(first.line + added, tuple(before), tuple(after), first.column - 1)
