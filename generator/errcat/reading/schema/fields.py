"""The names of the format's fields and the types of their values, for guesses about what a writer meant."""

from __future__ import annotations

from functools import cache

from errcat.model.field import EXTENSION
from errcat.model.generated_fields import FIELDS

_CATALOG = "catalog"


def top_fields() -> frozenset[str]:
    """Return the top-level keys of a catalog."""
    return frozenset(FIELDS[_CATALOG])


@cache
def inner_fields() -> frozenset[str]:
    """Return the keys of all mappings inside a catalog."""
    return frozenset(name for kind, fields in FIELDS.items() if kind != _CATALOG for name in fields)


def is_field(name: str) -> bool:
    """Whether a word is a key of the format."""
    return name in FIELDS[_CATALOG] or name in inner_fields() or (name.startswith(EXTENSION) and name != EXTENSION)


@cache
def types_of(name: str) -> frozenset[str]:
    """Return the JSON types that fields with this name can have; empty if there is no such field."""
    return frozenset(kind for fields in FIELDS.values() if name in fields for kind in fields[name].types)


def takes_text(name: str) -> bool:
    """Whether a field accepts text. Unknown fields do."""
    types = types_of(name)
    return not types or "string" in types


def share_a_mapping(name: str, other: str) -> bool:
    """Whether some mapping of the format has fields with both names."""
    return any(name in fields and other in fields for fields in FIELDS.values())
