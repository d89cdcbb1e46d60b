"""A YAML text as a tree of nodes, each with the offsets where it starts and ends.

Reading stores only where values start, because nothing else needs more. An edit also needs their ends and their style.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from errcat.findings.finding import PathStep
from errcat.reading.parsing.libyaml import open_parser

_BLANK_LINES_AT_END = re.compile(r"(?:[ \t]*\r?\n)+\Z")


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text or a number. `style` is its quote, `|`, `>`, or empty for a plain scalar."""

    start: int
    end: int
    style: str
    value: str

    @property
    def is_block(self) -> bool:
        return self.style in ("|", ">")


@dataclass(frozen=True, slots=True)
class EntryNode:
    """An entry of a mapping."""

    key: ScalarNode
    value: Node

    @property
    def start(self) -> int:
        return self.key.start

    @property
    def end(self) -> int:
        return max(self.value.end, self.key.end)


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A mapping, in braces if `is_flow`."""

    start: int
    end: int
    is_flow: bool
    entries: tuple[EntryNode, ...]

    def entry(self, key: str) -> EntryNode | None:
        return next((entry for entry in self.entries if entry.key.value == key), None)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(entry.key.value for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list, in brackets if `is_flow`."""

    start: int
    end: int
    is_flow: bool
    items: tuple[Node, ...]


Node = ScalarNode | MappingNode | ListNode


def tree_of(text: str) -> Node | None:
    """Return the tree of a text that the parser can read and that has no aliases; None if it has no values."""
    parser = open_parser(text)
    try:
        event = parser.get_event()
        while not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            event = parser.get_event()
            if event is None:
                return None
        return _Builder(text, parser.get_event).node(event)
    finally:
        parser.dispose()


def node_at(root: Node, path: Sequence[PathStep]) -> Node:
    """Return the node at a path."""
    node = root
    for step in path:
        if isinstance(node, MappingNode):
            entry = node.entry(str(step))
            if entry is None:
                raise LookupError(step)
            node = entry.value
        elif isinstance(node, ListNode) and isinstance(step, int):
            node = node.items[step]
        else:
            raise LookupError(step)  # noqa: TRY004 — the path leads nowhere
    return node


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def _ends_with_spaces(value: str) -> bool:
    """Whether the last line of a text has only spaces, so that it looks like an empty line after the text."""
    last_line = value.removesuffix("\n").rpartition("\n")[2]
    return bool(last_line) and not last_line.strip()


class _Builder:
    def __init__(self, text: str, next_event: Callable[[], Any]) -> None:
        self.text = text
        self.next_event = next_event

    def node(self, event: Any) -> Node:
        if isinstance(event, MappingStartEvent):
            return self._mapping(event)
        if isinstance(event, SequenceStartEvent):
            return self._list(event)
        return self._scalar(event)

    def _scalar(self, event: Any) -> ScalarNode:
        start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
        if style in ("|", ">"):
            end = self._end_of_block_scalar(start, end, event.value)
        return ScalarNode(start, end, style, event.value)

    def _end_of_block_scalar(self, start: int, end: int, value: str) -> int:
        """Leave out the line end of the last line, and the empty lines after it unless `+` keeps them."""
        first_line = self.text[start : self.text.find("\n", start)]
        if "+" in first_line.partition("#")[0] or _ends_with_spaces(value):
            end -= self.text[end - 1 : end] == "\n"
            return end - (self.text[end - 1 : end] == "\r")
        found = _BLANK_LINES_AT_END.search(self.text, start, end)
        return found.start() if found else end

    def _mapping(self, start: Any) -> MappingNode:
        entries: list[EntryNode] = []
        while not isinstance(event := self.next_event(), MappingEndEvent):
            key = self.node(event)
            value = self.node(self.next_event())
            if isinstance(key, ScalarNode):
                entries.append(EntryNode(key, value))
        is_flow = bool(start.flow_style)
        end = _end(event) if is_flow or not entries else entries[-1].end
        return MappingNode(start.start_mark.index, end, is_flow, tuple(entries))

    def _list(self, start: Any) -> ListNode:
        items: list[Node] = []
        while not isinstance(event := self.next_event(), SequenceEndEvent):
            items.append(self.node(event))
        is_flow = bool(start.flow_style)
        end = _end(event) if is_flow or not items else items[-1].end
        return ListNode(start.start_mark.index, end, is_flow, tuple(items))
