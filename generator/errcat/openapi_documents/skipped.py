"""The parts of a document that errcat does not read, although their author may expect it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.findings.finding import Place
from errcat.openapi_documents.operations import CODES_KEY, operations, resolve_reference
from errcat.openapi_documents.tree import Tree

_BUNDLE = "bundle the document, or write the responses by hand"


def skipped(tree: Tree) -> Iterator[tuple[int, str]]:
    """Yield the skipped parts: the line, and the reason."""
    for reason, at in _skipped(tree):
        yield tree.document.line_of(at), reason


def _skipped(tree: Tree) -> Iterator[tuple[str, Place]]:
    root = Place(tree.document.number)
    for section in ("paths", "webhooks"):
        paths = tree.data.get(section)
        for path, item in paths.items() if isinstance(paths, dict) else ():
            ref = item.get("$ref") if isinstance(item, dict) else None
            if isinstance(ref, str) and resolve_reference(tree.data, ref, root) is None:
                yield (
                    f"{path} is defined in {ref}, which errcat does not read: {_BUNDLE}",
                    root / section / path / "$ref",
                )
    read_nodes = {id(tree.data)} | {id(operation.data) for operation in operations(tree)}
    read_nodes |= {id(item) for item in _items(tree)}
    seen: set[int] = set()
    stack: list[tuple[Any, Place]] = [(tree.data, root)]
    while stack:
        value, at = stack.pop()
        if id(value) in seen or not isinstance(value, (dict, list)):
            continue
        seen.add(id(value))
        if isinstance(value, dict) and CODES_KEY in value:
            if id(value) not in read_nodes:
                yield f"{CODES_KEY} is only read on operations, on paths and at the top", (at / CODES_KEY).at_key
            elif not _is_list(tree, value[CODES_KEY]):
                yield f"{CODES_KEY} must be a list of codes", (at / CODES_KEY).at_key
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        # the names of properties belong to the API, like the values of examples
        stack += [(item, at / step) for step, item in steps if step not in {"properties", "example", "examples"}]


def _items(tree: Tree) -> Iterator[Any]:
    """Yield the path items of the document."""
    for section in ("paths", "webhooks"):
        paths = tree.data.get(section)
        for item in paths.values() if isinstance(paths, dict) else ():
            yield item
            if isinstance(item, dict) and isinstance(item.get("$ref"), str):
                target = resolve_reference(tree.data, item["$ref"], Place(tree.document.number))
                yield target[0] if target else None


def _is_list(tree: Tree, value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(node.value, str) for node in tree.node(value).value)
    return not isinstance(value, dict)
