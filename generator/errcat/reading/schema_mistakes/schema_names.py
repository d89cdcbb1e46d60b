"""What the parts of a catalog are called in a sentence.

Reading, third step: for `schema_errors` and its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from errcat.findings.finding import PathStep
from errcat.reading.schema import lookup

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "`key: value` lines",
}
# By the kind of mapping, as the schema calls it; what is not here is called by its field.
_OWNERS = {
    "catalog": "a catalog",
    "category": "a category",
    "error": "an error",
    "errorType": "an error type",
    "example": "an example",
    "group": "a group",
    "guide": "a guide",
    "link": "a link",
    "param": "a param",
    "reservedCodes": "a reserved code",
    "retiredCode": "a retired code",
    "sample": "a sample",
    "statusNote": "a status",
    "translation": "a translation",
    "variant": 'an item of "messages"',
}
# By the field that holds a mapping: what its keys are called.
_KEYS = {
    "categories": "a category id",
    "groups": "a group id",
    "params": "a param name",
    "transports": "a transport name",
    "translations": "a language",
    "types": "an error type id",
}


def field_name(path: Sequence[PathStep]) -> str:
    """The field that a value belongs to: `tags` for the first of the tags."""
    return next((step for step in reversed(path) if isinstance(step, str)), "the catalog")


def value_name(path: Sequence[PathStep]) -> str:
    """A value in a sentence: "status", an item of "tags"."""
    field = field_name(path)
    if not path or isinstance(path[-1], str):
        return f'"{field}"'
    return f'an entry of "{field}"' if field == "errors" else f'an item of "{field}"'


def key_name(path: Sequence[PathStep]) -> str:
    """A key of a mapping whose keys are the writer's own."""
    return _KEYS.get(field_name(path), "a key")


def owner_name(path: Sequence[PathStep]) -> str:
    """A mapping in a sentence: an error, "retry"."""
    node = lookup.object_at(path)
    named = _OWNERS.get(node.name) if node else None
    return named or value_name(path)


def type_names(kinds: Iterable[str]) -> str:
    """Kinds of value in a sentence."""
    return " or ".join(_TYPES[kind] for kind in dict.fromkeys(kinds))


def found_name(value: Any) -> str:
    """What a value is, in a sentence."""
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, dict):
        return "`key: value` lines"
    if isinstance(value, list):
        return "a list"
    return scalar_name(value)


def scalar_name(value: Any) -> str:
    """What a parser makes of an unquoted value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"the number {value}" if isinstance(value, (int, float)) else "nothing"
