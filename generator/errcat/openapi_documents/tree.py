"""A document as data, with the nodes that it was read from: whatever YAML people write OpenAPI in, JSON among it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

import yaml

from errcat.errors import RunError
from errcat.findings.document import Document
from errcat.findings.source import Source

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 200
_LARGEST = 2_000_000
"""Values, were every alias written out."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A document read."""

    document: Document
    nodes: dict[int, Any]
    """The node of each mapping and list of the data, by its id."""

    @property
    def data(self) -> Any:
        return self.document.data

    @property
    def text(self) -> str:
        return self.document.text

    def node(self, value: Any) -> Any:
        """The node that a mapping or a list was read from."""
        return self.nodes[id(value)]


def read(name: str, data: bytes, number: int = 0) -> Tree:
    """Read a document; what cannot be read is an error of the run, with its line."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RunError(
            "api-document-unreadable", help="encoding", path=name, line=line, reason="the text is not UTF-8"
        ) from None
    source = Source(name, text.removeprefix("\ufeff"), text.startswith("\ufeff"))
    _check_depth(source)
    try:
        loader = _LOADER(source.text)
        try:
            root = loader.get_single_node()
            builder = _Builder(loader)
            built = builder.value(root) if root is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _unreadable(source, error) from None
    if builder.size(root) > _LARGEST:
        raise RunError("api-document-unreadable", help="aliases", path=name, line=1, reason="too many aliases")
    return Tree(Document(number, source, built, source.text, builder.marks), builder.nodes)


def _check_depth(source: Source) -> None:
    depth = 0
    parser = _LOADER(source.text)
    try:
        while True:
            event = parser.get_event()
            kind = type(event).__name__
            depth += kind.endswith("StartEvent") and kind[0] in "MS" and not kind.startswith("Stream")
            depth -= kind.endswith("EndEvent") and kind[0] in "MS" and not kind.startswith("Stream")
            if depth > _DEEPEST:
                line = source.position(event.start_mark.index).line
                raise RunError(
                    "api-document-unreadable",
                    help="deep",
                    path=source.name,
                    line=line,
                    reason="the nesting is too deep",
                )
            if kind == "StreamEndEvent":
                return
    except yaml.YAMLError as error:
        raise _unreadable(source, error) from None
    finally:
        parser.dispose()


def _unreadable(source: Source, error: yaml.YAMLError) -> RunError:
    mark = getattr(error, "problem_mark", None)
    line = source.position(min(mark.index, len(source.text))).line if mark is not None else 1
    return RunError(
        "api-document-unreadable",
        path=source.name,
        line=line,
        reason=str(getattr(error, "problem", None) or "the text is not YAML"),
        text=source.line(min(line, source.line_count)).strip(),
    )


class _Builder:
    """Nodes to data; a node that several aliases name is one value."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.nodes: dict[int, Any] = {}
        self.marks: dict[int, array[int]] = {}
        self._known: dict[int, Any] = {}
        self._sizes: dict[int, int] = {}

    def value(self, node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._known:
            return self._known[id(node)]
        built: Any = {} if isinstance(node, yaml.MappingNode) else []
        self._known[id(node)] = built
        self.nodes[id(built)] = node
        marks: array[int] = array("q")
        if isinstance(node, yaml.MappingNode):
            merged: list[Any] = []
            for key_node, value_node in node.value:
                key = self._key(key_node)
                if key_node.tag == "tag:yaml.org,2002:merge":
                    merged.append(self.value(value_node))
                    continue
                if key not in built:
                    marks.extend((key_node.start_mark.index, value_node.start_mark.index))
                built[key] = self.value(value_node)
            for one in merged:
                for part in one if isinstance(one, list) else [one]:
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
            return node.value  # a date of no calendar, a tag of another tool: text is all that is needed of it

    def size(self, node: Any) -> int:
        """How many values it has, were all aliases written out."""
        if node is None or isinstance(node, yaml.ScalarNode):
            return 1
        if id(node) in self._sizes:
            return self._sizes[id(node)]
        self._sizes[id(node)] = _LARGEST + 1  # what holds itself never ends
        inner = [side for pair in node.value for side in pair] if isinstance(node, yaml.MappingNode) else node.value
        self._sizes[id(node)] = 1 + sum(map(self.size, inner))
        return self._sizes[id(node)]
