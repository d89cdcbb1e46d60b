"""Where the values of a document are in its text: each key, value, mapping and list, and the aliases and anchors."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from errcat.findings.document import Marks

NOT_IN_TEXT = -1
"""The end of an entry that comes from a merge key: its text is in another mapping."""
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s|#[^\n]*\n)+)+")


class Bounds(NamedTuple):
    """Where a mapping or a list starts and ends, and whether it is in braces or brackets."""

    start: int
    """Where its anchor or its tag starts, if it has one."""
    end: int
    is_flow: bool


class EntryText(NamedTuple):
    """Where an entry of a mapping is. The value of an alias is the alias itself, not what it refers to."""

    key_start: int
    key_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MappingText:
    """Where a mapping is, and its entries by key. Entries from a merge key are missing."""

    start: int
    """The offset of its brace, or of its first key."""
    end: int
    is_flow: bool
    entries: Mapping[str, EntryText]


@dataclass(frozen=True, slots=True)
class YamlAnchor:
    """A value with a name that aliases can refer to."""

    name: str
    start: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True)
class YamlAlias:
    """A reference to an anchor."""

    start: int
    end: int
    anchor: YamlAnchor


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge key of a mapping: where it is, and the mappings whose entries it adds."""

    entry: EntryText
    holder: dict[Any, Any]
    sources: tuple[dict[Any, Any], ...]


class Layout(Protocol):
    """Where the values of a document are, by the id of the mapping or list that holds them."""

    @property
    def marks(self) -> Mapping[int, Marks]:
        """The offsets where keys and values start, as `Document` has them."""

    def ends(self, id_: int) -> Marks:
        """The offsets where keys and values end, in the order of `marks`."""

    def bounds(self, id_: int) -> Bounds: ...


@dataclass
class References:
    """The anchors, aliases and merge keys of a document. JSON has none."""

    anchors: list[YamlAnchor] = field(default_factory=list)
    aliases: list[YamlAlias] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    @cached_property
    def _starts(self) -> list[int]:
        return sorted([*(anchor.start for anchor in self.anchors), *(alias.start for alias in self.aliases)])

    def within(self, start: int, end: int) -> bool:
        """Whether a range of the text has an anchor or an alias."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)


def after_properties(text: str, start: int) -> int:
    """Return where a value starts, after its anchor and its tag."""
    found = _PROPERTIES.match(text, start)
    return found.end() if found else start


def mapping_text(layout: Layout, text: str, mapping: dict[Any, Any]) -> MappingText:
    """Return where a mapping and its entries are."""
    marks, ends = layout.marks[id(mapping)], layout.ends(id(mapping))
    entries = {
        str(key): EntryText(marks[number], ends[number], marks[number + 1], ends[number + 1])
        for key, number in zip(mapping, range(0, len(marks), 2), strict=True)
        if ends[number] != NOT_IN_TEXT
    }
    start, end, is_flow = layout.bounds(id(mapping))
    return MappingText(after_properties(text, start), end, is_flow, entries)
