"""Python → facts, by the parser of Python itself. The code never runs.

The walk keeps a stack of its own, because code can nest deeper than Python's.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from errcat.scanning.facts import (
    CodePlaces,
    FileFacts,
    Interest,
    Kind,
    Literal,
    Mention,
    Name,
    ScanSource,
    Sighting,
    SkippedCode,
    is_error_word,
)
from errcat.scanning.facts.interest import is_constant_like
from errcat.scanning.languages.comments import python_comments
from errcat.scanning.languages.python_comparisons import compared, matched
from errcat.scanning.languages.python_scopes import FunctionScope
from errcat.scanning.languages.python_values import (
    PythonValues,
    Scope,
    callee,
    children,
    constant,
    dotted,
    status_among,
    status_of,
)

_CHECKS = ("isinstance", "issubclass", "assert_error", "responses", "openapi_responses", "pytest.raises")
"""Functions that name a code without raising it."""
_LOOKUPS = ("get", "all", "by_number")
"""Class methods of the generated enum that look up a code that somebody else sent."""
_RAISING_ATTRIBUTES = ("value", "code", "error", "render", "name")
"""What code reads of a member to raise or send it. Everything else only reads about it."""


_CONTAINERS = (ast.Dict, ast.List, ast.Tuple, ast.Set, ast.ListComp, ast.GeneratorExp, ast.Lambda)


class _Around(NamedTuple):
    """What is around a node."""

    function: FunctionScope | None = None
    class_name: str = ""
    bases: tuple[str, ...] = ()
    is_enum: bool = False
    path: tuple[str, ...] = ()
    owner: str = ""
    status: int | None = None
    is_handled: bool = False

    @property
    def plain(self) -> _Around:
        """The same function and class, for a new statement."""
        return _Around(self.function, self.class_name, self.bases, self.is_enum)


def read(source: ScanSource, interest: Interest) -> FileFacts:
    """Return the facts of a module."""
    places = CodePlaces(source.text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the code, such as escapes that Python doesn't know
            tree = ast.parse(source.text)
    except SyntaxError as error:
        start = places.offset((error.lineno or 1) - 1, 0) + max((error.offset or 1) - 1, 0)
        start = min(start, len(source.text))
        return FileFacts(mistake=SkippedCode(start, start, error.msg))
    except ValueError:  # a null character
        start = max(source.text.find("\0"), 0)
        return FileFacts(mistake=SkippedCode(start, start + 1, "null"))
    facts = FileFacts(comments=python_comments(source.text))
    _Walk(PythonValues(places), interest, facts).run(tree)
    return facts


class _Walk:
    def __init__(self, values: PythonValues, interest: Interest, facts: FileFacts) -> None:
        self._values = values
        self._interest = interest
        self._facts = facts

    def run(self, tree: ast.Module) -> None:
        stack: list[tuple[ast.AST, _Around]] = [(tree, _Around())]
        while stack:
            node, around = stack.pop()
            stack.extend(reversed(list(self._visit(node, around))))

    def _visit(self, node: ast.AST, around: _Around) -> Iterator[tuple[ast.AST, _Around]]:
        match node:
            case ast.ClassDef():
                yield from self._class(node, around)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self._function(node, around)
            case ast.Lambda():
                inner = around._replace(function=FunctionScope(node, "", around.function))
                yield node.body, inner
            case ast.Import() | ast.ImportFrom():
                self._import(node)
            case ast.Assign() | ast.AnnAssign():
                yield from self._assign(node, around)
            case ast.Call():
                yield from self._call(node, around)
            case ast.Dict():
                yield from self._dict(node, around)
            case ast.Compare():
                self._facts.sightings += compared(node, self._values, self._interest.keys)
                yield from ((child, around._replace(is_handled=True)) for child in (node.left, *node.comparators))
            case ast.Match():
                self._facts.sightings += matched(node, self._values, self._interest.keys)
                yield node.subject, around.plain
                for case in node.cases:
                    yield case.pattern, around.plain._replace(is_handled=True)
                    yield from ((child, around.plain) for child in (*([case.guard] if case.guard else []), *case.body))
            case ast.ExceptHandler():
                if node.type is not None:
                    yield node.type, around.plain._replace(is_handled=True)
                yield from ((child, around.plain) for child in node.body)
            case ast.Tuple() if len(node.elts) >= 2 and status_of(node.elts[1]) is not None:
                # a body and its status, as in Flask
                yield node.elts[0], around._replace(status=status_of(node.elts[1]))
                yield from ((child, around) for child in node.elts[1:])
            case ast.Attribute() | ast.Name() | ast.Subscript():
                yield from self._name(node, around)
            case ast.IfExp():
                yield node.test, around._replace(is_handled=True)
                yield from ((child, around) for child in (node.body, node.orelse))
            case ast.stmt():
                yield from ((child, around.plain) for child in children(node))
            case _:
                yield from ((child, around) for child in children(node))

    # --- definitions -------------------------------------------------------------------------------------------------

    def _class(self, node: ast.ClassDef, around: _Around) -> Iterator[tuple[ast.AST, _Around]]:
        bases = tuple(filter(None, map(callee, node.bases)))
        is_enum = any(base.rpartition(".")[2].endswith(("Enum", "Flag")) for base in bases)
        self._facts.classes.add(node.name)
        inside = _Around(around.function, node.name, bases, is_enum)
        assigned = {name: value for item in node.body for name, value in _assignments(item)}
        status = status_among(assigned, self._interest.statuses)
        for name, value in assigned.items():
            self._class_attribute(inside, name, value, status, frozenset(assigned))
        yield from ((child, around.plain._replace(is_handled=True)) for child in (*node.decorator_list, *node.bases))
        yield from (
            (child, inside) for child in node.body if not (is_enum and isinstance(child, (ast.Assign, ast.AnnAssign)))
        )

    def _class_attribute(
        self, inside: _Around, name: str, value: ast.expr, status: int | None, siblings: frozenset[str]
    ) -> None:
        first = value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value
        values = self._values.values(first, _scope(inside))
        if inside.is_enum and not name.startswith("_"):
            self._facts.constants[f"{inside.class_name}.{name}"] = values
            self._add(Sighting(Kind.MEMBER, name, values, owner=inside.class_name))
        elif name in self._interest.keys:
            self._facts.constants[f"{inside.class_name}.{name}"] = values
            self._add(
                Sighting(
                    Kind.ATTRIBUTE,
                    name,
                    values,
                    owner=inside.class_name,
                    path=inside.bases,
                    siblings=siblings,
                    status=status,
                )
            )
        elif is_constant_like((name,)):
            self._facts.constants[f"{inside.class_name}.{name}"] = values

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, around: _Around
    ) -> Iterator[tuple[ast.AST, _Around]]:
        # a function inside a method is not a method
        class_name = around.class_name if around.function is None else ""
        inner = around.plain._replace(function=FunctionScope(node, class_name, around.function))
        if not class_name:
            self._facts.functions.add(node.name)
        arguments = [*node.args.posonlyargs, *node.args.args]
        named = zip(reversed(arguments), reversed(node.args.defaults), strict=False)
        owner = class_name if node.name == "__init__" else node.name
        for argument, default in (*named, *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)):
            if default is not None and argument.arg in self._interest.keys:
                values = self._values.values(default, _scope(around))
                self._add(Sighting(Kind.ARGUMENT, argument.arg, values, owner=owner))
        yield from ((child, around.plain._replace(is_handled=True)) for child in node.decorator_list)
        defaults = (*node.args.defaults, *filter(None, node.args.kw_defaults))
        yield from ((child, around.plain) for child in defaults)
        yield from ((child, inner) for child in node.body)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                parts = tuple(alias.name.split("."))
                if alias.asname:
                    self._facts.imports[alias.asname] = parts
                else:
                    self._facts.imports[parts[0]] = parts[:1]
            return
        module = tuple((node.module or "").split(".")) if node.module else ()
        for alias in node.names:
            if alias.name == "*":
                self._facts.stars.append(module)
            else:
                self._facts.imports[alias.asname or alias.name] = (*module, alias.name)

    # --- assignments -------------------------------------------------------------------------------------------------

    def _assign(self, node: ast.Assign | ast.AnnAssign, around: _Around) -> Iterator[tuple[ast.AST, _Around]]:
        for name, value in _assignments(node):
            if around.function is None and not around.class_name:
                self._constant(name, value)
        if node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                parts = dotted(target) if isinstance(target, (ast.Attribute, ast.Subscript)) else ()
                if len(parts) > 1 and parts[-1] in self._interest.keys:
                    owner = around.class_name if parts[0] in ("self", "cls") else parts[-2]
                    values = self._values.values(node.value, _scope(around))
                    self._add(
                        Sighting(
                            Kind.ASSIGNED,
                            parts[-1],
                            values,
                            owner=owner,
                            path=parts[:-1] if parts[0] not in ("self", "cls") else around.bases,
                        )
                    )
            yield node.value, around.plain
        yield from ((child, around.plain) for child in getattr(node, "targets", ()) if not isinstance(child, ast.Name))

    def _constant(self, name: str, value: ast.expr) -> None:
        """Note a constant of the module, and the texts of `Code = Literal["a", "b"]`."""
        if isinstance(value, ast.Subscript) and callee(value.value).endswith("Literal"):
            items = value.slice.elts if isinstance(value.slice, ast.Tuple) else [value.slice]
            for item in items:
                self._add(Sighting(Kind.MEMBER, "", self._values.values(item, _no_scope), owner=name))
            return
        values = self._values.values(value, _no_scope)
        is_alias = len(values) == 1 and isinstance(values[0], Name)
        if is_alias or all(not isinstance(item, Name) for item in values):
            self._facts.constants[name] = values

    # --- calls and dicts ---------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call, around: _Around) -> Iterator[tuple[ast.AST, _Around]]:
        owner = callee(node.func)
        last = owner.rpartition(".")[2]
        is_check = last in _CHECKS or owner in _CHECKS
        is_lookup = last in _LOOKUPS and is_constant_like(tuple(owner.split("."))[-2:-1])
        is_handled = around.is_handled or is_check or is_lookup
        keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg is not None}
        if owner == "dict":
            inside = self._members(keywords, around)
            yield from ((value, inside._replace(path=(*around.path, name))) for name, value in keywords.items())
            return
        status = status_among(keywords, self._interest.statuses)
        if status is None:
            found = [status_of(argument) for argument in node.args]
            statuses = [item for item in found if item is not None and (is_error_word(last) or item >= 400)]
            status = statuses[0] if len(statuses) == 1 else around.status
        scope = _scope(around)
        if last == "super" or (owner.endswith("__init__") and around.bases):
            owner = around.bases[0] if around.bases else owner
        for number, argument in enumerate(node.args[:8]):
            if isinstance(argument, ast.Starred):
                break
            if isinstance(argument, (ast.Constant, *_CONTAINERS)) and not self._can_be_code(argument, owner):
                continue
            values = self._values.values(argument, scope)
            if any(self._interest.has_argument(value, owner) for value in values):
                self._add(
                    Sighting(
                        Kind.POSITIONAL,
                        "",
                        values,
                        number,
                        owner,
                        siblings=frozenset(keywords),
                        status=status,
                        is_handled=is_handled,
                    )
                )
        inside = around._replace(owner=owner, status=status, is_handled=is_handled)
        siblings = frozenset(keywords)
        for name, value in keywords.items():
            if name in self._interest.keys and not isinstance(value, ast.Dict):
                values = self._values.values(value, scope)
                self._add(
                    Sighting(
                        Kind.ARGUMENT,
                        name,
                        values,
                        owner=owner,
                        siblings=siblings,
                        status=status,
                        is_handled=is_handled,
                    )
                )
        yield node.func, around._replace(status=status, is_handled=is_handled)
        yield from ((argument, inside) for argument in node.args)
        yield from ((keyword.value, inside._replace(path=(keyword.arg or "",))) for keyword in node.keywords)

    def _can_be_code(self, argument: ast.expr, owner: str) -> bool:
        value = constant(argument)
        return value is not None and self._interest.has_argument(Literal(value, 0, 0), owner)

    def _dict(self, node: ast.Dict, around: _Around) -> Iterator[tuple[ast.AST, _Around]]:
        pairs = [(constant(key), value) for key, value in zip(node.keys, node.values, strict=True)]
        named = {key: value for key, value in pairs if isinstance(key, str)}
        inside = self._members(named, around)
        yield from ((key, around._replace(is_handled=True)) for key in node.keys if key is not None)
        for key_node, value in zip(node.keys, node.values, strict=True):
            name = constant(key_node)
            yield value, inside._replace(path=(*around.path, name) if isinstance(name, str) else around.path)

    def _members(self, named: dict[str, ast.expr], around: _Around) -> _Around:
        """Note the members of a dict that can be codes, and return what is around its values."""
        found = status_among(named, self._interest.statuses)
        inside = around._replace(status=around.status if found is None else found)
        for key, value in named.items():
            if key in self._interest.keys and not isinstance(value, (ast.Dict, ast.List)):
                self._add(
                    Sighting(
                        Kind.KEY,
                        key,
                        self._values.values(value, _scope(around)),
                        owner=around.owner,
                        path=around.path,
                        siblings=frozenset(named) - {key},
                        status=inside.status,
                        is_handled=around.is_handled,
                    )
                )
        return inside

    # --- names -------------------------------------------------------------------------------------------------------

    def _name(
        self, node: ast.Attribute | ast.Name | ast.Subscript, around: _Around
    ) -> Iterator[tuple[ast.AST, _Around]]:
        parts = dotted(node)
        if not parts:
            yield from ((child, around) for child in children(node))
            return
        while len(parts) > 1 and parts[-1][:1].islower() and is_constant_like(parts[:-1]):
            around = around if parts[-1] in _RAISING_ATTRIBUTES else around._replace(is_handled=True)
            parts = parts[:-1]
        if is_constant_like(parts) and not isinstance(getattr(node, "ctx", None), ast.Store):
            start, end = self._values.span(node)
            self._facts.mentions.append(Mention(parts, start, end, around.status, around.is_handled))
        elif not isinstance(node, ast.Name):
            yield node.value, around

    def _add(self, sighting: Sighting) -> None:
        self._facts.sightings.append(sighting)


def _no_scope(_name: str) -> None:
    return None


def _scope(around: _Around) -> Scope:
    return around.function.find if around.function is not None else _no_scope


def _assignments(item: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a statement gives a value."""
    if isinstance(item, ast.Assign):
        yield from ((target.id, item.value) for target in item.targets if isinstance(target, ast.Name))
    elif isinstance(item, ast.AnnAssign) and item.value is not None and isinstance(item.target, ast.Name):
        yield item.target.id, item.value
