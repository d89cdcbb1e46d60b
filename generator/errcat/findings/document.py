"""A file read: its data, and where in the file each value stands. A noun."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from errcat.findings.finding import PathStep, Place, Range
from errcat.findings.source import Edit, Source

_JSON = re.compile(r"\s*[{\[]")
_SINGLE_QUOTED = re.compile(r"'(?:[^']|'')*+'")
_DOUBLE_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
# YAML's short escapes; every character can be written as \x…, \u… or \U… as well.
_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
    '"': '"', "/": "/", "\\": "\\\\", "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


Marks: TypeAlias = "array[int]"
"""Offsets. An array takes a tenth of the memory that the parser's own marks take, and large catalogs have many."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A stretch of the text that was read, put there instead of a stretch of the file."""

    start: int
    length: int
    file_start: int
    file_length: int


class Patches:
    """All patches of a text, and the ways between it and the file."""

    __slots__ = ("_file_starts", "_starts", "all")

    def __init__(self, patches: Iterable[Patch] = ()) -> None:
        self.all = tuple(sorted(patches, key=lambda patch: (patch.start, patch.file_start)))
        self._starts = [patch.start for patch in self.all]
        self._file_starts = [patch.file_start for patch in self.all]

    def __len__(self) -> int:
        return len(self.all)

    def file_offset(self, offset: int) -> int:
        """Where in the file a character of the text stands."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset
        patch = self.all[number]
        if offset < patch.start + patch.length:
            return patch.file_start + min(offset - patch.start, max(patch.file_length - 1, 0))
        return offset - patch.start - patch.length + patch.file_start + patch.file_length

    def text_offset(self, offset: int) -> int:
        """Where in the text a character of the file stands; the way back from `file_offset`."""
        number = bisect_right(self._file_starts, offset) - 1
        if number < 0:
            return offset
        patch = self.all[number]
        if offset < patch.file_start + patch.file_length:
            return patch.start + min(offset - patch.file_start, max(patch.length - 1, 0))
        return offset - patch.file_start - patch.file_length + patch.start + patch.length


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a catalog, as data.

    `text` is what the parser read: the file's own, or one in which slips were mended so that
    reading could go on; `patches` lead back to the file.
    """

    number: int
    source: Source
    data: Any
    text: str
    marks: Mapping[int, Marks] = field(default_factory=dict)
    """For each mapping, by id: where in `text` key 1, value 1, key 2, value 2 … start; for each list: its items."""
    patches: Patches = field(default_factory=Patches)

    def file_offset(self, offset: int) -> int:
        """Where in the file a character of `text` stands."""
        return self.patches.file_offset(offset)

    def range_of(self, place: Place) -> Range:
        """The characters of the file that a value, or its key, is written with."""
        start, end = self._stretch(place)
        return Range(self.number, self.file_offset(start), self.file_offset(max(end - 1, start)) + 1)

    def start_of(self, place: Place) -> int:
        """Where in `text` a value, or its key, starts; for one that is not there, what it would be in."""
        node, start = self.data, 0
        for depth, step in enumerate(place.path):
            marks = self.marks.get(id(node))
            if marks is None:
                return start
            if isinstance(node, dict):
                if step not in node:
                    return start
                index = 2 * list(node).index(step)
                last = depth == len(place.path) - 1
                start = marks[index if place.key and last else index + 1]
                node = node[step]
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                start = marks[step]
                node = node[step]
            else:
                return start
        return start

    def _stretch(self, place: Place) -> tuple[int, int]:
        start = self.start_of(place)
        if place.find:
            found = self.pieces(place, place.find)
            if place.nth < len(found):
                return found[place.nth]
        return start, end_of_value(self.text, start)

    def pieces(self, place: Place, piece: str) -> tuple[tuple[int, int], ...]:
        """Where in `text` a piece of a value's, or a key's, text stands, however the value is written."""
        return spans_of_piece(self.text, self.start_of(place), piece, is_key=place.key)

    def edits(self, place: Place, replacements: Iterable[tuple[str, str]]) -> tuple[Edit, ...]:
        """The changes of the file that put other pieces into a value's text."""
        found: list[Edit] = []
        for old, new in replacements:
            pieces = self.pieces(place, old)
            if old == place.find:
                pieces = pieces[place.nth : place.nth + 1]
            found += [Edit(self.file_offset(start), self.file_offset(end - 1) + 1, new) for start, end in pieces]
        return tuple(found)

    def text_offset(self, offset: int) -> int:
        """Where in `text` a character of the file stands; the way back from `file_offset`."""
        return self.patches.text_offset(offset)

    def path_at(self, offset: int) -> tuple[PathStep, ...]:
        """The path of the innermost value that stands at, or last before, an offset in the file."""
        return self.path_in_text(self.text_offset(offset))

    def starts_between(self, start: int, end: int) -> Iterator[int]:
        """The offsets in `text`, from one up to another, at which a key or a value starts."""
        nodes = [self.data]
        while nodes:
            node = nodes.pop()
            marks = self.marks.get(id(node))
            if not marks:
                continue
            first, last = (bisect_left(marks, offset) for offset in (start, end))
            yield from marks[first:last]
            inner = list(node.values()) if isinstance(node, dict) else node
            steps = 2 if isinstance(node, dict) else 1
            nodes += inner[max(first - 1, 0) // steps : last // steps + 1]

    def path_in_text(self, offset: int) -> tuple[PathStep, ...]:
        """The path of the innermost value that stands at, or last before, an offset in `text`."""
        path: list[PathStep] = []
        node = self.data
        while marks := self.marks.get(id(node)):
            is_map = isinstance(node, dict)
            number = bisect_right(marks[::2] if is_map else marks, offset) - 1
            if number < 0:
                break
            step: PathStep = list(node)[number] if is_map else number
            path.append(step)
            node = node[step]
        return tuple(path)


@lru_cache(maxsize=16)
def spans_of_piece(text: str, start: int, piece: str, *, is_key: bool) -> tuple[tuple[int, int], ...]:
    """Where a piece of a scalar's text is. Cached, so that a text with 10,000 findings is not searched 10,000 times."""
    end = end_of_value(text, start) if is_key else end_of_scalar(text, start)
    written = _as_written(piece, text[start : start + 1])
    return tuple(match.span() for match in re.compile(written).finditer(text, start, end))


def end_of_value(text: str, start: int) -> int:
    """Where the value that starts at an offset ends, on its first line at the latest.

    Positions of ends are not kept, for they are asked for only when something is told. What is
    marked is one line of a terminal, so the end of the line is as far as this has to look.
    """
    line_end = _line_end(text, start)
    first = text[start : start + 1]
    if first in ("'", '"'):
        at = start + 1
        while at < line_end:
            if text[at] == "\\" and first == '"':
                at += 2
            elif text[at] == first:
                if first == "'" and text[at + 1 : at + 2] == "'":
                    at += 2
                else:
                    return at + 1
            else:
                at += 1
        return max(min(at, line_end), start + 1)
    at = start
    flow = first in ("[", "{")
    while at < line_end:
        if text[at] == "#" and at > start and text[at - 1] in " \t":
            break
        if not flow and text[at] == ":" and text[at + 1 : at + 2] in (" ", "\t", "\n", "\r", "", ","):
            break
        if not flow and text[at] in ",]}" and _inside_flow(text, start):
            break
        at += 1
    return max(start + len(text[start:at].rstrip(" \t")), start + 1)


def end_of_scalar(text: str, start: int) -> int:
    """Where the scalar that starts at an offset ends, on whichever line that is."""
    first = text[start : start + 1]
    if first not in ("'", '"'):
        return end_of_value(text, start) if _inside_flow(text, start) else end_of_block(text, start)
    quoted = _SINGLE_QUOTED if first == "'" else _DOUBLE_QUOTED
    match = quoted.match(text, start)
    return match.end() if match else len(text)


def end_of_block(text: str, start: int) -> int:
    """Where the lines of a value end that starts at an offset: before the first that is indented no more than its key.

    Good for block scalars, and for unquoted texts that go on on the next line.
    """
    line_start = text.rfind("\n", 0, start) + 1
    line = text[line_start:start]
    if line.strip(" -"):
        indent = len(line) - len(line.lstrip(" -"))
    else:
        indent = line.rfind("-") if "-" in line else len(line) - 1
    at = _line_end(text, start)
    while at < len(text):
        next_end = _line_end(text, at + 1)
        line = text[at + 1 : next_end]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        if next_end >= len(text):
            return len(text)
        at = next_end
    return at


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end - 1 if end > start and text[end - 1 : end] == "\r" else end


def _inside_flow(text: str, start: int) -> bool:
    """Whether a value stands inside [ ] or { }, judged by its line, or by all being JSON: enough to find its end."""
    if _JSON.match(text):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return line.count("{") + line.count("[") > line.count("}") + line.count("]")


def _as_written(piece: str, style: str) -> str:
    """A pattern for the ways to write a piece of text in a scalar that starts with this character."""
    if style == '"':
        return "".join(_escaped(char) for char in piece)
    if "\n" in piece:
        return "(?!)"  # a line of the text may be several of the file
    return _folded(piece.replace("'", "''") if style == "'" else piece)


def _folded(piece: str) -> str:
    """A blank may be the end of a line in the file."""
    return re.escape(piece).replace(r"\ ", r"\s+") if " " in piece.strip() else re.escape(piece)


def _escaped(char: str) -> str:
    spellings = [f"U{ord(char):08x}"]
    if ord(char) < 0x10000:
        spellings.append(f"u{ord(char):04x}")
    if ord(char) < 0x100:
        spellings.append(f"x{ord(char):02x}")
    numbers = "|".join(f"{spelling[0]}(?i:{spelling[1:]})" for spelling in spellings)
    short = f"|{_ESCAPES[char]}" if char in _ESCAPES else ""
    return f"(?:{re.escape(char)}|\\\\(?:{numbers}{short}))"
