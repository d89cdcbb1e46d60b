"""Every small mistake that can be made in a module: its syntax tree with one operator, constant or statement changed."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_DELETED = (ast.Expr, ast.Raise, ast.AugAssign, ast.Delete)
"""Statements that can go without leaving a name undefined."""


@dataclass(frozen=True)
class Mutant:
    """One changed module."""

    place: str
    """The function or the name that it is in."""
    before: str
    after: str
    line: int
    source: str
    node: int
    """The number of the changed node, in the order of `ast.walk`."""
    which: int
    """The number of the change among those of this node."""

    @property
    def change(self) -> str:
        """What tells it from others, and stays when lines move."""
        return f"{self.place}: {self.before} → {self.after}"

    def tree(self) -> ast.Module:
        """The whole module with the change."""
        tree = ast.parse(self.source)
        node = next(islice(ast.walk(tree), self.node, None))
        new = next(islice(_changes(node), self.which, None))(node)
        if new is not node:
            _replace(tree, node, new)
        return ast.fix_missing_locations(tree)


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a module; two of one place that read alike are numbered."""
    tree = ast.parse(source)
    seen: dict[str, int] = {}
    fixed, places = _without_effect(tree), dict(_places(tree, ()))
    for number, node in enumerate(ast.walk(tree)):
        if node in fixed:
            continue
        for which, change in enumerate(_changes(node)):
            before = _shown(node)
            new = change(copy.deepcopy(node))
            after = "" if isinstance(new, ast.Pass) else _shown(new)
            said = f"{places[node]}: {before} → {after}"
            seen[said] = seen.get(said, 0) + 1
            if seen[said] > 1:
                after += f" ({seen[said]})"
            yield Mutant(places[node], before, after, getattr(node, "lineno", 0), source, number, which)


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], ast.AST]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
            yield lambda twin: _set(twin, ops=[_COMPARISONS[type(op)]()])
        case ast.BoolOp(op=op):
            yield lambda twin: _set(twin, op=ast.Or() if isinstance(op, ast.And) else ast.And())
            for at in range(len(node.values)):
                yield lambda twin, at=at: _set(twin, values=[one for n, one in enumerate(twin.values) if n != at])
        case ast.UnaryOp(op=ast.Not()):
            yield lambda twin: twin.operand
        case ast.BinOp(op=op) if type(op) in _OPERATORS and not _is_type(node):
            yield lambda twin: _set(twin, op=_OPERATORS[type(op)]())
        case ast.Constant(value=bool() as value):
            yield lambda twin: _set(twin, value=not value)
        case ast.Constant(value=int() as value):
            yield lambda twin: _set(twin, value=value + 1)
            if value > 1:
                yield lambda twin: _set(twin, value=value - 1)
        case ast.Constant(value=str() as value) if value:
            yield lambda twin: _set(twin, value="")
        case ast.If() | ast.IfExp() | ast.While():
            yield lambda twin: _set(twin, test=ast.Constant(value=False))
            if not isinstance(node, ast.While):
                yield lambda twin: _set(twin, test=ast.Constant(value=True))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield lambda twin: _set(twin, value=ast.Constant(value=None))
        case ast.Continue():
            yield lambda _twin: ast.Break()
        case ast.Break():
            yield lambda _twin: ast.Continue()
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case _ if isinstance(node, _DELETED):
            yield lambda _twin: ast.Pass()


def _set(node: ast.AST, **fields: object) -> ast.AST:
    for name, value in fields.items():
        setattr(node, name, value)
    return node


def _is_type(node: ast.BinOp) -> bool:
    """`str | None`: a type, which nothing reads at run time."""
    return isinstance(node.op, ast.BitOr) and any(
        isinstance(side, ast.Constant) and side.value is None for side in (node.left, node.right)
    )


def _replace(tree: ast.Module, old: ast.AST, new: ast.AST) -> None:
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if value is old:
                setattr(node, name, new)
            elif isinstance(value, list):
                value[:] = [new if one is old else one for one in value]


def _shown(node: ast.AST) -> str:
    """The first line of the code, short."""
    if isinstance(node, (ast.If, ast.While)):
        node = ast.If(test=node.test, body=[ast.Pass()], orelse=[])
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split("\n")[0]
    return text if len(text) <= 90 else f"{text[:60]}…{text[-29:]}"


def _places(holder: ast.AST, names: tuple[str, ...]) -> Iterator[tuple[ast.AST, str]]:
    """Every node, and the classes and functions around it."""
    yield holder, ".".join(names) or "module"
    inner = (*names, holder.name) if isinstance(holder, (ast.FunctionDef, ast.ClassDef)) else names
    for child in ast.iter_child_nodes(holder):
        yield from _places(child, inner)


def _without_effect(tree: ast.Module) -> set[ast.AST]:
    """Docstrings, annotations and the settings of decorators such as `frozen=True`: no run shows a change there."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts = [node]
        elif isinstance(node, (ast.AnnAssign, ast.arg)):
            parts = [node.annotation]
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            parts = [*node.decorator_list, *([node.returns] if isinstance(node, ast.FunctionDef) else [])]
        found |= {inner for part in parts if part is not None for inner in ast.walk(part)}
    return found
