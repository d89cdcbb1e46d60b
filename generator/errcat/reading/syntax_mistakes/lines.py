"""A text as its writer sees it: lines, each with its key and value.

The parser has stopped, so this reads YAML by its layout, as people do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from errcat.reading.syntax_mistakes.brackets import closing_offset

_LINE = re.compile(r"[^\r\n]*")
_NEXT = re.compile(r"\r?\n")
_PLAIN_KEY = r"""(?:[^\s"'\[\]{},#&*!|>%@`:-]|[-:](?=\S))(?:[^:\r\n]|:(?=[^\s]))*?"""
_KEY = rf"""(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|{_PLAIN_KEY})"""
_PARTS = re.compile(
    rf"(?P<indent>[ \t]*)(?P<dashes>(?:-(?:[ \t]+|(?=[\r\n]|\Z)))*)"
    rf"(?:(?P<key>{_KEY})[ \t]*(?P<colon>:)(?:[ \t]+|(?=[\r\n]|\Z)))?(?P<value>[^\r\n]*)"
)
BLOCK_SIGN = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?")
_TRAILING_COMMENT = re.compile(r"(?:^|[ \t]{2,}|[ \t]+(?=# ))#(?:[ !].*)?$")


@dataclass(frozen=True)
class Line:
    """A line, by its offsets in the text."""

    text: str
    """The entire text that contains the line."""
    number: int
    start: int
    end: int
    """The offset after the last character, before the line end."""

    @cached_property
    def content(self) -> str:
        """The line without the spaces around it."""
        return self.text[self.start : self.end].strip(" \t")

    @property
    def is_blank(self) -> bool:
        return not self.content or self.content.startswith("#")

    @cached_property
    def _match(self) -> re.Match[str]:
        match = _PARTS.match(self.text, self.start, self.end)
        assert match is not None  # every part of the pattern may be empty
        return match

    @cached_property
    def indent(self) -> int:
        """The number of spaces that the line starts with."""
        return len(self._match["indent"])

    @property
    def first(self) -> int:
        """The offset of the first character that is not a space."""
        return self.start + self.indent

    @property
    def is_item(self) -> bool:
        return bool(self._match["dashes"])

    @property
    def dashes(self) -> Iterator[int]:
        """The columns of the dashes."""
        for position, char in enumerate(self._match["dashes"]):
            if char == "-":
                yield self.indent + position

    @property
    def column(self) -> int:
        """The column after the dashes."""
        return self._match.end("dashes") - self.start

    @property
    def inner(self) -> int:
        """The offset after the dashes."""
        return self._match.end("dashes")

    @cached_property
    def key(self) -> str:
        """The key without quotes; empty if there is none."""
        key = self._match["key"] or ""
        return key[1:-1] if key[:1] in ('"', "'") else key

    @property
    def has_key(self) -> bool:
        return self._match["key"] is not None

    @property
    def key_end(self) -> int:
        return self._match.end("key") if self.has_key else self.inner

    @property
    def value_start(self) -> int:
        return self._match.start("value")

    @cached_property
    def value(self) -> str:
        """What follows the key or the dashes, without the spaces around it and without a trailing comment."""
        value = self._match["value"].rstrip(" \t")
        if value[:1] in ('"', "'"):
            return value
        return _TRAILING_COMMENT.sub("", value).rstrip(" \t") if "#" in value else value

    @property
    def value_end(self) -> int:
        return self.value_start + len(self.value)

    @property
    def opens_block(self) -> bool:
        """Whether a block scalar starts after the key or the dashes."""
        return BLOCK_SIGN.fullmatch(self.value) is not None


def lines_of(text: str) -> list[Line]:
    """Split a text into lines, as editors count them."""
    lines: list[Line] = []
    start = 0
    while True:
        match = _LINE.match(text, start)
        assert match is not None  # it may be empty
        lines.append(Line(text, len(lines), start, match.end()))
        after = _NEXT.match(text, match.end())
        if after is None:
            return lines
        start = after.end()


def structural_lines(lines: list[Line]) -> list[Line]:
    """Return the lines with their own key or dash, without blank lines, comments and the inside of longer values."""
    result: list[Line] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.is_blank:
            continue
        if result and _is_continuation(result[-1], line):
            continue
        result.append(line)
        number = _next_line_number(lines, line, number)
    return result


def _is_continuation(previous: Line, line: Line) -> bool:
    """Whether a line continues the unquoted text of the line before it."""
    return bool(previous.value) and not line.has_key and not line.is_item and line.indent > outer_column(previous)


def _next_line_number(lines: list[Line], line: Line, number: int) -> int:
    """Return the number of the first line after a value that spans several lines."""
    if line.opens_block:
        while number < len(lines) and (
            not lines[number].content or _space_count(lines[number]) > outer_column(line)
        ):  # a comment that is indented less ends it, like everything else
            number += 1
        return number
    if line.value[:1] in ('"', "'", "[", "{"):
        end = closing_offset(line.text, line.value_start)
        while end is not None and number < len(lines) and lines[number].start < end:
            number += 1
    return number


def outer_column(line: Line) -> int:
    """Return the column that a line must be indented beyond to continue this line's value."""
    return line.column if line.has_key else max(line.dashes, default=-1)


def _space_count(line: Line) -> int:
    text = line.text[line.start : line.end]
    return len(text) - len(text.lstrip(" "))
