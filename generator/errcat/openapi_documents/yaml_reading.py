"""A YAML document as data, with the places of its values, in one pass over the parser's events.

It accepts every kind of YAML that OpenAPI documents use. An alias is the same value as its anchor. A plain scalar has
the value that PyYAML gives it; if PyYAML has none, its text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from errcat.findings.document import Marks
from errcat.openapi_documents.layout import NOT_IN_TEXT, Bounds, EntryText, Merge, References, YamlAlias, YamlAnchor
from errcat.reading.parsing.libyaml import open_parser

MAX_DEPTH = 200
MAX_VALUES = 2_000_000
"""The number of values if every alias was written out."""

_SCALAR: Any = ScalarEvent  # its stubs say that it may have no marks
_ALIAS: Any = AliasEvent  # as above
_MERGE_KEY = "<<"
_OPEN = object()
"""The value of an anchor whose mapping or list has not ended."""


class TooDeep(Exception):
    """The document has too many levels. `at` is the offset of the first level that is one too many."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at


class TooManyAliases(Exception):
    """The document would be too large if its aliases were written out, or endless."""


class YamlLayout:
    """Where the values are, as the pass found them."""

    def __init__(self) -> None:
        self.marks: dict[int, Marks] = {}
        self.all_ends: dict[int, Marks] = {}
        self.all_bounds: dict[int, tuple[int, int, bool]] = {}

    def ends(self, id_: int) -> Marks:
        return self.all_ends[id_]

    def bounds(self, id_: int) -> Bounds:
        return Bounds(*self.all_bounds[id_])


def parse(text: str) -> tuple[Any, YamlLayout, References]:
    """Return the data of a text and the places of its values, or raise YAMLError, TooDeep or TooManyAliases."""
    parser = open_parser(text)
    try:
        reading = _Reading(parser)
        return reading.run(), reading.layout, reading.references
    finally:
        parser.dispose()


def has_top_key(text: str, key: str) -> bool:
    """Whether a text is a mapping with a key that has a text as its value. It reads no further than this key."""
    parser: Any = open_parser(text)
    next_event = parser.get_event
    try:
        next_event()  # the stream starts
        next_event()  # the document starts, or the stream ends
        if type(next_event()) is not MappingStartEvent:
            return False
        while type(event := next_event()) is not MappingEndEvent:
            is_key = getattr(event, "value", None) == key
            _skip(next_event, event)
            event = next_event()
            if is_key and getattr(event, "value", None):
                return True
            _skip(next_event, event)
    except yaml.YAMLError:
        return False
    finally:
        parser.dispose()
    return False


def _skip(next_event: Callable[[], Any], event: Any) -> None:
    """Read to the end of the value that an event starts."""
    depth = 0
    while True:
        depth += type(event) in {MappingStartEvent, SequenceStartEvent}
        depth -= type(event) in {MappingEndEvent, SequenceEndEvent}
        if not depth:
            return
        event = next_event()


