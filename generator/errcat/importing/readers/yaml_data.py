"""YAML → nodes with lines, from the parser's events. A value that YAML would change, such as 01000, stays text."""

from __future__ import annotations

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
)

from errcat.errors import RunError
from errcat.importing.found.nodes import MAX_DEPTH, DataNode, Scalar
from errcat.importing.found.pieces import LineRange
from errcat.text.yaml_scalars import INTEGER, WORDS

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_REPEATED = 1_000_000
"""How many values aliases can repeat."""


def read(text: str, name: str) -> list[DataNode]:
    """Return the data of each document."""
    try:
        return _read(text, name)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        if "nesting depth" in (error.problem or ""):  # libyaml's own limit
            raise RunError(
                "source-unreadable", help="deep", path=name, line=line, reason="it nests too deeply"
            ) from None
        raise RunError("source-unreadable", path=name, line=line, reason=error.problem or "it isn't YAML") from None
    except yaml.YAMLError as error:
        reason = str(error).split("\n", 1)[0]
        raise RunError("source-unreadable", path=name, line=1, reason=reason) from None


def plain_mapping(text: str) -> dict[str, object]:
    """Return a mapping without lines; empty for anything else."""
    nodes = read(text, "")
    found = nodes[0].plain() if nodes else {}
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _read(text: str, name: str) -> list[DataNode]:
    documents: list[DataNode] = []
    stack: list[tuple[Any, list[DataNode]]] = []
    anchors: dict[str, DataNode] = {}
    sizes: dict[int, int] = {}
    """How many values each node has, with those that aliases repeat."""
    kept: list[DataNode] = []
    budget = MAX_REPEATED
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            stack.append((event, []))
            if len(stack) > MAX_DEPTH:
                raise RunError(
                    "source-unreadable", help="deep", path=name, line=_line(event), reason="it nests too deeply"
                )
            continue
        if isinstance(event, DocumentStartEvent):
            continue
        if isinstance(event, AliasEvent):
            known = anchors.get(str(event.anchor))
            if known is None:
                reason = "it has an alias without an anchor"
                raise RunError("source-unreadable", help="aliases", path=name, line=_line(event), reason=reason)
            node = DataNode(known.value, known.lines)
            budget -= sizes[id(known)]
            sizes[id(node)] = sizes[id(known)]
            if budget < 0:
                reason = "its aliases repeat too much"
                raise RunError("source-unreadable", help="aliases", path=name, line=_line(event), reason=reason)
        elif isinstance(event, ScalarEvent):
            start: Any = event
            node = DataNode(_scalar(event), LineRange(_line(start), _last_line(start)))
        elif isinstance(event, SequenceEndEvent):
            opened, items = stack.pop()
            node = DataNode(items, _around(opened, items))
        elif isinstance(event, MappingEndEvent):
            opened, items = stack.pop()
            node = _mapping(opened, items, name)
        else:
            continue
        kept.append(node)
        if not isinstance(event, AliasEvent):
            sizes[id(node)] = (
                1 + sum(sizes.get(id(item), 1) for item in items) if isinstance(node.value, (list, dict)) else 1
            )
            anchor = event.anchor if isinstance(event, ScalarEvent) else opened.anchor
            if anchor:
                anchors[str(anchor)] = node
        if stack:
            stack[-1][1].append(node)
        else:
            documents.append(node)
    return documents


def _mapping(opened: Any, items: list[DataNode], name: str) -> DataNode:
    found: dict[str, DataNode] = {}
    shared: set[str] = set()
    """Keys that a merge key added, which the mapping can replace."""
    for key, value in zip(items[::2], items[1::2], strict=True):
        text = str(key.value)
        if text == "<<" and isinstance(value.value, (dict, list)):
            merged = [value] if isinstance(value.value, dict) else value.value
            for other in merged:
                found |= {
                    name: node
                    for name, node in (other.value.items() if isinstance(other.value, dict) else ())
                    if name not in found
                }
            shared |= set(found)
            continue
        if text in found and text not in shared:
            raise RunError(
                "source-unreadable", path=name, line=key.lines.first, reason=f'the key "{text}" appears twice'
            )
        found[text] = DataNode(value.value, key.lines.and_(value.lines))
    return DataNode(found, _around(opened, items))


def _around(opened: Any, items: list[DataNode]) -> LineRange:
    first = _line(opened)
    return LineRange(first, max([first, *(item.lines.last for item in items)]))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _last_line(event: Any) -> int:
    end = event.end_mark
    return max(_line(event), int(end.line) + int(bool(end.column)))


def _scalar(event: ScalarEvent) -> Scalar:
    text: str = event.value
    if event.style or event.tag:
        return text
    if text in WORDS:
        return WORDS[text]
    return int(text) if INTEGER.fullmatch(text) else text
