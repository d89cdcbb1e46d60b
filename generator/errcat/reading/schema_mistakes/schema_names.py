"""The names of a catalog's parts in sentences."""

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
# Names by the schema's kind of mapping; the name of any other mapping is its field.
_OWNERS = {
    "catalog": "a catalog",
    "category": "a category",
    "error": "an error",
    "errorType": "an error type",
    "example": "an example",
    "group": "a group",
    "guide": "a guide",
    "link": "a link",
    "numberBand": "a band of numbers",
    "param": "a param",
    "reservedCodes": "a reserved code",
    "retiredCode": "a retired code",
    "sample": "a sample",
    "statusNote": "a status",
    "translation": "a translation",
    "variant": 'an item of "messages"',
}
# Names of keys by the field that holds the mapping.
_KEYS = {
    "categories": "a category id",
    "groups": "a group id",
    "params": "a param name",
    "transports": "a transport name",
    "translations": "a language",
    "types": "an error type id",
}


def field_name(path: Sequence[PathStep]) -> str:
    """Return the field that a value belongs to: `tags` for the first of the tags."""
    return next((step for step in reversed(path) if isinstance(step, str)), "the catalog")


def value_name(path: Sequence[PathStep]) -> str:
    """Name a value in a sentence: "status", an item of "tags"."""
    field = field_name(path)
    if not path or isinstance(path[-1], str):
        return f'"{field}"'
    return f'an entry of "{field}"' if field == "errors" else f'an item of "{field}"'


def key_name(path: Sequence[PathStep]) -> str:
    """Name a key of a mapping that has custom keys."""
    return _KEYS.get(field_name(path), "a key")


def owner_name(path: Sequence[PathStep]) -> str:
    """Name a mapping in a sentence: an error, "retry"."""
    node = lookup.object_at(path)
    owner = _OWNERS.get(node.name) if node else None
    return owner or value_name(path)


def type_names(kinds: Iterable[str]) -> str:
    """Name types in a sentence."""
    return " or ".join(_TYPES[kind] for kind in dict.fromkeys(kinds))


def value_description(value: Any) -> str:
    """Describe a value in a sentence."""
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, dict):
        return "`key: value` lines"
    if isinstance(value, list):
        return "a list"
    return scalar_description(value)


def scalar_description(value: Any) -> str:
    """Describe what a parser makes of an unquoted value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"the number {value}" if isinstance(value, (int, float)) else "nothing"