class _Reading:
    """The state of a pass. Methods take the event that starts a value; containers return where they end, too."""

    def __init__(self, parser: Any) -> None:
        self.next_event = parser.get_event
        self.layout = YamlLayout()
        self.references = References()
        self._scalars = _Scalars()
        self._anchors: dict[str, YamlAnchor] = {}
        self._sizes: dict[str, int] = {}
        self._size = 0

    def run(self) -> Any:
        self.next_event()  # the stream starts
        event = self.next_event()
        if type(event) is StreamEndEvent:
            return None
        value, _end = self._value(self.next_event(), 0)
        self.next_event()  # the document ends
        event = self.next_event()
        if type(event) is not StreamEndEvent:
            raise yaml.composer.ComposerError(None, None, "it has a second document", event.start_mark)
        return value

    def _value(self, event: Any, depth: int) -> tuple[Any, int]:
        if type(event) is _ALIAS:
            return self._alias(event), event.end_mark.index
        if event.anchor is not None:
            return self._anchored(event, depth)
        return self._unnamed(event, depth)

    def _unnamed(self, event: Any, depth: int) -> tuple[Any, int]:
        if type(event) is _SCALAR:
            return self._scalars.value(event), event.end_mark.index
        if depth >= MAX_DEPTH:
            raise TooDeep(event.start_mark.index)
        return (self._mapping if type(event) is MappingStartEvent else self._sequence)(event, depth + 1)

    def _anchored(self, event: Any, depth: int) -> tuple[Any, int]:
        start, size = event.start_mark.index, self._size
        self._anchors[event.anchor] = YamlAnchor(event.anchor, start, start, _OPEN)
        value, end = self._unnamed(event, depth)
        self._anchors[event.anchor] = YamlAnchor(event.anchor, start, end, value)
        self._sizes[event.anchor] = self._size - size
        self.references.anchors.append(self._anchors[event.anchor])
        return value, end

    def _alias(self, event: Any) -> Any:
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            raise yaml.composer.ComposerError(None, None, f"the anchor &{event.anchor} is missing", event.start_mark)
        if anchor.value is _OPEN:
            raise TooManyAliases
        self._size += self._sizes[event.anchor]
        if self._size > MAX_VALUES:
            raise TooManyAliases
        self.references.aliases.append(YamlAlias(event.start_mark.index, event.end_mark.index, anchor))
        return anchor.value

    def _sequence(self, start: Any, depth: int) -> tuple[list[Any], int]:
        next_event, scalar = self.next_event, self._scalars.value
        items: list[Any] = []
        marks, ends = array("q"), array("q")
        event: Any
        while type(event := next_event()) is not SequenceEndEvent:
            marks.append(event.start_mark.index)
            if type(event) is _SCALAR and event.anchor is None:
                items.append(scalar(event))
                ends.append(event.end_mark.index)
            else:
                item, end = self._value(event, depth)
                items.append(item)
                ends.append(end)
        return items, self._add(items, start, event, marks, ends)

    def _mapping(self, start: Any, depth: int) -> tuple[dict[Any, Any], int]:
        # The hot loop: most of a document is keys with texts or mappings after them.
        next_event, scalar = self.next_event, self._scalars.value
        data: dict[Any, Any] = {}
        marks, ends = array("q"), array("q")
        add_mark, add_end = marks.append, ends.append
        merges: list[tuple[EntryText, Any]] = []
        event: Any
        while type(event := next_event()) is not MappingEndEvent:
            if type(event) is _SCALAR and event.anchor is None:
                key = event.value if event.style and event.tag is None else scalar(event)
            else:
                key = self._key(event, depth)
            after = next_event()
            if type(after) is _SCALAR and after.anchor is None:
                value = after.value if after.style and after.tag is None else scalar(after)
                end = after.end_mark.index
            else:
                value, end = self._value(after, depth)
            if key in data or (key == _MERGE_KEY and not event.style):
                entry = EntryText(event.start_mark.index, event.end_mark.index, after.start_mark.index, end)
                if key not in data:
                    merges.append((entry, value))
                    continue
                # the last of equal keys counts
                number = 2 * list(data).index(key)
                marks[number], ends[number], marks[number + 1], ends[number + 1] = entry
            else:
                add_mark(event.start_mark.index)
                add_mark(after.start_mark.index)
                add_end(event.end_mark.index)
                add_end(end)
            data[key] = value
        for entry, value in merges:
            added = self._merge(data, entry, value)
            marks.extend([start.start_mark.index] * 2 * added)
            ends.extend([NOT_IN_TEXT] * 2 * added)
        return data, self._add(data, start, event, marks, ends)

    def _add(self, container: Any, start: Any, end: Any, marks: Marks, ends: Marks) -> int:
        """Keep where a container is, and return where it ends."""
        self._size += len(marks)
        self.layout.marks[id(container)] = marks
        self.layout.all_ends[id(container)] = ends
        offset: int = end.end_mark.index
        self.layout.all_bounds[id(container)] = (start.start_mark.index, offset, start.flow_style)
        return offset

    def _key(self, event: Any, depth: int) -> Any:
        key = self._value(event, depth)[0]
        if isinstance(key, (dict, list)):
            raise yaml.constructor.ConstructorError(None, None, "a key is not text", event.start_mark)
        return key

    def _merge(self, data: dict[Any, Any], entry: EntryText, value: Any) -> int:
        """Add the entries of other mappings that the mapping itself does not have, and return how many."""
        before = len(data)
        sources = tuple(part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict))
        self.references.merges.append(Merge(entry, data, sources))
        for source in sources:
            for key, item in source.items():
                data.setdefault(key, item)
        return len(data) - before


class _Scalars:
    """The values of scalars. A plain scalar is resolved once for all its occurrences."""

    def __init__(self) -> None:
        self._constructor: Any = yaml.SafeLoader("")
        self._known: dict[str, Any] = {"": None}
        self._first = frozenset(filter(None, yaml.SafeLoader.yaml_implicit_resolvers))

    def value(self, event: Any) -> Any:
        text: str = event.value
        if event.tag is None and not event.style:
            if text and text[0] not in self._first:
                return text
            if text not in self._known:
                tag = self._constructor.resolve(yaml.ScalarNode, text, (True, False))
                self._known[text] = self._construct(tag, text)
            return self._known[text]
        return text if event.tag is None or event.tag == "!" else self._construct(event.tag, text)

    def _construct(self, tag: str, text: str) -> Any:
        try:
            value = self._constructor.construct_object(yaml.ScalarNode(tag, text))
        except (ValueError, yaml.constructor.ConstructorError):
            return text  # a date that does not exist or another tool's tag: its text is enough
        return _NOT_A_NUMBER if value != value else value  # noqa: PLR0124 — only NaN differs from itself


_NOT_A_NUMBER = float("nan")
"""The same object in every document, so that documents with it can be equal."""
