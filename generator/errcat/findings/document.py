"""A file after reading: its data, and the position of each value in the file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from errcat.findings.finding import PathStep, Place, Range
from errcat.findings.source import Edit, Source
from errcat.text.lazy_pattern import lazy_pattern

_JSON = lazy_pattern(r"\s*[{\[]")
_SINGLE_QUOTED = lazy_pattern(r"'(?:[^']|'')*+'")
_DOUBLE_QUOTED = lazy_pattern(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
# YAML's short escapes; every character can also be written as \x…, \u… or \U….
_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
    '"': '"', "/": "/", "\\": "\\\\", "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


Marks: TypeAlias = "array[int] | memoryview[int]"
"""Offsets. An array takes a tenth of the memory of the parser's own marks, which matters in large catalogs."""


class Patch(NamedTuple):
    """A range of the text that the parser read, which replaces a range of the file."""

    start: int
    length: int
    file_start: int
    file_length: int


class Patches:
    """All patches of a text, with the mapping between its offsets and those of the file."""

    __slots__ = ("_file_starts", "_starts", "ordered")

    def __init__(self, patches: Iterable[Patch] = ()) -> None:
        self.ordered = tuple(sorted(patches, key=lambda patch: (patch.start, patch.file_start)))
        self._starts = [patch.start for patch in self.ordered]
        self._file_starts = [patch.file_start for patch in self.ordered]

    def __len__(self) -> int:
        return len(self.ordered)

    def file_offset(self, offset: int) -> int:
        """Map an offset in the text to an offset in the file."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset
        patch = self.ordered[number]
        if offset < patch.start + patch.length:
            return patch.file_start + min(offset - patch.start, max(patch.file_length - 1, 0))
        return offset - patch.start - patch.length + patch.file_start + patch.file_length

    def text_offset(self, offset: int) -> int:
        """Map an offset in the file to an offset in the text; the inverse of `file_offset`."""
        number = bisect_right(self._file_starts, offset) - 1
        if number < 0:
            return offset
        patch = self.ordered[number]
        if offset < patch.file_start + patch.file_length:
            return patch.start + min(offset - patch.file_start, max(patch.length - 1, 0))
        return offset - patch.file_start - patch.file_length + patch.start + patch.length


NO_PATCHES = Patches()


class MarksOfContainers(Mapping[int, Marks]):
    """The marks of all containers of a document, by id, in three arrays: a dict takes five times the memory."""

    __slots__ = ("_ends", "_ids", "_numbers", "_offsets")

    def __init__(self) -> None:
        self._ids = array("Q")
        self._ends = array("I")
        self._offsets = array("I")
        self._numbers: dict[int, int] = {}

    def add(self, container: object, marks: Marks) -> None:
        self._offsets.extend(marks)
        self._ids.append(id(container))
        self._ends.append(len(self._offsets))

    def __getitem__(self, container: int) -> Marks:
        if len(self._numbers) < len(self._ids):  # only reports need marks, and most catalogs have nothing to report
            self._numbers = {container: number for number, container in enumerate(self._ids)}
        number = self._numbers[container]
        return memoryview(self._offsets)[self._ends[number - 1] if number else 0 : self._ends[number]]

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class NoPlacesError(Exception):
    """The place of a value is needed, but its document was read without places."""


class _NoPlaces(Mapping[int, Marks]):
    """The marks of a document that was read without places."""

    def __getitem__(self, container: int) -> Marks:
        raise NoPlacesError

    def __iter__(self) -> Iterator[int]:
        raise NoPlacesError

    def __len__(self) -> int:
        raise NoPlacesError


NO_PLACES = _NoPlaces()


class Document(NamedTuple):
    """One file of a catalog, as data.

    `text` is what the parser read: the text of the file, or a repaired copy in which reading could go on after a syntax
    mistake. `patches` map the copy back to the file.
    """

    number: int
    source: Source
    data: Any
    text: str
    marks: Mapping[int, Marks] = MappingProxyType({})
    """The offsets in `text` by the id of a container: of key 1, value 1, key 2, value 2 … of a mapping, of the items of
    a list.
    """
    patches: Patches = NO_PATCHES

    def require_places(self) -> None:
        """Raise `NoPlacesError` if the document was read without places."""
        self.marks.get(id(self.data))

    def file_offset(self, offset: int) -> int:
        """Map an offset in `text` to an offset in the file."""
        return self.patches.file_offset(offset)

    def range_of(self, place: Place) -> Range:
        """Return the range of the file that holds a value, or its key."""
        start, end = self._text_range(place)
        return Range(self.number, self.file_offset(start), self.file_offset(max(end - 1, start)) + 1)

    def line_of(self, place: Place) -> int:
        """The line of the file that a value, or its key, starts in."""
        return self.source.position(self.range_of(place).start).line

    def start_of(self, place: Place) -> int:
        """Return the offset in `text` where a value, or its key, starts; if it is missing, that of its container."""
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

    def _text_range(self, place: Place) -> tuple[int, int]:
        start = self.start_of(place)
        if place.find:
            spans = self.substring_spans(place, place.find)
            if place.nth < len(spans):
                return spans[place.nth]
        return start, end_of_value(self.text, start)

    def substring_spans(self, place: Place, substring: str) -> tuple[tuple[int, int], ...]:
        """Find a substring of a value's (or key's) text in `text`, whatever style the value is written in."""
        return spans_of_substring(self.text, self.start_of(place), substring, is_key=place.key)

    def edits(self, place: Place, replacements: Iterable[tuple[str, str]]) -> tuple[Edit, ...]:
        """Return the edits of the file that replace substrings of a value's text."""
        edits: list[Edit] = []
        for old, new in replacements:
            spans = self.substring_spans(place, old)
            if old == place.find:
                spans = spans[place.nth : place.nth + 1]
            edits += [Edit(self.file_offset(start), self.file_offset(end - 1) + 1, new) for start, end in spans]
        return tuple(edits)

    def text_offset(self, offset: int) -> int:
        """Map an offset in the file to an offset in `text`; the inverse of `file_offset`."""
        return self.patches.text_offset(offset)

    def path_at(self, offset: int) -> tuple[PathStep, ...]:
        """Return the path of the innermost value that starts at, or last before, an offset in the file."""
        return self.path_in_text(self.text_offset(offset))

    def starts_between(self, start: int, end: int) -> Iterator[int]:
        """Return the offsets in `text` within a range at which a key or a value starts."""
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
        """Return the path of the innermost value that starts at, or last before, an offset in `text`."""
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
def spans_of_substring(text: str, start: int, substring: str, *, is_key: bool) -> tuple[tuple[int, int], ...]:
    """Find a substring in a scalar. Cached, so that a text with 10,000 findings is not searched 10,000 times."""
    end = end_of_value(text, start) if is_key else end_of_scalar(text, start)
    pattern = _spellings_pattern(substring, text[start : start + 1])
    return tuple(match.span() for match in re.compile(pattern).finditer(text, start, end))


