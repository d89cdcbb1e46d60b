"""A document as data, with its YAML nodes. It accepts every kind of YAML that OpenAPI documents use, including JSON."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

import yaml

from errcat.errors import RunError
from errcat.findings.document import Document
from errcat.findings.source import Source
from errcat.reading.parsing.libyaml import NESTING_LIMIT, open_parser

_MAX_DEPTH = 200
_MAX_VALUES = 2_000_000
"""The number of values if every alias was written out."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A document after reading."""

    document: Document
    nodes: dict[int, Any]
    """The node of each mapping and list in the data, by its id."""

    @property
    def data(self) -> Any:
        return self.document.data

    @property
    def text(self) -> str:
        return self.document.text

    def node(self, value: Any) -> Any:
        """Return the node of a mapping or a list."""
        return self.nodes[id(value)]


def read(name: str, data: bytes, number: int = 0) -> Tree:
    """Read a document, or raise a run error with the line that cannot be read."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = "it isn't UTF-8"
        raise RunError("api-document-unreadable", help="encoding", path=name, line=line, reason=reason) from None
    source = Source(name, text.removeprefix("\ufeff"), text.startswith("\ufeff"))
    _check_depth(source)
    try:
        loader = open_parser(source.text)
        try:
            root = loader.get_single_node()
            builder = _Builder(loader)
            built = builder.value(root) if root is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _unreadable(source, error) from None
    if builder.size(root) > _MAX_VALUES:
        raise RunError("api-document-unreadable", help="aliases", path=name, line=1, reason="it has too many aliases")
    return Tree(Document(number, source, built, source.text, builder.marks), builder.nodes)


def _check_depth(source: Source) -> None:
    depth = 0
    parser = open_parser(source.text)
    try:
        while True:
            event = parser.get_event()
            kind = type(event).__name__
            depth += kind.endswith("StartEvent") and kind[0] in "MS" and not kind.startswith("Stream")
            depth -= kind.endswith("EndEvent") and kind[0] in "MS" and not kind.startswith("Stream")
            if depth > _MAX_DEPTH:
                raise _too_deep(source, event.start_mark.index)
            if kind == "StreamEndEvent":
                return
    except yaml.YAMLError as error:
        raise _unreadable(source, error) from None
    finally:
        parser.dispose()


def _too_deep(source: Source, start: int) -> RunError:
    line = source.position(start).line
    return RunError(
        "api-document-unreadable", help="deep", path=source.name, line=line, reason="it has too many levels"
    )


def _unreadable(source: Source, error: yaml.YAMLError) -> RunError:
    mark = getattr(error, "problem_mark", None)
    if getattr(error, "problem", "") == NESTING_LIMIT and mark is not None:
        return _too_deep(source, mark.index)
    line = source.position(min(mark.index, len(source.text))).line if mark is not None else 1
    return RunError(
        "api-document-unreadable",
        path=source.name,
        line=line,
        reason=str(getattr(error, "problem", None) or "it isn't YAML"),
        text=source.line(min(line, source.line_count)).strip(),
    )


class _Builder:
    """Builds data from nodes; a node with several aliases becomes a single value."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.nodes: dict[int, Any] = {}
        self.marks: dict[int, array[int]] = {}
        self._built: dict[int, Any] = {}
        self._sizes: dict[int, int] = {}

    def value(self, node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._built:
            return self._built[id(node)]
        built: Any = {} if isinstance(node, yaml.MappingNode) else []
        self._built[id(node)] = built
        self.nodes[id(built)] = node
        marks: array[int] = array("q")
        if isinstance(node, yaml.MappingNode):
            merged_values: list[Any] = []
            for key_node, value_node in node.value:
                key = self._key(key_node)
                if key_node.tag == "tag:yaml.org,2002:merge":
                    merged_values.append(self.value(value_node))
                    continue
                if key not in built:
                    marks.extend((key_node.start_mark.index, value_node.start_mark.index))
                built[key] = self.value(value_node)
            for merged_value in merged_values:
                for part in merged_value if isinstance(merged_value, list) else [merged_value]:
                    for key, item in part.items() if isinstance(part, dict) else ():
                        if key not in built:
                            marks.extend((node.start_mark.index, node.start_mark.index))
                            built[key] = item
        else:
            for item_node in node.value:
                marks.append(item_node.start_mark.index)
                built.append(self.value(item_node))
        self.marks[id(built)] = marks
        return built

    def _key(self, node: Any) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key is not text", node.start_mark)
        return self._scalar(node)

    def _scalar(self, node: Any) -> Any:
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.constructor.ConstructorError):
            return node.value  # a date that does not exist or another tool's tag: its text is enough

    def size(self, node: Any) -> int:
        """Return the number of values if every alias was written out."""
        if node is None or isinstance(node, yaml.ScalarNode):
            return 1
        if id(node) in self._sizes:
            return self._sizes[id(node)]
        self._sizes[id(node)] = _MAX_VALUES + 1  # a node that contains itself never ends
        inner = [side for pair in node.value for side in pair] if isinstance(node, yaml.MappingNode) else node.value
        self._sizes[id(node)] = 1 + sum(map(self.size, inner))
        return self._sizes[id(node)]
