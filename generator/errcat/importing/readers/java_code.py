"""Java → errors: enums, constants of classes about errors, and exception classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    text_of,
    value_of,
    walk,
)
from errcat.importing.readers.members import CodeMember


def read(source: ImportSource) -> list[Piece]:
    return grammars.read(source, _find)


def _find(nodes: Sequence[Any]) -> Iterator[Enum]:
    exceptions: list[CodeMember] = []
    for node in nodes:
        name = text_of(node.child_by_field_name("name"))
        if node.type == "enum_declaration":
            constants = children(node.child_by_field_name("body"), "enum_constant")
            yield name, [_constant(item) for item in constants], lines_of(node)
        elif node.type in ("class_declaration", "interface_declaration"):
            found = _exception(name, node)
            if found is not None:
                exceptions.append(found)
            elif is_about_errors(name) and not is_exception(name):
                constants = list(_constants(node))
                if constants:
                    yield name, constants, lines_of(node)
    if exceptions:
        yield "errors", exceptions, exceptions[0].lines.and_(exceptions[-1].lines)


def _constant(item: Any) -> CodeMember:
    return member(text_of(item.child_by_field_name("name")), _arguments(item), item)


def _arguments(node: Any) -> list[tuple[str, Scalar]]:
    arguments = node.child_by_field_name("arguments")
    values = [value_of(argument) for argument in arguments.named_children] if arguments is not None else []
    return [("", value) for value in values if value is not None]


def _fields(node: Any) -> Iterator[tuple[str, Scalar, Any]]:
    """Yield the names and values of the constants of a class."""
    for item in children(node.child_by_field_name("body"), "field_declaration", "constant_declaration"):
        for declarator in children(item, "variable_declarator"):
            value = value_of(declarator.child_by_field_name("value"))
            if value is not None:
                yield text_of(declarator.child_by_field_name("name")), value, item


def _constants(node: Any) -> Iterator[CodeMember]:
    """Yield the constants of a class. Numbers are codes only if no constant is a text."""
    fields = [entry for entry in _fields(node) if entry[0] != "serialVersionUID"]
    has_texts = any(isinstance(value, str) for _name, value, _item in fields)
    for name, value, item in fields:
        if isinstance(value, str) or not has_texts:
            yield member(name, [("code", value)], item)


def _annotated_statuses(node: Any) -> list[int]:
    """Return what @ResponseStatus says about a class."""
    annotations = [item for modifiers in children(node, "modifiers") for item in children(modifiers, "annotation")]
    named = [item for item in annotations if text_of(item.child_by_field_name("name")) == "ResponseStatus"]
    return [status for item in named for part in walk(item) if isinstance(status := value_of(part), int)]


def _exception(name: str, node: Any) -> CodeMember | None:
    base = text_of(
        next(iter(children(node.child_by_field_name("superclass"), "type_identifier", "generic_type")), None)
    )
    if not base or not (is_exception(base) or is_exception(name)):
        return None
    values: list[tuple[str, Scalar]] = [("status", status) for status in _annotated_statuses(node)[:1]]
    values += [(field.lower(), value) for field, value, _item in _fields(node) if field != "serialVersionUID"]
    for constructor in children(node.child_by_field_name("body"), "constructor_declaration"):
        for call in children(constructor.child_by_field_name("body"), "explicit_constructor_invocation"):
            values += [entry for entry in _arguments(call) if entry[1] not in [value for _field, value in values]]
    return member(name, values, node, is_class=True) if values else None
