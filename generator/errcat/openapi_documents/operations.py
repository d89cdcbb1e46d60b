"""The operations of a document, and the errors that each is said to return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from errcat.errors import RunError
from errcat.findings.finding import Place
from errcat.openapi_documents.tree import Tree
from errcat.resolved.openapi_components import public_errors
from errcat.resolved.resolve import Resolved

LISTED = "x-error-codes"
"""The key that lists codes: on an operation, on a path, or at the top for all operations."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a document."""

    path: str
    method: str
    data: dict[str, Any]
    at: Place
    listed: tuple[tuple[str, Place], ...]
    """The codes that are listed for it, wherever that is, each with its place."""
    has_list: bool
    """Whether there is a list for it, be it an empty one: without, its responses are nobody's but its author's."""

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def id(self) -> str:
        written = self.data.get("operationId")
        return written if isinstance(written, str) else ""


class Known:
    """The errors of a catalog, by what a document may call them."""

    def __init__(self, resolved: Resolved) -> None:
        self.errors = public_errors(resolved)
        self._by: dict[str, list[Resolved]] = {}
        for error in self.errors:
            self._by.setdefault(error["code"], []).append(error)
        for error in self.errors:
            self._by.setdefault(error["name"], [error])
        self.words = list(self._by)
        self.retired = {retired["code"]: retired for retired in resolved["retired"]}

    def find(self, word: str) -> Sequence[Resolved]:
        """All that a code, or a name, means."""
        return self._by.get(word, ())

    def of(self, operation: Operation) -> list[Resolved]:
        """The errors of an operation: those that are listed, and those of which the catalog says so."""
        found = {error["name"]: error for word, _at in operation.listed for error in self.find(word)}
        for error in self.errors:
            if operation.id and operation.id in error["operations"]:
                found[error["name"]] = error
        order = {error["name"]: number for number, error in enumerate(self.errors)}
        return sorted(found.values(), key=lambda error: order[error["name"]])


def operations(tree: Tree) -> list[Operation]:
    """Every operation, in the order of the document."""
    data = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("openapi"), str):
        is_swagger = isinstance(data, dict) and "swagger" in data
        raise RunError("no-api-document", help="swagger" if is_swagger else "", path=tree.document.source.name)
    root = Place(tree.document.number)
    everywhere = _Lists(tree, ()).below(data, root)
    found: list[Operation] = []
    for section in ("paths", "webhooks"):
        paths = data.get(section)
        for path, item in paths.items() if isinstance(paths, dict) else ():
            at = root / section / path
            if isinstance(item, dict) and isinstance(item.get("$ref"), str):
                item, at = referred(data, item["$ref"], root) or (item, at)  # noqa: PLW2901 — what it stands for
            found += _operations_of(str(path), item, at, everywhere)
    # two paths may refer to one item: that is one operation to change
    return list({id(operation.data): operation for operation in reversed(found)}.values())[::-1]


def _operations_of(path: str, item: Any, at: Place, everywhere: _Lists) -> Iterator[Operation]:
    if not isinstance(item, dict):
        return
    here = everywhere.below(item, at)
    for method in item:
        if method in METHODS and isinstance(item[method], dict):
            own = here.below(item[method], at / method)
            yield Operation(path, method, item[method], at / method, own.codes, own.is_there)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The codes that are listed so far, from the top of the document down to an operation."""

    tree: Tree
    codes: tuple[tuple[str, Place], ...]
    is_there: bool = False

    def below(self, holder: dict[str, Any], at: Place) -> _Lists:
        if LISTED not in holder:
            return self
        written = holder[LISTED]
        if isinstance(written, list):
            # as they are written: YAML takes 010 for the number eight
            words = [getattr(node, "value", None) for node in self.tree.node(written).value]
            found = [(word, at / LISTED / number) for number, word in enumerate(words) if isinstance(word, str)]
        else:
            found = [(str(written), at / LISTED)] if written is not None and not isinstance(written, dict) else []
        return _Lists(self.tree, (*self.codes, *found), is_there=True)


def referred(data: Any, ref: str, root: Place) -> tuple[Any, Place] | None:
    """What a reference inside of the document leads to."""
    if not ref.startswith("#/"):
        return None
    at = root
    for step in ref[2:].split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(data, dict) or name not in data:
            return None
        data, at = data[name], at / name
    return data, at


def dereferenced(tree: Tree, value: Any, at: Place) -> tuple[Any, Place]:
    """What a value stands for, as far as that is in the document, and where that stands."""
    for _step in range(20):
        if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
            break
        found = referred(tree.data, value["$ref"], Place(at.document))
        if found is None:
            break
        value, at = found
    return value, at
