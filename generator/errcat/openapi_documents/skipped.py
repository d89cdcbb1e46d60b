"""What a run passes over in a document: somebody may believe that it was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.findings.finding import Place
from errcat.openapi_documents.operations import LISTED, operations, referred
from errcat.openapi_documents.tree import Tree

_BUNDLE = "bundle the document, or write the responses by hand"


def skipped(tree: Tree) -> Iterator[tuple[int, str]]:
    """What a run passes over: the line, and why."""
    source = tree.document.source
    for why, at in _skipped(tree):
        yield source.position(tree.document.range_of(at).start).line, why


def _skipped(tree: Tree) -> Iterator[tuple[str, Place]]:
    root = Place(tree.document.number)
    for section in ("paths", "webhooks"):
        paths = tree.data.get(section)
        for path, item in paths.items() if isinstance(paths, dict) else ():
            ref = item.get("$ref") if isinstance(item, dict) else None
            if isinstance(ref, str) and referred(tree.data, ref, root) is None:
                yield f"{path} is in {ref}, which errcat does not read: {_BUNDLE}", root / section / path / "$ref"
    looked_at = {id(tree.data)} | {id(operation.data) for operation in operations(tree)}
    looked_at |= {id(item) for item in _items(tree)}
    seen: set[int] = set()
    stack: list[tuple[Any, Place]] = [(tree.data, root)]
    while stack:
        value, at = stack.pop()
        if id(value) in seen or not isinstance(value, (dict, list)):
            continue
        seen.add(id(value))
        if isinstance(value, dict) and LISTED in value:
            if id(value) not in looked_at:
                yield f"errcat reads {LISTED} only on an operation, on a path, and at the top", (at / LISTED).at_key
            elif not _is_list(tree, value[LISTED]):
                yield f"{LISTED} must be a list of codes", (at / LISTED).at_key
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        # the names of properties are the API's own, as are the values of examples
        stack += [(item, at / step) for step, item in steps if step not in {"properties", "example", "examples"}]


def _items(tree: Tree) -> Iterator[Any]:
    """The path items of the document."""
    for section in ("paths", "webhooks"):
        paths = tree.data.get(section)
        for item in paths.values() if isinstance(paths, dict) else ():
            yield item
            if isinstance(item, dict) and isinstance(item.get("$ref"), str):
                found = referred(tree.data, item["$ref"], Place(tree.document.number))
                yield found[0] if found else None


def _is_list(tree: Tree, written: Any) -> bool:
    if isinstance(written, list):
        return all(isinstance(node.value, str) for node in tree.node(written).value)
    return not isinstance(written, dict)