def end_of_value(text: str, start: int) -> int:
    """Return the offset where a value ends, at the latest at the end of its first line.

    Ends are not stored because only findings need them. A report marks a single line, so the search stops at its end.
    """
    line_end = _line_end(text, start)
    first = text[start : start + 1]
    if first in ("'", '"'):
        offset = start + 1
        while offset < line_end:
            if text[offset] == "\\" and first == '"':
                offset += 2
            elif text[offset] == first:
                if first == "'" and text[offset + 1 : offset + 2] == "'":
                    offset += 2
                else:
                    return offset + 1
            else:
                offset += 1
        return max(min(offset, line_end), start + 1)
    offset = start
    flow = first in ("[", "{")
    while offset < line_end:
        if text[offset] == "#" and offset > start and text[offset - 1] in " \t":
            break
        if not flow and text[offset] == ":" and text[offset + 1 : offset + 2] in (" ", "\t", "\n", "\r", "", ","):
            break
        if not flow and text[offset] in ",]}" and _inside_flow(text, start):
            break
        offset += 1
    return max(start + len(text[start:offset].rstrip(" \t")), start + 1)


def end_of_scalar(text: str, start: int) -> int:
    """Return the offset where a scalar ends, on whichever line that is."""
    first = text[start : start + 1]
    if first not in ("'", '"'):
        return end_of_value(text, start) if _inside_flow(text, start) else end_of_block(text, start)
    quoted = _SINGLE_QUOTED if first == "'" else _DOUBLE_QUOTED
    match = quoted.match(text, start)
    return match.end() if match else len(text)


def end_of_block(text: str, start: int) -> int:
    """Return the offset where the lines of a value end: before the first line that is indented no more than its key.

    This works for block scalars, and for unquoted texts that continue on the next line.
    """
    line_start = text.rfind("\n", 0, start) + 1
    line = text[line_start:start]
    if line.strip(" -"):
        indent = len(line) - len(line.lstrip(" -"))
    else:
        indent = line.rfind("-") if "-" in line else len(line) - 1
    offset = _line_end(text, start)
    while offset < len(text):
        next_end = _line_end(text, offset + 1)
        line = text[offset + 1 : next_end]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        if next_end >= len(text):
            return len(text)
        offset = next_end
    return offset


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end - 1 if end > start and text[end - 1 : end] == "\r" else end


def _inside_flow(text: str, start: int) -> bool:
    """Whether a value is inside [ ] or { }, judged by its line: precise enough to find its end."""
    if _JSON.match(text):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return line.count("{") + line.count("[") > line.count("}") + line.count("]")


def _spellings_pattern(substring: str, style: str) -> str:
    """Return a pattern for every spelling of a substring in a scalar that starts with this character."""
    if style == '"':
        return "".join(_escaped_pattern(char) for char in substring)
    if "\n" in substring:
        return "(?!)"  # a line of the value may span several lines of the file
    return _folded_pattern(substring.replace("'", "''") if style == "'" else substring)


def _folded_pattern(substring: str) -> str:
    """A space of the value may be a line break in the file."""
    return re.escape(substring).replace(r"\ ", r"\s+") if " " in substring.strip() else re.escape(substring)


def _escaped_pattern(char: str) -> str:
    spellings = [f"U{ord(char):08x}"]
    if ord(char) < 0x10000:
        spellings.append(f"u{ord(char):04x}")
    if ord(char) < 0x100:
        spellings.append(f"x{ord(char):02x}")
    numbers = "|".join(f"{spelling[0]}(?i:{spelling[1:]})" for spelling in spellings)
    short = f"|{_ESCAPES[char]}" if char in _ESCAPES else ""
    return f"(?:{re.escape(char)}|\\\\(?:{numbers}{short}))"
