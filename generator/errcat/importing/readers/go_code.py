"""Go → errors: constants, also with iota, errors.New, and struct literals: alone, in lists and in maps."""

from __future__ import annotations

import re
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
    lines_of,
    member,
    name_of,
    text_of,
    value_of,
    walk,
)
from errcat.importing.readers.members import CodeMember

_ERROR = re.compile(r"(?:[\w.]+\.)?(?:New\w*|Errorf)")
_IOTA = re.compile(r"iota(?:\s*\+\s*(\d+))?|(\d+)\s*\+\s*iota")


def read(source: ImportSource) -> list[Piece]:
    return grammars.read(source, _find)


def _find(nodes: Sequence[Any]) -> Iterator[Enum]:
    for node in nodes:
        if node.type not in ("const_declaration", "var_declaration"):
            continue
        by_type: dict[str, list[CodeMember]] = {}
        for kind, found in _members(node):
            by_type.setdefault(kind or "errors", []).append(found)
        for kind, members in by_type.items():
            yield kind, members, lines_of(node)


def _members(node: Any) -> Iterator[tuple[str, CodeMember]]:
    kind, counter, uses_iota, offset = "", -1, False, 0
    for spec in (child for child in walk(node) if child.type in ("const_spec", "var_spec")):
        counter += 1
        values = spec.child_by_field_name("value")
        kind = text_of(spec.child_by_field_name("type")) or (kind if values is None else "")
        value = values.named_children[0] if values is not None and values.named_children else None
        name = text_of(spec.child_by_field_name("name"))
        literal = _composite(value)
        found: list[tuple[str, Scalar]] = []
        if value is None and uses_iota:
            found = [("code", counter + offset)]
        elif value is not None and (plus := _IOTA.fullmatch(text_of(value))):
            uses_iota, offset = True, int(plus[1] or plus[2] or 0)
            found = [("code", counter + offset)]
        elif literal is not None:
            if _is_list(literal):
                if is_about_errors(name) or is_about_errors(text_of(literal.child_by_field_name("type"))):
                    yield from (("errors", item) for item in _items(literal))
                continue
            found = _fields(literal.child_by_field_name("body"))
        elif value is not None and value.type == "call_expression":
            if not _ERROR.fullmatch(text_of(value.child_by_field_name("function"))):
                continue
            found = _arguments(value)
        elif value is not None:
            uses_iota = False
            constant = value_of(value)
            found = [("", constant)] if constant is not None else []
        if name not in ("", "_") and found and (kind or is_about_errors(name)):
            yield kind, member(name, found, spec)


def _arguments(call: Any) -> list[tuple[str, Scalar]]:
    texts = [value_of(argument) for argument in call.child_by_field_name("arguments").named_children]
    known = [text for text in texts if text is not None]
    return [("message" if isinstance(text, str) and len(known) == 1 else "", text) for text in known]


def _composite(node: Any) -> Any:
    """Return the literal in `APIError{…}` and `&APIError{…}`."""
    if node is not None and node.type == "unary_expression":
        node = next(iter(node.named_children), None)
    return node if node is not None and node.type == "composite_literal" else None


def _is_list(literal: Any) -> bool:
    kind = literal.child_by_field_name("type")
    return kind is not None and kind.type in ("slice_type", "array_type", "map_type", "implicit_length_array_type")


def _items(literal: Any) -> Iterator[CodeMember]:
    """Yield the items of a list or a map of structs."""
    for item in children(literal.child_by_field_name("body"), "literal_element", "keyed_element"):
        parts = [part.named_children[0] for part in children(item, "literal_element") if part.named_children]
        value = (parts or item.named_children)[-1]
        key = name_of(parts[0]) if item.type == "keyed_element" and len(parts) > 1 else ""
        literal_in = _composite(value)
        body = literal_in.child_by_field_name("body") if literal_in is not None else value
        found = _fields(body) if body.type == "literal_value" else _scalar(body)
        names = [str(text) for field, text in found if field.lower() in ("name", "id", "code")]
        if found and (key or names or found[0][0] == ""):
            yield member(key or names[0] if key or names else str(found[0][1]), found, item)


def _scalar(node: Any) -> list[tuple[str, Scalar]]:
    value = value_of(node)
    return [("", value)] if value is not None else []


def _fields(body: Any) -> list[tuple[str, Scalar]]:
    """Return the values of a struct literal, with their names if it has them."""
    found: list[tuple[str, Scalar]] = []
    for item in children(body, "keyed_element", "literal_element"):
        parts = [part.named_children[0] for part in children(item, "literal_element") if part.named_children]
        if item.type == "keyed_element" and len(parts) > 1:
            found.append((text_of(parts[0]), value_of(parts[1])))
        elif item.type == "literal_element":
            found.append(("", value_of(item)))
    return [(name, value) for name, value in found if value is not None]
