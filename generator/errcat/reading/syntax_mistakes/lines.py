"""A text as the lines that its writer sees: where each starts, its key, its value.

YAML is read here as people read it, by its layout: the parser has stopped, and cannot help.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from errcat.reading.syntax_mistakes.brackets import closing

_LINE = re.compile(r"[^\r\n]*")
_NEXT = re.compile(r"\r?\n")
_PLAIN_KEY = r"""(?:[^\s"'\[\]{},#&*!|>%@`:-]|[-:](?=\S))(?:[^:\r\n]|:(?=[^\s]))*?"""
_KEY = rf"""(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|{_PLAIN_KEY})"""
_PARTS = re.compile(
    rf"(?P<indent>[ \t]*)(?P<dashes>(?:-(?:[ \t]+|(?=[\r\n]|\Z)))*)"
    rf"(?:(?P<key>{_KEY})[ \t]*(?P<colon>:)(?:[ \t]+|(?=[\r\n]|\Z)))?(?P<value>[^\r\n]*)"
)
BLOCK_SIGN = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?")
_COMMENT_BEHIND = re.compile(r"(?:^|[ \t]{2,}|[ \t]+(?=# ))#(?:[ !].*)?$")


@dataclass(frozen=True)
class Line:
    """One line, by its offsets in the text."""

    text: str
    """The whole text that it is a line of."""
    number: int
    start: int
    end: int
    """Behind its last character, before its line end."""

    @cached_property
    def content(self) -> str:
        """The line without the blanks around it."""
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
        """How many blanks it starts with."""
        return len(self._match["indent"])

    @property
    def first(self) -> int:
        """The offset of its first character that is no blank."""
        return self.start + self.indent

    @property
    def is_item(self) -> bool:
        return bool(self._match["dashes"])

    @property
    def dashes(self) -> Iterator[int]:
        """The columns of its dashes."""
        for at, char in enumerate(self._match["dashes"]):
            if char == "-":
                yield self.indent + at

    @property
    def column(self) -> int:
        """The column of what stands behind its dashes."""
        return self._match.end("dashes") - self.start

    @property
    def inner(self) -> int:
        """The offset of what stands behind its dashes."""
        return self._match.end("dashes")

    @cached_property
    def key(self) -> str:
        """Its key without quotes; empty where it has none."""
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
        """What stands behind the key, or behind the dashes, without the blanks and a comment behind it."""
        value = self._match["value"].rstrip(" \t")
        if value[:1] in ('"', "'"):
            return value
        return _COMMENT_BEHIND.sub("", value).rstrip(" \t") if "#" in value else value

    @property
    def value_end(self) -> int:
        return self.value_start + len(self.value)

    @property
    def opens_block(self) -> bool:
        """Whether a text in lines of its own starts behind it."""
        return BLOCK_SIGN.fullmatch(self.value) is not None


def lines_of(text: str) -> list[Line]:
    """The lines of a text, as editors count them."""
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


def structure(lines: list[Line]) -> list[Line]:
    """The lines that have a key or a dash of their own: no blank ones, no comments, no inside of a longer value."""
    found: list[Line] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.is_blank:
            continue
        if found and _goes_on(found[-1], line):
            continue
        found.append(line)
        number = _behind_value(lines, line, number)
    return found


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line is more of the unquoted text of the one before it."""
    return bool(before.value) and not line.has_key and not line.is_item and line.indent > outer_column(before)


def _behind_value(lines: list[Line], line: Line, number: int) -> int:
    """The number of the first line behind a value that has lines of its own."""
    if line.opens_block:
        while number < len(lines) and (
            not lines[number].content or _spaces(lines[number]) > outer_column(line)
        ):  # a comment less indented ends it, as does everything else
            number += 1
        return number
    if line.value[:1] in ('"', "'", "[", "{"):
        end = closing(line.text, line.value_start)
        while end is not None and number < len(lines) and lines[number].start < end:
            number += 1
    return number


def outer_column(line: Line) -> int:
    """The column that a line must be indented by more than, to be more of a line's value."""
    return line.column if line.has_key else max(line.dashes, default=-1)


def _spaces(line: Line) -> int:
    text = line.text[line.start : line.end]
    return len(text) - len(text.lstrip(" "))
