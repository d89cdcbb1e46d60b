"""The names of the format's fields, and what each may be: what a writer most likely meant to type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from errcat import resources

_Schema = dict[str, Any]


@cache
def top_fields() -> frozenset[str]:
    """The keys of a catalog itself."""
    return frozenset(_schema()["properties"])


@cache
def inner_fields() -> frozenset[str]:
    """The keys of everything that a catalog has in it."""
    return frozenset(name for part in _schema()["definitions"].values() for name in _properties(part))


def is_field(name: str) -> bool:
    """Whether a word is a key of the format."""
    return name in top_fields() or name in inner_fields() or (name.startswith("x-") and len(name) > 2)


@cache
def types_of(name: str) -> frozenset[str]:
    """The JSON types that a field of this name may have somewhere; none where there is no such field."""
    parts = [_schema(), *_schema()["definitions"].values()]
    return frozenset(kind for part in parts for schema in _named(part, name) for kind in _types(schema))


def takes_text(name: str) -> bool:
    """Whether a value may be text: that of a text field, or of one that nobody knows."""
    types = types_of(name)
    return not types or "string" in types


def share_a_mapping(name: str, other: str) -> bool:
    """Whether some mapping of the format has fields of both names."""
    parts = [_schema(), *_schema()["definitions"].values()]
    return any({name, other} <= set(_properties(part)) for part in parts)


def _named(part: _Schema, name: str) -> Iterator[_Schema]:
    for alternative in _alternatives(part):
        if name in alternative.get("properties", {}):
            yield alternative["properties"][name]


def _properties(part: _Schema) -> Iterator[str]:
    for alternative in _alternatives(part):
        yield from alternative.get("properties", {})


def _alternatives(part: _Schema) -> Iterator[_Schema]:
    if "$ref" in part:
        part = _schema()["definitions"][part["$ref"].rpartition("/")[2]]
    yield part
    for keyword in ("anyOf", "oneOf", "allOf"):
        for inner in part.get(keyword, ()):
            yield from _alternatives(inner)


def _types(part: _Schema) -> Iterator[str]:
    for alternative in _alternatives(part):
        kind = alternative.get("type", "string" if "enum" in alternative else [])
        yield from [kind] if isinstance(kind, str) else kind


@cache
def _schema() -> _Schema:
    schema: _Schema = json.loads(resources.schema_text("catalog"))
    return schema
