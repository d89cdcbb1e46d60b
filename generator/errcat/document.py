"""A file read: its data, and where in the file each value stands. A noun."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from errcat.finding import PathStep, Place, Range
from errcat.source import Source


class Mark(Protocol):
    """What the parser says of a place; only the offset is used."""

    @property
    def index(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Patch:
    """A stretch of the text that was read, put there instead of a stretch of the file."""

    start: int
    length: int
    file_start: int
    file_length: int


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
    marks: Mapping[int, list[Mark]] = field(default_factory=dict)
    """For each mapping, by id: the marks of key 1, value 1, key 2, value 2 …; for each list: of its items."""
    patches: tuple[Patch, ...] = ()

    def file_offset(self, offset: int) -> int:
        """Where in the file a character of `text` stands."""
        shift = 0
        for patch in self.patches:
            if offset < patch.start:
                break
            if offset < patch.start + patch.length:
                return patch.file_start + min(offset - patch.start, max(patch.file_length - 1, 0))
            shift = patch.file_start + patch.file_length - patch.start - patch.length
        return offset + shift

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
                start = marks[index if place.key and last else index + 1].index
                node = node[step]
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                start = marks[step].index
                node = node[step]
            else:
                return start
        return start

    def _stretch(self, place: Place) -> tuple[int, int]:
        start = self.start_of(place)
        end = end_of_value(self.text, start)
        if place.find:
            limit = end if self.text[start : start + 1] not in ("|", ">") else end_of_block(self.text, start)
            found = self.text.find(place.find, start, limit)
            if found >= 0:
                return found, found + len(place.find)
        return start, end

    def path_at(self, offset: int) -> tuple[PathStep, ...]:
        """The path of the innermost value that stands at, or last before, an offset in `text`."""
        path: list[PathStep] = []
        node = self.data
        while marks := self.marks.get(id(node)):
            is_map = isinstance(node, dict)
            number = bisect_right(marks[::2] if is_map else marks, offset, key=_index) - 1
            if number < 0:
                break
            step: PathStep = list(node)[number] if is_map else number
            path.append(step)
            node = node[step]
        return tuple(path)


def _index(mark: Mark) -> int:
    return mark.index


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


def end_of_block(text: str, start: int) -> int:
    """Where the block scalar that starts at an offset ends: at the first line that is indented less than it."""
    line_start = text.rfind("\n", 0, start) + 1
    line = text[line_start:start]
    indent = len(line) - len(line.lstrip(" -"))
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
    """Whether a value stands inside [ ] or { }, judged by its line: enough to find where it ends."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return line.count("{") + line.count("[") > line.count("}") + line.count("]")
