"""YAML text to plain data and the position of every key and value, in one pass over the parser's events.

Reading, first step: the only module that talks to PyYAML. Its node and constructor layers are left
out on purpose: they cost twice what this pass costs, and they convert and drop things silently
(duplicate keys, `01000`, merge keys), which here are problems instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from errcat.document import Mark
from errcat.reading.scalars import Ambiguous, resolve

# libyaml where PyYAML was built with it; the slower Python parser gives the same verdicts.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 40
"""How deep a catalog may nest. JSON Schemas in `details` are the deepest things that real ones have."""

_STRING_TAGS = ("!", "tag:yaml.org,2002:str")


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that YAML allows and a catalog does not: what, and from where to where in the text."""

    kind: str
    start: int
    end: int
    text: str = ""
    first: tuple[int, int] | None = None
    """For a duplicate key: where the first one stands."""


@dataclass(slots=True)
class Parsed:
    """What one pass found."""

    data: Any = None
    marks: dict[int, list[Mark]] = field(default_factory=dict)
    oddities: list[Oddity] = field(default_factory=list)
    is_empty: bool = True


class TooDeep(Exception):
    """The text nests deeper than a catalog may."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class MissingDash(Exception):
    """A second `code:` in one entry: the `- ` that starts the next entry is missing."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(first, second)
        self.first = first
        self.second = second


def parse(text: str, cut_points: Iterable[int] = (), loader: Any = None) -> Parsed:
    """Parse a whole text. `cut_points` are the offsets where a comment's leading space starts.

    Raises the parser's own `yaml.YAMLError`, `TooDeep`, or `MissingDash`; `slips` and `read` tell them.
    """
    parser = (loader or LOADER)(text)
    try:
        return _Pass(parser, frozenset(cut_points)).run()
    finally:
        parser.dispose()


class _Pass:
    """The state of one pass. Methods take the event that starts a node and return its value."""

    def __init__(self, parser: Any, cut_points: frozenset[int]) -> None:
        self.next_event = parser.get_event
        self.cut_points = cut_points
        self.found = Parsed()
        self.keys: dict[str, str] = {}

    def run(self) -> Parsed:
        next_event = self.next_event
        next_event()  # the stream starts
        event = next_event()
        if isinstance(event, StreamEndEvent):
            return self.found
        if isinstance(event, DocumentStartEvent) and event.version is not None:
            self._odd("yaml-directive", event.start_mark, event.end_mark)
        self.found.is_empty = False
        self.found.data = self._value(next_event(), 0)
        next_event()  # the document ends
        event = next_event()
        if not isinstance(event, StreamEndEvent):
            self._odd("second-document", event.start_mark, event.end_mark)
        return self.found

    def _odd(self, kind: str, start: Any, end: Any, text: str = "") -> None:
        self.found.oddities.append(Oddity(kind, start.index, end.index, text))

    def _value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is AliasEvent:
            self._odd("yaml-alias", event.start_mark, event.end_mark, event.anchor)
            return None
        if depth > MAX_DEPTH:
            raise TooDeep(event.start_mark.index)
        if event.anchor is not None:
            self._odd("yaml-anchor", event.start_mark, event.end_mark, event.anchor)
        if event.tag is not None:
            self._odd("yaml-tag", event.start_mark, event.end_mark, event.tag)
        if kind is MappingStartEvent:
            return self._mapping(event, depth + 1)
        if kind is SequenceStartEvent:
            return self._sequence(depth + 1)
        return None

    def _scalar(self, event: Any) -> Any:
        value = event.value
        if event.anchor is not None:
            kind = "anchor-in-text" if not event.style else "yaml-anchor"
            self._odd(kind, event.start_mark, event.end_mark, event.anchor)
        if event.tag is not None:
            self._odd("yaml-tag", event.start_mark, event.end_mark, event.tag)
            return value
        if event.style:
            return value
        if self.cut_points and event.end_mark.index in self.cut_points:
            self._odd("text-cut-by-hash", event.start_mark, event.end_mark, value)
        value = resolve(value)
        if type(value) is Ambiguous:
            self._odd("ambiguous-value", event.start_mark, event.end_mark, value.meaning)
        return value

    def _sequence(self, depth: int) -> list[Any]:
        next_event, value = self.next_event, self._value
        items: list[Any] = []
        marks: list[Mark] = []
        while type(event := next_event()) is not SequenceEndEvent:
            marks.append(event.start_mark)
            items.append(value(event, depth))
        self.found.marks[id(items)] = marks
        return items

    def _mapping(self, start: Any, depth: int) -> dict[str, Any]:
        # The hot loop: most of a catalog is keys with plain texts behind them.
        next_event, keys = self.next_event, self.keys
        data: dict[str, Any] = {}
        marks: list[Mark] = []
        while type(event := next_event()) is not MappingEndEvent:
            key = self._key(event, depth)
            after = next_event()
            if key in data:
                self._duplicate(start, data, marks, key, event)
                self._value(after, depth)
                continue
            marks.append(event.start_mark)
            marks.append(after.start_mark)
            if not event.style:
                key = keys.setdefault(key, key)  # one object for all the times that a key is written
            data[key] = self._scalar(after) if type(after) is ScalarEvent else self._value(after, depth)
        self.found.marks[id(data)] = marks
        return data

    def _key(self, event: Any, depth: int) -> str:
        if type(event) is not ScalarEvent:
            self._odd("key-is-no-text", event.start_mark, event.end_mark)
            self._value(event, depth)
            return f"\0{event.start_mark.index}"  # a key that no field has; dropped by `read`
        key: str = event.value
        if event.anchor is not None:
            self._odd("yaml-anchor", event.start_mark, event.end_mark, event.anchor)
        if event.tag is not None:
            self._odd("yaml-tag", event.start_mark, event.end_mark, event.tag)
        if not event.style and key not in self.keys and type(resolve(key)) is not str:
            self._odd("key-is-no-text", event.start_mark, event.end_mark, key)
        return key

    def _duplicate(self, start: Any, data: dict[str, Any], marks: list[Mark], key: str, event: Any) -> None:
        first = marks[2 * list(data).index(key)].index
        if key == "code" and not start.flow_style:
            raise MissingDash(first, event.start_mark.index)
        self.found.oddities.append(
            Oddity("duplicate-key", event.start_mark.index, event.end_mark.index, key, (first, first + len(key)))
        )
