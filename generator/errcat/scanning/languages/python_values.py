"""Expressions of Python: the literals, names and statuses in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping

from errcat.scanning.facts import CodePlaces, Computed, Expression, Literal, Name, PassedParam
from errcat.scanning.languages.statuses import status_named

_MAX_DEPTH = 60
_TEXT_CALLS = ("str", "repr")

Scope = Callable[[str], "PassedParam | tuple[ast.expr, ...] | None"]
"""What a name is in the function around it: a parameter, or the values that it is assigned."""


class PythonValues:
    """Reads expressions of one file."""

    def __init__(self, places: CodePlaces) -> None:
        self._places = places

    def span(self, node: ast.expr | ast.stmt | ast.pattern) -> tuple[int, int]:
        """Return the offsets of a node."""
        start = self._places.offset(node.lineno - 1, node.col_offset)
        if node.end_lineno is None or node.end_col_offset is None:
            return start, start + 1
        return start, self._places.offset(node.end_lineno - 1, node.end_col_offset)

    def values(self, node: ast.expr, scope: Scope, depth: int = 0) -> tuple[Expression, ...]:
        """Return the values that an expression can have."""
        if depth > _MAX_DEPTH:
            return (Computed(*self.span(node)),)
        if isinstance(node, ast.IfExp):
            return (*self.values(node.body, scope, depth + 1), *self.values(node.orelse, scope, depth + 1))
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return tuple(value for item in node.values for value in self.values(item, scope, depth + 1))
        if isinstance(node, ast.Name):
            known = scope(node.id)
            if isinstance(known, PassedParam):
                start, end = self.span(node)
                return (PassedParam(known.function, known.index, known.name, known.is_method, start, end),)
            if known:
                return tuple(
                    value for item in known for value in self.values(item, _without(scope, node.id), depth + 1)
                )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TEXT_CALLS and node.args:
            return self.values(node.args[0], scope, depth + 1)
        if isinstance(node, ast.Constant) and constant(node) is None:
            return ()  # None, true or a fraction: no code
        return (self._value(node),)

    def _value(self, node: ast.expr) -> Expression:
        start, end = self.span(node)
        value = constant(node)
        if value is not None:
            return Literal(value, start, end)
        parts = dotted(node)
        return Name(parts, start, end) if parts else Computed(start, end)


def _without(scope: Scope, name: str) -> Scope:
    return lambda other: None if other == name else scope(other)


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right inside a node: `ast.iter_child_nodes`, but faster."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def constant(node: ast.expr | None) -> str | int | None:
    """Return the text or the whole number that an expression always has."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, int)) and not isinstance(node.value, bool):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = constant(node.operand)
        return -number if isinstance(number, int) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _joined(node)
    if isinstance(node, ast.JoinedStr) and all(isinstance(part, ast.Constant) for part in node.values):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return None


def _joined(node: ast.BinOp) -> str | None:
    """Return the text of `"a" + "b"`, in however many parts."""
    texts: list[str] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
        if not (isinstance(left.right, ast.Constant) and isinstance(left.right.value, str)):
            return None
        texts.append(left.right.value)
        left = left.left
    if not (isinstance(left, ast.Constant) and isinstance(left.value, str)):
        return None
    return "".join([left.value, *reversed(texts)])


def dotted(node: ast.expr) -> tuple[str, ...]:
    """Return the parts of a name: `errors.ErrorCode.LIMIT`, `body["error"]["code"]`, `body.get("code")`."""
    parts: list[str] = []
    current: ast.expr = node
    while True:
        if isinstance(current, ast.Attribute):
            parts.append(current.attr)
            current = current.value
        elif isinstance(current, ast.Subscript) and isinstance(current.slice, ast.Constant):
            if isinstance(current.slice.value, str):
                parts.append(current.slice.value)
            current = current.value
        elif isinstance(current, ast.Call):
            is_get = isinstance(current.func, ast.Attribute) and current.func.attr == "get" and current.args
            key = constant(current.args[0]) if is_get else None
            if isinstance(key, str) and isinstance(current.func, ast.Attribute):
                parts.append(key)
                current = current.func.value
            elif not current.args and not current.keywords and parts:
                current = current.func  # response.json()["error"]
            else:
                return ()
        elif isinstance(current, ast.Name):
            return (current.id, *reversed(parts))
        else:
            return ()


def callee(node: ast.expr) -> str:
    """Return the name of what is called: `errors.fail`; for a call on another value, only the last part."""
    parts = dotted(node)
    if parts:
        return ".".join(parts)
    return node.attr if isinstance(node, ast.Attribute) else ""


def status_of(node: ast.expr | None) -> int | None:
    """Return the HTTP status that an expression always has: 404, HTTPStatus.NOT_FOUND, HTTP_404_NOT_FOUND."""
    if isinstance(node, ast.Constant):
        value = node.value
        return value if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599 else None
    parts = dotted(node) if node is not None else ()
    if len(parts) > 1 and parts[-1] == "value":
        parts = parts[:-1]
    found = re.fullmatch(r"HTTP_(\d{3})_\w+", parts[-1]) if parts else None
    if found:
        return int(found[1])
    return status_named(parts[-1]) if len(parts) > 1 and "HTTPStatus" in parts else None


def status_among(values: Mapping[str, ast.expr], names: frozenset[str]) -> int | None:
    """Return the status of the first key or argument that has one."""
    return next((status for name in values if name in names and (status := status_of(values[name])) is not None), None)
