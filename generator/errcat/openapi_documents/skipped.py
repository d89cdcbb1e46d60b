"""The parts of a document that errcat does not read, although their author may expect it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from errcat.findings.finding import Place
from errcat.openapi_documents.operations import CODES_KEY, path_items, resolve_reference
from errcat.openapi_documents.tree import Tree

_BUNDLE = "bundle the document, or write the responses by hand"
_NOT_READ = f"{CODES_KEY} is only read on operations, on paths and at the top"
_Path: TypeAlias = "tuple[_Path, Any] | tuple[()]"
"""The steps to a value, the last first: shorter to build than a place, for every value of a large document."""


def skipped(tree: Tree) -> Iterator[tuple[int, str]]:
    """Yield the skipped parts: the line, and the reason."""
    yield from sorted((tree.document.line_of(at), reason) for reason, at in (*_references(tree), *_lists(tree)))


def _references(tree: Tree) -> Iterator[tuple[str, Place]]:
    """Yield the paths that are in other files."""
    root = Place(tree.document.number)
    for section in ("paths", "webhooks"):
        paths = tree.data.get(section)
        for path, item in paths.items() if isinstance(paths, dict) else ():
            ref = item.get("$ref") if isinstance(item, dict) else None
            if isinstance(ref, str) and resolve_reference(tree.data, ref, root) is None:
                reason = f"{path} is defined in {ref}, which errcat does not read: {_BUNDLE}"
                yield reason, root / section / path / "$ref"


def _lists(tree: Tree) -> Iterator[tuple[str, Place]]:
    """Yield the lists of codes in places that errcat does not read, and those that are no lists."""
    if CODES_KEY not in tree.text:
        return
    items = list(path_items(tree))
    read = {id(tree.data), *(id(item.data) for item in items)}
    read |= {id(operation.data) for item in items for operation in item.operations()}
    seen: set[int] = set()
    stack: list[tuple[Any, _Path]] = [(tree.data, ())]
    while stack:
        value, path = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict) and CODES_KEY in value:
            at = _place(tree, path) / CODES_KEY
            if id(value) not in read:
                yield _NOT_READ, at.at_key
            elif not _is_list(tree, value[CODES_KEY], at):
                yield f"{CODES_KEY} must be a list of codes", at.at_key
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        # the names of properties belong to the API, like the values of examples
        stack += [
            (item, (path, step))
            for step, item in steps
            if isinstance(item, (dict, list)) and step not in {"properties", "example", "examples"}
        ]


def _place(tree: Tree, path: _Path) -> Place:
    steps: list[Any] = []
    while path:
        path, step = path
        steps.append(step)
    return Place(tree.document.number, tuple(reversed(steps)))


def _is_list(tree: Tree, value: Any, at: Place) -> bool:
    if isinstance(value, list):
        return all(text is not None for text in tree.item_texts(at))
    return not isinstance(value, dict)
