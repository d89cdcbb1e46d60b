"""TypeScript and JavaScript → errors: enums, constant objects, unions of codes, and exception classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from errcat.importing.found.nodes import Scalar
from errcat.importing.found.pieces import Piece
from errcat.importing.found.sources import ImportSource
from errcat.importing.readers import grammars
from errcat.importing.readers.grammars import (
    Enum,
    children,
    is_about_errors,
    is_exception,
    lines_of,
    member,
    name_of,
    text_of,
    value_of,
)
from errcat.importing.readers.members import CodeMember

_WRAPPERS = ("as_expression", "satisfies_expression", "call_expression", "arguments")
_MAX_DEPTH = 20


def read(source: ImportSource) -> list[Piece]:
    return grammars.read(source, _find)


def _find(nodes: Sequence[Any]) -> Iterator[Enum]:
    classes = {text_of(node.child_by_field_name("name")): node for node in nodes if "class_declaration" in node.type}
    for node in nodes:
        if node.type == "enum_declaration":
            yield text_of(node.child_by_field_name("name")), list(_enum_members(node)), lines_of(node)
        elif node.type in ("variable_declarator", "assignment_expression"):
            name = text_of(node.child_by_field_name("name") or node.child_by_field_name("left"))
            value = _object_in(node.child_by_field_name("value") or node.child_by_field_name("right"))
            if value is not None and is_about_errors(name):
                yield name, list(_properties(value)), lines_of(node)
        elif node.type == "type_alias_declaration":
            name = text_of(node.child_by_field_name("name"))
            if is_about_errors(name):
                yield name, list(_union(node.child_by_field_name("value"))), lines_of(node)
    exceptions = [found for name, node in classes.items() if (found := _exception(name, node, classes)) is not None]
    if exceptions:
        yield "errors", exceptions, exceptions[0].lines.and_(exceptions[-1].lines)


def _enum_members(node: Any) -> Iterator[CodeMember]:
    for item in children(node.child_by_field_name("body"), "enum_assignment", "property_identifier", "string"):
        if item.type == "enum_assignment":
            value = value_of(item.child_by_field_name("value"))
            yield member(name_of(item.child_by_field_name("name")), [("", value)] if value is not None else [], item)
        else:
            yield member(name_of(item), [], item)


def _object_in(node: Any) -> Any:
    """Return the object in `{…} as const` and `Object.freeze({…})`."""
    while node is not None and node.type in _WRAPPERS:
        node = next(iter(children(node, "object", *_WRAPPERS)), None)
    return node if node is not None and node.type == "object" else None


def _properties(node: Any) -> Iterator[CodeMember]:
    for pair in children(node, "pair"):
        values = _values(pair.child_by_field_name("value"))
        if values:
            yield member(name_of(pair.child_by_field_name("key")), values, pair)


def _values(node: Any, depth: int = 0) -> list[tuple[str, Scalar]]:
    """Return the values of an object, an array, the arguments of a call, or of a single literal."""
    if depth > _MAX_DEPTH:
        return []
    inner = _object_in(node)
    if inner is not None:
        pairs = [
            (name_of(pair.child_by_field_name("key")), value_of(pair.child_by_field_name("value")))
            for pair in children(inner, "pair")
        ]
    elif node.type in ("array", "arguments"):
        pairs = [entry for item in node.named_children for entry in _values(item, depth + 1)]
    elif node.type in ("new_expression", "call_expression"):
        arguments = node.child_by_field_name("arguments")
        pairs = _values(arguments, depth + 1) if arguments is not None else []
    else:
        pairs = [("", value_of(node))]
    return [(name, value) for name, value in pairs if value is not None]


def _union(node: Any) -> Iterator[CodeMember]:
    """Yield the texts of a union type."""
    stack = [node]
    found: list[Any] = []
    while stack:
        here = stack.pop()
        if here is not None and here.type == "union_type":
            stack += reversed(here.named_children)
        elif here is not None and here.type == "literal_type" and here.named_children:
            found.append(here)
    for here in found:
        value = value_of(here.named_children[0])
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            yield member(str(value), [("code", value)], _last_on_line(here))


def _last_on_line(node: Any) -> Any:
    """Return the node whose next sibling is the comment after a type: unions nest to the left."""
    while (
        node.next_sibling is None
        and node.parent is not None
        and node.parent.type == "union_type"
        and node.parent.end_point == node.end_point
    ):
        node = node.parent
    return node


def _exception(name: str, node: Any, classes: Mapping[str, Any]) -> CodeMember | None:
    base = _base(node)
    if not (is_exception(base) or is_exception(name)) or not base:
        return None
    values = list(_class_values(node))
    if not any(field in ("code", "") or "message" in field.lower() for field, _value in values):
        return None
    if not any(field == "status" or (not field and isinstance(value, int)) for field, value in values):
        values += [entry for entry in _inherited(base, classes) if entry[0] == "status"][:1]
    at = node.parent if node.parent is not None and node.parent.type == "export_statement" else node
    return member(name, values, at, is_class=True)


def _base(node: Any) -> str:
    heritage = next(iter(children(node, "class_heritage")), None)
    clause = next(iter(children(heritage, "extends_clause")), None)
    return text_of(clause.child_by_field_name("value")) if clause is not None else text_of(heritage)[8:]


def _class_values(node: Any) -> Iterator[tuple[str, Scalar]]:
    """Yield the constants of a class: its fields, and what its constructor gives to the base or to `this`."""
    body = node.child_by_field_name("body")
    for item in children(body, "public_field_definition", "field_definition", "method_definition"):
        if item.type != "method_definition":
            value = value_of(item.child_by_field_name("value"))
            if value is not None:
                yield _field(text_of(item.child_by_field_name("name") or item.child_by_field_name("property"))), value
        elif text_of(item.child_by_field_name("name")) == "constructor":
            yield from _constructor(item)


def _constructor(node: Any) -> Iterator[tuple[str, Scalar]]:
    for statement in children(node.child_by_field_name("body"), "expression_statement"):
        call = next(iter(statement.named_children), None)
        if call is None:
            continue
        if call.type == "call_expression" and text_of(call.child_by_field_name("function")) == "super":
            yield from _values(call.child_by_field_name("arguments"))
        elif call.type == "assignment_expression":
            target, value = text_of(call.child_by_field_name("left")), value_of(call.child_by_field_name("right"))
            if target.startswith("this.") and value is not None and target != "this.name":
                yield _field(target.removeprefix("this.")), value


def _field(name: str) -> str:
    return "status" if name.lower() in ("status", "statuscode", "httpstatus", "httpcode", "http") else name


def _inherited(base: str, classes: Mapping[str, Any]) -> Iterator[tuple[str, Scalar]]:
    for _ in range(_MAX_DEPTH):
        node = classes.get(base)
        if node is None:
            return
        yield from _class_values(node)
        base = _base(node)
