"""Comparisons in Python: `error.code == "x"`, `error.code in ("x", "y")`, `match error.code`."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from errcat.scanning.facts import Kind, Sighting
from errcat.scanning.languages.python_values import PythonValues, callee, constant, dotted

_Subject = tuple[str, ...]


def compared(node: ast.Compare, values: PythonValues, keys: Collection[str]) -> Iterator[Sighting]:
    """Yield the literals that a code is compared with."""
    sides = [node.left, *node.comparators]
    subject = next((parts for side in sides if (parts := dotted(side))), ())
    for side in sides:
        items = side.elts if isinstance(side, (ast.Tuple, ast.List, ast.Set)) else [side]
        for item in items:
            yield from _sighting(subject, item, values, keys)


def matched(node: ast.Match, values: PythonValues, keys: Collection[str]) -> Iterator[Sighting]:
    """Yield the literals that a code is matched with."""
    subject = dotted(node.subject)
    for case in node.cases:
        for pattern in ast.walk(case.pattern):
            for inner, literal in _literals(pattern, subject):
                yield from _sighting(inner, literal, values, keys)


def _literals(pattern: ast.AST, subject: _Subject) -> Iterator[tuple[_Subject, ast.expr]]:
    """Yield the literals of a pattern, each with what it is compared with."""
    if isinstance(pattern, ast.MatchValue):
        yield subject, pattern.value
    elif isinstance(pattern, ast.MatchMapping):
        for key, inner in zip(pattern.keys, pattern.patterns, strict=True):
            name = constant(key)
            if isinstance(inner, ast.MatchValue) and isinstance(name, str):
                yield (*subject, name), inner.value
    elif isinstance(pattern, ast.MatchClass):
        for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
            if isinstance(inner, ast.MatchValue):
                yield (callee(pattern.cls), name), inner.value


def _sighting(subject: _Subject, item: ast.expr, values: PythonValues, keys: Collection[str]) -> Iterator[Sighting]:
    if subject and subject[-1] in keys and constant(item) is not None:
        found = values.values(item, lambda _name: None)
        yield Sighting(Kind.COMPARED, subject[-1], found, path=subject[:-1], is_handled=True)
