"""What the readers of TypeScript, Go and Java share: a walk through a tree of tree-sitter, and the context of a node.

The walk keeps a stack of its own, because code can nest deeper than Python's.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from errcat.scanning.facts import (
    CodePlaces,
    Computed,
    Expression,
    FileFacts,
    Interest,
    Kind,
    Literal,
    Mention,
    Name,
    PassedParam,
    Sighting,
)
from errcat.scanning.facts.interest import is_constant_like

_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u+[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
_NUMBER = re.compile(r"-?[0-9][0-9_]*[lL]?")
_SETTER = re.compile(r"(?:set|with|get)_?(?=[A-Z])")
Node: TypeAlias = Any
"""A node of a tree. The packages of tree-sitter are optional, so their types are unknown."""
MAX_DEPTH = 60
MAX_ARGUMENTS = 8


class FunctionInfo:
    """A function: its parameters, and the values that its names got so far."""

    def __init__(self, name: str, params: Iterable[str], outer: FunctionInfo | None, *, is_method: bool) -> None:
        self.params = {
            param: PassedParam(name, index, param, is_method, 0, 0) for index, param in enumerate(params) if name
        }
        self.assigned: dict[str, list[Any]] = {}
        self.outer = outer

    def find(self, name: str) -> PassedParam | list[Any] | None:
        """Return what a name is: a parameter, or the nodes that it got."""
        current: FunctionInfo | None = self
        while current is not None:
            found = current.assigned.get(name) or current.params.get(name)
            if found:
                return found
            current = current.outer
        return None


class Around(NamedTuple):
    """What is around a node."""

    function: FunctionInfo | None = None
    class_name: str = ""
    bases: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    owner: str = ""
    status: int | None = None
    is_handled: bool = False

    @property
    def plain(self) -> Around:
        """The same function and class, for a new statement."""
        return Around(self.function, self.class_name, self.bases)


Visits = Iterator[tuple[Any, Around]]


class TreeWalk(ABC):
    """A walk through a file. The languages say what their nodes mean."""

    skipped: frozenset[str] = frozenset()
    """The kinds of nodes without facts, such as types."""
    names: frozenset[str]
    """The kinds of nodes that are names, if their parts are names."""
    comparisons: frozenset[str]
    """The operators that compare two values."""

    def __init__(self, places: CodePlaces, interest: Interest, facts: FileFacts) -> None:
        self.places = places
        self.interest = interest
        self.facts = facts

    def run(self, root: Any) -> None:
        """Collect the facts of a tree."""
        stack: list[tuple[Any, Around]] = [(root, Around())]
        while stack:
            node, around = stack.pop()
            if node is None or node.type in self.skipped:
                continue
            if node.type.endswith("comment"):
                self._comment(node)
                continue
            stack.extend(reversed(list(self.visit(node, around))))

    @abstractmethod
    def visit(self, node: Any, around: Around) -> Visits:
        """Note the facts of a node, and yield the nodes in it to visit."""

    def other(self, node: Any, around: Around) -> Visits:
        """Visit a node that means the same in all languages."""
        if node.type == "ternary_expression":
            yield node.child_by_field_name("condition"), around._replace(is_handled=True)
            yield from ((node.child_by_field_name(name), around) for name in ("consequence", "alternative"))
        elif node.type in self.names and (parts := self.dotted(node)):
            self.add_mention(node, parts, around)
        else:
            inner = around.plain if node.type.endswith("statement") else around
            yield from ((child, inner) for child in node.named_children)

    def comparison(self, node: Any, around: Around) -> Visits:
        """Visit the sides of an operator."""
        sides = [node.child_by_field_name("left"), node.child_by_field_name("right")]
        if text_of(node.child_by_field_name("operator")) in self.comparisons:
            self.add_compared(sides, around)
            around = around._replace(is_handled=True)
        yield from ((side, around) for side in sides)

    @abstractmethod
    def literal(self, node: Any) -> str | int | None:
        """Return the text or the number that a node always is."""

    @abstractmethod
    def dotted(self, node: Any) -> tuple[str, ...]:
        """Return the parts of a name; empty if the node isn't a name."""

    @abstractmethod
    def choices(self, node: Any) -> Iterable[Any] | None:
        """Return the values of `a ? b : c`, or the value in parentheses; None for any other node."""

    @abstractmethod
    def status(self, node: Any) -> int | None:
        """Return the HTTP status that a node always is."""

    # --- values ------------------------------------------------------------------------------------------------------

    def span(self, node: Any) -> tuple[int, int]:
        """Return the offsets of a node."""
        return self.places.offset(*node.start_point), self.places.offset(*node.end_point)

    def values(self, node: Any, around: Around, depth: int = 0) -> tuple[Expression, ...]:
        """Return the values that a node can have."""
        if node is None:
            return ()
        start, end = self.span(node)
        choices = self.choices(node)
        if choices is not None:
            if depth > MAX_DEPTH:
                return (Computed(start, end),)
            return tuple(value for item in choices for value in self.values(item, around, depth + 1))
        text = self.literal(node)
        if text is not None:
            return (Literal(text, start, end),)
        parts = self.dotted(node)
        if len(parts) == 1 and around.function is not None:
            found = around.function.find(parts[0])
            if isinstance(found, PassedParam):
                return (PassedParam(found.function, found.index, found.name, found.is_method, start, end),)
            if found and depth < MAX_DEPTH:
                outside = around._replace(function=around.function.outer)
                return tuple(value for item in found for value in self.values(item, outside, depth + 1))
        if parts and parts[-1] in ("null", "nil", "undefined", "true", "false"):
            return ()
        return (Name(parts, start, end) if parts else Computed(start, end),)

    # --- facts -------------------------------------------------------------------------------------------------------

    def add(self, sighting: Sighting) -> None:
        self.facts.sightings.append(sighting)

    def add_arguments(self, owner: str, arguments: list[Any], around: Around, *, skip: int = 0) -> None:
        """Note the arguments of a call that can be codes."""
        for number, argument in enumerate(arguments[:MAX_ARGUMENTS]):
            values = self.values(argument, around)
            if any(self.interest.has_argument(value, owner) for value in values):
                self.add(
                    Sighting(
                        Kind.POSITIONAL,
                        "",
                        values,
                        number - skip,
                        owner,
                        status=around.status,
                        is_handled=around.is_handled,
                    )
                )

    def add_pairs(self, pairs: Mapping[str, Node], around: Around, containers: frozenset[str]) -> Around:
        """Note the members of an object that can be codes, and return what is around its values."""
        found = next(
            (
                status
                for name, node in pairs.items()
                if name in self.interest.statuses and (status := self.status(node)) is not None
            ),
            around.status,
        )
        for name, node in pairs.items():
            if name in self.interest.keys and node is not None and node.type not in containers:
                self.add(
                    Sighting(
                        Kind.KEY,
                        name,
                        self.values(node, around),
                        owner=around.owner,
                        path=around.path,
                        siblings=frozenset(pairs) - {name},
                        status=found,
                        is_handled=around.is_handled,
                    )
                )
        return around._replace(status=found)

    def add_compared(self, sides: list[Any], around: Around) -> None:
        """Note a comparison of a name with a literal."""
        subject = next((parts for side in sides if (parts := self.dotted(side)) and self.literal(side) is None), ())
        if not subject or subject[-1] not in self.interest.keys:
            return
        for side in sides:
            if self.literal(side) is not None:
                values = self.values(side, around)
                self.add(Sighting(Kind.COMPARED, subject[-1], values, path=subject[:-1], is_handled=True))

    def add_assigned(self, parts: tuple[str, ...], value: Any, around: Around) -> None:
        """Note an assignment to an attribute: `error.code = "x"`."""
        if len(parts) < 2 or parts[-1] not in self.interest.keys:
            return
        is_own = parts[0] == "this"
        self.add(
            Sighting(
                Kind.ASSIGNED,
                parts[-1],
                self.values(value, around),
                owner=around.class_name if is_own else parts[-2],
                path=around.bases if is_own else parts[:-1],
            )
        )

    def add_setter(self, method: str, owner: str, arguments: list[Any], around: Around) -> None:
        """Note `builder.code("x")` and `error.setCode("x")`."""
        name = _SETTER.sub("", method)
        name = name if name in self.interest.keys else name[:1].lower() + name[1:]
        if len(arguments) == 1 and name in self.interest.keys and not method.startswith("get"):
            values = self.values(arguments[0], around)
            self.add(Sighting(Kind.ARGUMENT, name, values, owner=owner, is_handled=around.is_handled))

    def add_mention(self, node: Any, parts: tuple[str, ...], around: Around) -> None:
        """Note a name that can be a constant or a class."""
        if is_constant_like(parts):
            start, end = self.span(node)
            self.facts.mentions.append(Mention(parts, start, end, around.status, around.is_handled))

    def _comment(self, node: Any) -> None:
        data = node.text
        if b"errcat:" in data and isinstance(self.facts.comments, dict):
            self.facts.comments[node.start_point[0] + 1] = (self.span(node)[0], text_of(node))


def text_of(node: Any) -> str:
    """Return the text of a node."""
    return str(node.text.decode("utf-8", "replace")) if node is not None else ""


def number(text: str) -> int | None:
    """Return the whole number of a literal."""
    return int(text.rstrip("lL").replace("_", "")) if _NUMBER.fullmatch(text) and len(text) <= MAX_DEPTH else None


def unescaped(text: str) -> str:
    """Return a text without its escapes."""
    return _ESCAPE.sub(_unescape, text) if "\\" in text else text


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1 and code[0] in "ux":
        return chr(int(code.lstrip("ux").strip("{}"), 16) % 0x110000)
    return _ESCAPES.get(code, code)


def getter_name(method: str) -> str:
    """Return what a getter gets: `getCode` → code."""
    name = method.removeprefix("get")
    return name[:1].lower() + name[1:] if name != method and name[:1].isupper() else method
