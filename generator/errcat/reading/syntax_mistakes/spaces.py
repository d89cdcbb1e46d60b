"""Blanks that are no spaces: tabs, no-break spaces and characters that nobody sees, where YAML needs a space."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from errcat.findings.source import Edit
from errcat.reading.syntax_mistakes.lines import Line, lines_of
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, with_lines
from errcat.reading.syntax_mistakes.stop_context import StopContext
from errcat.reading.syntax_mistakes.tabs import tab
from errcat.text.deceptive_characters import character_name

ALL_OVER = frozenset(["tab-in-indentation", "no-break-space"])
"""Slips that come in dozens, from one wrong key of an editor or one page that was copied."""

_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOTHING = "\xad\u200b-\u200f\u2060\u2061-\u2064\ufeff"
_ODD = re.compile(f"[{_SPACES}{_NOTHING}]")
# Where the layout of a line is made: before its first letter, behind its dashes, on both sides of its colon.
_LAYOUT = re.compile(
    rf"(?P<start>[ \t{_SPACES}{_NOTHING}]*(?:-[ \t{_SPACES}{_NOTHING}]+)*)"
    rf"(?:(?P<key>[A-Za-z_][\w-]*)(?P<gap>[ \t{_SPACES}{_NOTHING}]*:[ \t{_SPACES}{_NOTHING}]*))?"
)


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """A tab or an odd space in the layout of the line of the stop, or of the one before it."""
    for line in (context.line, context.previous):
        odd = _odd_offsets(line) if line is not None else []
        if line is not None and odd:
            yield odd_space(context.lines, line, odd[0])
    line = context.line
    if "\t" in context.text[line.start : line.inner] and not context.is_in_brackets:
        yield tab(context.lines, line)


def all_over(text: str, at: int, mistake: SyntaxMistake) -> SyntaxMistake:
    """The same slip for the whole text that a piece was found in."""
    lines = lines_of(text)
    line = lines[bisect_right(lines, at, key=lambda one: one.start) - 1]
    return with_lines(text, tab(lines, line) if mistake.rule == "tab-in-indentation" else odd_space(lines, line, at))


def _odd_offsets(line: Line) -> list[int]:
    text = line.text[line.start : line.end]
    if text.isascii():
        return []
    match = _LAYOUT.match(text)
    assert match is not None  # every part of the pattern may be empty
    spans = [match.span("start"), match.span("gap")]
    return [
        line.start + found.start() for start, end in spans if end > start for found in _ODD.finditer(text, start, end)
    ]


def odd_space(lines: list[Line], line: Line, at: int) -> SyntaxMistake:
    """One finding for all lines with that character in their layout: they were pasted together."""
    text, char = line.text, line.text[at]
    alike = [(one, [found for found in _odd_offsets(one) if text[found] == char]) for one in lines]
    alike = [(twin, offsets) for twin, offsets in alike if offsets and (twin is line or _has_layout(twin))]
    alike = alike or [(line, [at])]
    new = " " if re.match(f"[{_SPACES}]", char) else ""
    edits = tuple(
        Edit(found, found + 1, new or _needed_space(text, found)) for _one, offsets in alike for found in offsets
    )
    values = {"character": character_name(char), "column": at - line.start + 1, "count": len(alike)}
    help_ = ("" if new else "hidden") or ("many" if len(alike) > 1 else "")
    return SyntaxMistake("no-break-space", at, at + 1, values, help_, edits=edits, safe=True)


def _has_layout(line: Line) -> bool:
    """Whether a line has a key or a dash, and is not one of a longer text."""
    match = _LAYOUT.match(line.text, line.start, line.end)
    return match is not None and (match["key"] is not None or "-" in match["start"])


def _needed_space(text: str, at: int) -> str:
    """What to put for a character that nobody sees: a space where a colon or a dash would have none behind it."""
    return " " if text[at - 1 : at] in (":", "-") and text[at + 1 : at + 2] not in (" ", "\n", "") else ""
