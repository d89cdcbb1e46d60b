"""The operations of a document, and the errors that each of them returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from errcat.errors import RunError
from errcat.findings.finding import Place
from errcat.openapi_documents.tree import Tree
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.openapi_components import public_errors

CODES_KEY = "x-error-codes"
"""The key that lists codes: on an operation, on a path, or at the top for all operations."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


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

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"

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
        self.names = list(self._errors_by_name)
        self.retired = {retired["code"]: retired for retired in resolved["retired"]}

    def find(self, name: str) -> Sequence[ResolvedError]:
        """Return all errors that a code or a name can mean."""
        return self._errors_by_name.get(name, ())

    def errors_of(self, operation: Operation) -> list[ResolvedError]:
        """Return the errors of an operation: those that it lists, and those whose entries name the operation."""
        errors_by_name = {error["name"]: error for code, _at in operation.listed for error in self.find(code)}
        for error in self.errors:
            if operation.id and operation.id in error["operations"]:
                errors_by_name[error["name"]] = error
        order = {error["name"]: number for number, error in enumerate(self.errors)}
        return sorted(errors_by_name.values(), key=lambda error: order[error["name"]])


def operations(tree: Tree) -> list[Operation]:
    """Return every operation, in document order."""
    data = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("openapi"), str):
        is_swagger = isinstance(data, dict) and "swagger" in data
        raise RunError("no-api-document", help="swagger" if is_swagger else "", path=tree.document.source.name)
    root = Place(tree.document.number)
    global_codes = _CodeLists(tree, ()).extended_by(data, root)
    result: list[Operation] = []
    for section in ("paths", "webhooks"):
        paths = data.get(section)
        for path, item in paths.items() if isinstance(paths, dict) else ():
            at = root / section / path
            if isinstance(item, dict) and isinstance(item.get("$ref"), str):
                item, at = resolve_reference(data, item["$ref"], root) or (item, at)  # noqa: PLW2901 — the item that it refers to
            result += _operations_of(str(path), item, at, global_codes)
    # two paths may refer to the same item, which is a single operation
    return list({id(operation.data): operation for operation in reversed(result)}.values())[::-1]


def _operations_of(path: str, item: Any, at: Place, global_codes: _CodeLists) -> Iterator[Operation]:
    if not isinstance(item, dict):
        return
    path_codes = global_codes.extended_by(item, at)
    for method in item:
        if method in METHODS and isinstance(item[method], dict):
            operation_codes = path_codes.extended_by(item[method], at / method)
            yield Operation(path, method, item[method], at / method, operation_codes.codes, operation_codes.exists)


@dataclass(frozen=True, slots=True)
class _CodeLists:
    """The codes that apply at a point of the document, from its top down to an operation."""

    tree: Tree
    codes: tuple[tuple[str, Place], ...]
    exists: bool = False

    def extended_by(self, holder: dict[str, Any], at: Place) -> _CodeLists:
        if CODES_KEY not in holder:
            return self
        value = holder[CODES_KEY]
        if isinstance(value, list):
            # as text, because YAML reads 010 as the number eight
            codes = [getattr(node, "value", None) for node in self.tree.node(value).value]
            listed_codes = [
                (code, at / CODES_KEY / number) for number, code in enumerate(codes) if isinstance(code, str)
            ]
        else:
            listed_codes = [(str(value), at / CODES_KEY)] if value is not None and not isinstance(value, dict) else []
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
