"""The names of the format's fields, and the types that each may have: what a writer most likely meant to type."""

from __future__ import annotations

from functools import cache

from errcat.model.field import EXTENSION
from errcat.model.fields import FIELDS

_CATALOG = "catalog"


def top_fields() -> frozenset[str]:
    """The keys of a catalog itself."""
    return frozenset(FIELDS[_CATALOG])


@cache
def inner_fields() -> frozenset[str]:
    """The keys of the mappings in a catalog."""
    return frozenset(name for kind, fields in FIELDS.items() if kind != _CATALOG for name in fields)


def is_field(name: str) -> bool:
    """Whether a word is a key of the format."""
    return name in FIELDS[_CATALOG] or name in inner_fields() or (name.startswith(EXTENSION) and name != EXTENSION)


@cache
def types_of(name: str) -> frozenset[str]:
    """The JSON types of the fields that have this name; none if no field has it."""
    return frozenset(kind for fields in FIELDS.values() if name in fields for kind in fields[name].types)


def takes_text(name: str) -> bool:
    """Whether a value may be text: that of a text field, or of one that nobody knows."""
    types = types_of(name)
    return not types or "string" in types


def share_a_mapping(name: str, other: str) -> bool:
    """Whether some mapping of the format has fields of both names."""
    return any(name in fields and other in fields for fields in FIELDS.values())
