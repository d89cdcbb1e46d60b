"""A block-style YAML text as parts that can be moved: each entry with its comments, its key and its value as written.

`formatting` orders the parts and writes them again. Nothing is lost on the way: each comment belongs to one part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from errcat.editing.nodes import ListNode, MappingNode, Node, ScalarNode

_REST_OF_LINE = re.compile(r"([ \t]*(?:#[^\n]*)?)\r?(?:\n|\Z)")
_COMMENT_AFTER_KEY = re.compile(r"[ \t]*#[^\r\n]*")
_COLON = re.compile(r"[ \t]*:(?P<rest>[^\n]*)")
_DASHES = re.compile(r"(?:-(?:[ \t]+|\Z))+")


class UnusualLayoutError(Exception):
    """The text is written in a way that has no parts: with `?` before its keys, for example."""


@dataclass(slots=True)
class Leaf:
    """A scalar, or a value in braces or brackets, as it is written. Also a mapping with keys after a `?`."""

    node: Node
    raw: str
    column: int
    """The column of the key or the dash that it belongs to."""
    comment: str = ""
    """The comment after it, on its line, with the spaces before it."""

    @property
    def keeps_blank_lines(self) -> bool:
        """Whether the empty lines after it are a part of its text."""
        return isinstance(self.node, ScalarNode) and self.node.is_block and "+" in self.raw.split("\n")[0].split("#")[0]


@dataclass(slots=True)
class Part:
    """An entry of a mapping, or an item of a list. An item has no key."""

    leading: list[str]
    """The comments above it. An empty text is an empty line."""
    key: str
    name: str
    value: Leaf | BlockParts
    comment: str = ""
    """The comment after the key, with the spaces before it, if the value is on the next lines."""


@dataclass(slots=True)
class BlockParts:
    """A mapping or a list with a line for each of its parts."""

    is_list: bool
    parts: list[Part] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    """The comments below its last part."""


class PartsReader:
    """Reads the parts of a text, from top to bottom."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def document(self, root: MappingNode) -> tuple[list[str], BlockParts, list[str]]:
        """Return the lines above the first key, the parts of the document, and the lines below the last value."""
        header = self._gap(root.entries[0].start)
        block = self._mapping(root, column=0)
        rest = self.text[self.at :].rstrip().split("\n")
        footer = [line.strip() for line in rest if line.strip()]
        if any(line != "..." and not line.startswith("#") for line in footer):
            raise UnusualLayoutError
        return header, block, footer

    def _mapping(self, node: MappingNode, column: int) -> BlockParts:
        block = BlockParts(is_list=False)
        for number, entry in enumerate(node.entries):
            leading = self._gap(entry.start) if number else []
            found = _COLON.match(self.text, entry.key.end)
            if found is None or self._has_explicit_keys(node):
                raise UnusualLayoutError
            key = self.text[entry.key.start : entry.key.end]
            self.at = found.start("rest")
            part = Part(leading, key, entry.key.value, BlockParts(is_list=False))
            self._value(part, entry.value, column)
            block.parts.append(part)
        block.tail = self._tail(column)
        return block

    def _list(self, node: ListNode, column: int, parent_column: int) -> BlockParts:
        block = BlockParts(is_list=True)
        for number, item in enumerate(node.items):
            leading = self._gap(self._start(item)) if number else []
            part = Part(leading, "", "", BlockParts(is_list=False))
            self._value(part, item, column)
            block.parts.append(part)
        block.tail = self._tail(column if column > parent_column else column + 1)
        return block

    def _value(self, part: Part, node: Node, column: int) -> None:
        """Read the value of a part, from the end of its key or its dash."""
        if isinstance(node, ScalarNode) or node.is_flow or self._has_explicit_keys(node):
            part.value = self._leaf(part, node, column)
            return
        if part.key and (found := _COMMENT_AFTER_KEY.match(self.text, self.at)):
            part.comment = found[0].rstrip()
            self.at = found.end()
        first_leading = self._gap(self._start(node), after_key=True)
        if isinstance(node, MappingNode):
            block = self._mapping(node, self._column(node.entries[0].start))
        else:
            block = self._list(node, self._column(node.start), column if part.key else -1)
        block.parts[0].leading = first_leading
        part.value = block

    def _leaf(self, part: Part, node: Node, column: int) -> Leaf:
        if node.start < node.end:
            part.leading += [line for line in self._gap(node.start, after_key=True) if line]
            self.at = node.end
        raw = self.text[node.start : node.end]
        if isinstance(node, MappingNode) and not node.is_flow:
            column = self._column(node.start)
        found = _REST_OF_LINE.match(self.text, self.at)
        if found is None:
            raise UnusualLayoutError
        self.at = found.end()
        return Leaf(node, raw, column, found[1].rstrip())

    def _has_explicit_keys(self, node: MappingNode | ListNode) -> bool:
        """Whether a mapping has keys after a `?`. Its lines stay as they are."""
        if isinstance(node, ListNode):
            return False
        return any(self.text[max(entry.start - 2, 0) : entry.start] in {"? ", "?\t"} for entry in node.entries)

    def _gap(self, to: int, *, after_key: bool = False) -> list[str]:
        """Return the comments and empty lines up to an offset. `after_key`: it starts in the line of a key."""
        lines = self.text[self.at : to].split("\n")
        self.at = to
        found: list[str] = []
        for number, line in enumerate(lines):
            content = line.strip()
            if not content.startswith("---"):
                content = _DASHES.sub("", content, count=1) if content.startswith("-") else content
            if content and not content.startswith("#") and content != "---":
                raise UnusualLayoutError
            is_partial = (number == 0 and after_key) or number == len(lines) - 1
            if content or not is_partial:
                found.append(content)
        return found

    def _tail(self, column: int) -> list[str]:
        """Return the comments after a block that are indented as deep as it is."""
        end = self.at
        tail: list[str] = []
        pending: list[str] = []
        at = self.at
        while at < len(self.text):
            line_end = self.text.find("\n", at)
            line_end = len(self.text) if line_end < 0 else line_end + 1
            line = self.text[at:line_end]
            content = line.strip()
            if content and (not content.startswith("#") or len(line) - len(line.lstrip(" ")) < column):
                break
            pending.append(content)
            if content:
                tail, pending, end = [*tail, *pending], [], line_end
            at = line_end
        self.at = end
        return tail

    def _start(self, node: Node) -> int:
        if isinstance(node, MappingNode) and not node.is_flow:
            return node.entries[0].start
        return node.start

    def _column(self, offset: int) -> int:
        return offset - (self.text.rfind("\n", 0, offset) + 1)


def ends_with_kept_lines(value: Leaf | BlockParts) -> bool:
    """Whether the empty lines after a value would be a part of its last text."""
    if isinstance(value, Leaf):
        return value.keeps_blank_lines
    parts: Sequence[Part] = value.parts
    return not value.tail and ends_with_kept_lines(parts[-1].value)
