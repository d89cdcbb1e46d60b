"""The operations of a document, and the errors that each of them returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from errcat.errors import RunError
from errcat.findings.finding import Place
from errcat.openapi_documents.tree import Tree
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.openapi_components import public_errors

CODES_KEY = "x-error-codes"
"""The key that lists codes: on an operation, on a path, or at the top for all operations in `paths`."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_MORE_METHODS = "additionalOperations"
"""The key of a path for operations with other methods, from OpenAPI 3.2 on."""
_PATHS = "paths"
_WEBHOOKS = "webhooks"
_CALLBACKS = "callbacks"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a document."""

    path: str
    method: str
    data: dict[str, Any]
    at: Place
    listed: tuple[tuple[str, Place], ...]
    """The codes that apply to the operation, wherever they are listed, each with its place."""
    has_list: bool
    """Whether any list applies to the operation, even an empty list. Without a list, errcat leaves its responses alone.
    """
    callback_of: str = ""
    """The operation whose callback this is."""
    is_sent: bool = False
    """Whether the API sends this request: a webhook or a callback. Its responses come from another server."""

    @property
    def name(self) -> str:
        name = f"{self.method.upper()} {self.path}"
        return f"{name} (callback of {self.callback_of})" if self.callback_of else name

    @property
    def id(self) -> str:
        operation_id = self.data.get("operationId")
        return operation_id if isinstance(operation_id, str) else ""


class KnownErrors:
    """The errors of a catalog, by code and by name."""

    def __init__(self, resolved: ResolvedCatalog) -> None:
        self.errors = public_errors(resolved)
        self._errors_by_name: dict[str, list[ResolvedError]] = {}
        for error in self.errors:
            self._errors_by_name.setdefault(error["code"], []).append(error)
        for error in self.errors:
            self._errors_by_name.setdefault(error["name"], [error])
        self.retired = {retired["code"]: retired for retired in resolved["retired"]}

    def find(self, name: str) -> Sequence[ResolvedError]:
        """Return all errors that a code or a name can mean."""
        return self._errors_by_name.get(name, ())

    @cached_property
    def suggestions(self) -> dict[str, str]:
        """What to suggest for each code and name: the code, or the name of an error that shares its code."""
        codes = {error["code"]: error["code"] for error in self.errors}
        names = {
            error["name"]: error["code"] if len(self.find(error["code"])) == 1 else error["name"]
            for error in self.errors
        }
        return names | codes

    @cached_property
    def by_component(self) -> dict[str, ResolvedError]:
        """The errors by the name of their response in the built document."""
        return {error["names"]["openapi"]: error for error in reversed(self.errors)}

    @cached_property
    def _order(self) -> dict[str, int]:
        return {error["name"]: number for number, error in enumerate(self.errors)}

    @cached_property
    def _by_operation(self) -> dict[str, list[ResolvedError]]:
        by_operation: dict[str, list[ResolvedError]] = {}
        for error in self.errors:
            for operation in error["operations"]:
                by_operation.setdefault(operation, []).append(error)
        return by_operation

    def errors_of(self, *operations: Operation) -> list[ResolvedError]:
        """Return the errors of operations: those that they list, and those whose entries name an operation."""
        errors_by_name: dict[str, ResolvedError] = {}
        for operation in operations:
            errors = [error for code, _at in operation.listed for error in self.find(code)]
            errors += self._by_operation.get(operation.id, []) if operation.id else []
            errors_by_name |= {error["name"]: error for error in errors}
        return sorted(errors_by_name.values(), key=lambda error: self._order[error["name"]])


@dataclass(frozen=True, slots=True)
class PathItem:
    """Operations that share a path: of `paths`, of `webhooks`, or of the callbacks of an operation."""

    path: str
    data: dict[str, Any]
    at: Place
    codes: _CodeLists
    callback_of: str = ""
    is_sent: bool = False

    def operations(self) -> Iterator[Operation]:
        more = self.data.get(_MORE_METHODS)
        for holder, at in ((self.data, self.at), (more, self.at / _MORE_METHODS)):
            for method, data in holder.items() if isinstance(holder, dict) else ():
                if isinstance(data, dict) and (method in METHODS or holder is more):
                    codes = self.codes.extended_by(data, at / method)
                    yield Operation(
                        self.path, method, data, at / method, codes.codes, codes.exists, self.callback_of, self.is_sent
                    )


def operations(tree: Tree) -> list[Operation]:
    """Return every operation of paths and webhooks, and of their callbacks."""
    return [operation for item in path_items(tree) for operation in item.operations()]


def path_items(tree: Tree) -> Iterator[PathItem]:
    """Yield everything that can have operations, each once, although two paths may refer to the same item."""
    data = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("openapi"), str):
        is_swagger = isinstance(data, dict) and "swagger" in data
        raise RunError("no-api-document", help="swagger" if is_swagger else "", path=tree.document.source.name)
    root = Place(tree.document.number)
    seen: set[Place] = set()
    for section in ("paths", "webhooks"):
        is_sent = section == "webhooks"
        # the errors that every operation returns are no answers to a request that the API sends
        codes = _CodeLists(tree, ()) if is_sent else _CodeLists(tree, ()).extended_by(data, root)
        for path, value, at in _items(tree, data.get(section), root / section):
            item = PathItem(path, value, at, codes.extended_by(value, at), is_sent=is_sent)
            yield from _with_callbacks(tree, item, seen)


def _with_callbacks(tree: Tree, item: PathItem, seen: set[Place]) -> Iterator[PathItem]:
    if item.at in seen:
        return
    seen.add(item.at)
    yield item
    for operation in item.operations():
        for _name, callback, callback_at in _items(tree, operation.data.get("callbacks"), operation.at / "callbacks"):
            for url, value, at in _items(tree, callback, callback_at):
                codes = _CodeLists(tree, ()).extended_by(value, at)
                inner = PathItem(url, value, at, codes, operation.name, is_sent=True)
                yield from _with_callbacks(tree, inner, seen)


def _items(tree: Tree, holder: Any, at: Place) -> Iterator[tuple[str, dict[str, Any], Place]]:
    """Yield the mappings in a mapping, each with its key and place; references within the document are followed."""
    for key, value in holder.items() if isinstance(holder, dict) else ():
        item, item_at = dereference(tree, value, at / key)
        if isinstance(item, dict):
            yield str(key), item, item_at


@dataclass(frozen=True, slots=True)
class _CodeLists:
    """The codes that apply at a point of the document, from its top down to an operation."""

    tree: Tree
    codes: tuple[tuple[str, Place], ...]
    exists: bool = False

    def extended_by(self, holder: dict[str, Any], at: Place) -> _CodeLists:
        if CODES_KEY not in holder:
            return self
        value, value_at = holder[CODES_KEY], at / CODES_KEY
        listed_codes: list[tuple[str, Place]] = []
        if isinstance(value, list):
            texts = self.tree.item_texts(value_at)
            listed_codes = [(code, value_at / number) for number, code in enumerate(texts) if code is not None]
        elif value is not None and not isinstance(value, dict):
            listed_codes = [(str(value), value_at)]
        return _CodeLists(self.tree, (*self.codes, *listed_codes), exists=True)


def resolve_reference(data: Any, ref: str, root: Place) -> tuple[Any, Place] | None:
    """Return the target of a reference within the document."""
    if not ref.startswith("#/"):
        return None
    at = root
    for step in ref[2:].split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(data, dict) or name not in data:
            return None
        data, at = data[name], at / name
    return data, at


def dereference(tree: Tree, value: Any, at: Place) -> tuple[Any, Place]:
    """Follow the references of a value within the document, and return the result with its place."""
    for _step in range(20):
        if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
            break
        target = resolve_reference(tree.data, value["$ref"], Place(at.document))
        if target is None:
            break
        value, at = target
    return value, at
