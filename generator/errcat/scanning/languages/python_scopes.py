"""Functions of Python: their parameters, and the values that their names are assigned."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

from errcat.scanning.facts import PassedParam
from errcat.scanning.languages.python_values import children

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_CONSTRUCTORS = ("__init__", "__new__")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class FunctionScope:
    """A function, and the functions around it."""

    def __init__(self, node: Function, class_name: str, outer: FunctionScope | None) -> None:
        self._node = node
        self._outer = outer
        name = getattr(node, "name", "")
        is_static = any(getattr(item, "id", "") == "staticmethod" for item in getattr(node, "decorator_list", ()))
        self._skipped = 1 if class_name and not is_static else 0
        is_constructor = class_name != "" and name in _CONSTRUCTORS
        self._name = class_name if is_constructor else name
        self._is_method = class_name != "" and not is_constructor

    @cached_property
    def _params(self) -> dict[str, PassedParam]:
        arguments = self._node.args
        names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        positional = {name: number - self._skipped for number, name in enumerate(names) if number >= self._skipped}
        keyword_only = {argument.arg: -1 for argument in arguments.kwonlyargs}
        return {
            name: PassedParam(self._name, index, name, self._is_method, 0, 0)
            for name, index in (positional | keyword_only).items()
        }

    @cached_property
    def _assigned(self) -> dict[str, tuple[ast.expr, ...] | None]:
        """The values of each name that the function assigns; None if one of them isn't a plain assignment."""
        found: dict[str, tuple[ast.expr, ...] | None] = {}
        body = self._node.body if isinstance(self._node.body, list) else []
        for item in _own_nodes(body):
            if isinstance(item, ast.Assign) and _pairs(item):
                for name, value in _pairs(item):
                    _add(found, name, value)
            elif isinstance(item, ast.AnnAssign) and item.value is not None and isinstance(item.target, ast.Name):
                _add(found, item.target.id, item.value)
            elif isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store):
                found[item.id] = None
        return found

    def find(self, name: str) -> PassedParam | tuple[ast.expr, ...] | None:
        """Return what a name is: a parameter, or the values that it is assigned."""
        assigned = self._assigned.get(name, ())
        if assigned:
            return assigned
        if name in self._params:
            return self._params[name]
        return self._outer.find(name) if self._outer is not None and assigned == () else None


def _add(found: dict[str, tuple[ast.expr, ...] | None], name: str, value: ast.expr) -> None:
    before = found.get(name, ())
    found[name] = None if before is None else (*before, value)


def _pairs(item: ast.Assign) -> list[tuple[str, ast.expr]]:
    """Return the names of `a = x` or `a, b = x, y` with their values; nothing for other assignments."""
    target, value = item.targets[0], item.value
    if len(item.targets) == 1 and isinstance(target, ast.Name):
        return [(target.id, value)]
    if len(item.targets) == 1 and isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        names = [element.id for element in target.elts if isinstance(element, ast.Name)]
        if len(names) == len(value.elts) == len(target.elts):
            return list(zip(names, value.elts, strict=True))
    return []


def _own_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Yield the nodes of a function, without those of functions and classes in it. Targets of `=` come last."""
    stack: list[ast.AST] = list(reversed(body))
    while stack:
        node = stack.pop()
        if isinstance(node, _SCOPES):
            continue
        yield node
        inner = children(node)
        if isinstance(node, ast.Assign) and _pairs(node):
            inner = [node.value]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            inner = [node.value] if node.value is not None else []
        stack.extend(reversed(inner))
