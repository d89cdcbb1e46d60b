"""Unusual spaces and invisible characters where YAML needs an ordinary space: tabs, no-break spaces and the like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from errcat.findings.source import Edit
from errcat.reading.syntax_mistakes.lines import Line, lines_of
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, with_line_texts
from errcat.reading.syntax_mistakes.stop_context import StopContext
from errcat.reading.syntax_mistakes.tabs import tab_mistake
from errcat.text.deceptive_characters import character_name

FILE_WIDE_RULES = frozenset(["tab-in-indentation", "no-break-space"])
"""Rules whose mistakes come in dozens, from a wrong editor setting or a copied web page."""

_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = "\xad\u200b-\u200f\u2060\u2061-\u2064\ufeff"
_UNUSUAL = re.compile(f"[{_SPACES}{_INVISIBLE}]")
# The parts of a line that form the layout: before its first letter, after its dashes, on both sides of its colon.
_LAYOUT = re.compile(
    rf"(?P<start>[ \t{_SPACES}{_INVISIBLE}]*(?:-[ \t{_SPACES}{_INVISIBLE}]+)*)"
    rf"(?:(?P<key>(?P<quote>[\"']?)[A-Za-z_][\w-]*(?P=quote))"
    rf"(?P<gap>[ \t{_SPACES}{_INVISIBLE}]*:[ \t{_SPACES}{_INVISIBLE}]*))?"
)


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report a tab or an unusual space in the layout of the stopping line, or of the line before it."""
    for line in (context.line, context.previous):
        offsets = _unusual_offsets(line) if line is not None else []
        if line is not None and offsets:
            yield unusual_space(context.lines, line, offsets[0])
    line = context.line
    if "\t" in context.text[line.start : line.inner] and not context.is_in_brackets:
        yield tab_mistake(context.lines, line)


def file_wide_mistake(text: str, offset: int, mistake: SyntaxMistake) -> SyntaxMistake:
    """Extend a mistake that was found in a fragment to the entire text."""
    lines = lines_of(text)
    line = lines[bisect_right(lines, offset, key=lambda line_: line_.start) - 1]
    return with_line_texts(
        text, tab_mistake(lines, line) if mistake.rule == "tab-in-indentation" else unusual_space(lines, line, offset)
    )


def _unusual_offsets(line: Line) -> list[int]:
    text = line.text[line.start : line.end]
    if text.isascii():
        return []
    match = _LAYOUT.match(text)
    assert match is not None  # every part of the pattern may be empty
    spans = [match.span("start"), match.span("gap")]
    return [
        line.start + match_.start()
        for start, end in spans
        if end > start
        for match_ in _UNUSUAL.finditer(text, start, end)
    ]


def unusual_space(lines: list[Line], line: Line, at: int) -> SyntaxMistake:
    """Report all lines with that character in their layout together, because they were pasted together."""
    text, char = line.text, line.text[at]
    affected = [(other, [offset for offset in _unusual_offsets(other) if text[offset] == char]) for other in lines]
    affected = [(other, offsets) for other, offsets in affected if offsets and (other is line or _has_layout(other))]
    affected = affected or [(line, [at])]
    replacement = " " if re.match(f"[{_SPACES}]", char) else ""
    edits = tuple(
        Edit(offset, offset + 1, replacement or _needed_space(text, offset))
        for _line, offsets in affected
        for offset in offsets
    )
    values = {"character": character_name(char), "column": at - line.start + 1, "count": len(affected)}
    help_ = ("" if replacement else "hidden") or ("many" if len(affected) > 1 else "")
    return SyntaxMistake("no-break-space", at, at + 1, values, help_, edits=edits, safe=True)


def _has_layout(line: Line) -> bool:
    """Whether a line has a key or a dash, rather than being part of a longer text."""
    match = _LAYOUT.match(line.text, line.start, line.end)
    return match is not None and (match["key"] is not None or "-" in match["start"])


def _needed_space(text: str, at: int) -> str:
    """Return the replacement of an invisible character: a space if a colon or a dash needs it, otherwise nothing."""
    return " " if text[at - 1 : at] in (":", "-") and text[at + 1 : at + 2] not in (" ", "\n", "") else ""
