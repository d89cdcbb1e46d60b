"""What each keyword of a JSON Schema holds: the table, and the ways through a schema that follow from it.

A key that is not in the table holds data, whatever is written there. The keys of a map of schemas are names: a
property called `default` holds a schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any

from errcat.findings.finding import PathStep

Path = tuple[PathStep, ...]


class Holds(Enum):
    """What the value of a keyword is."""

    SCHEMA = "a schema"
    SCHEMAS = "a list of schemas"
    SCHEMAS_BY_NAME = "a map of schemas"
    ITEMS = "a schema, or up to draft 2019-09 a list of schemas"
    DEPENDENCIES = "a map of schemas and lists of names"
    NAMES_BY_NAME = "a map of lists of names"
    REFERENCE = "where another schema is"
    TEXT = "a text"
    TYPES = "a type, or a list of types"
    NAMES = "a list of names"
    FLAG = "true or false"
    COUNT = "a whole number from 0"
    NUMBER = "a number"
    LIMIT = "a number; in draft 4 true or false"
    LIST = "a list of data"
    MAP = "a map of data"
    DATA = "data"


_BY_KIND: Mapping[Holds, str] = {
    Holds.SCHEMA: (
        "additionalItems additionalProperties contains contentSchema else if not propertyNames then unevaluatedItems"
        " unevaluatedProperties"
    ),
    Holds.SCHEMAS: "allOf anyOf oneOf prefixItems",
    Holds.SCHEMAS_BY_NAME: "$defs definitions dependentSchemas patternProperties properties",
    Holds.ITEMS: "items",
    Holds.DEPENDENCIES: "dependencies",
    Holds.NAMES_BY_NAME: "dependentRequired",
    Holds.REFERENCE: "$dynamicRef $recursiveRef $ref",
    Holds.TEXT: (
        "$anchor $comment $dynamicAnchor $id $schema contentEncoding contentMediaType description format pattern title"
    ),
    Holds.TYPES: "type",
    Holds.NAMES: "required",
    Holds.FLAG: "$recursiveAnchor deprecated nullable readOnly uniqueItems writeOnly",
    Holds.COUNT: "maxContains maxItems maxLength maxProperties minContains minItems minLength minProperties",
    Holds.NUMBER: "maximum minimum multipleOf",
    Holds.LIMIT: "exclusiveMaximum exclusiveMinimum",
    Holds.LIST: "enum examples",
    Holds.MAP: "$vocabulary discriminator externalDocs xml",
    Holds.DATA: "const default example",
}
KEYWORDS: Mapping[str, Holds] = MappingProxyType(
    {name: holds for holds, names in _BY_KIND.items() for name in names.split()}
)
"""Every keyword of JSON Schema from draft 4 on, and those that OpenAPI adds."""

IN_PLACE = frozenset(["allOf", "anyOf", "dependencies", "dependentSchemas", "else", "if", "not", "oneOf", "then"])
"""Keywords whose schemas apply to the same value as the schema that they are in."""

_JSON_KINDS: Mapping[Holds, tuple[str, ...]] = {
    Holds.SCHEMA: ("object", "boolean"),
    Holds.SCHEMAS: ("array",),
    Holds.SCHEMAS_BY_NAME: ("object",),
    Holds.ITEMS: ("object", "boolean", "array"),
    Holds.DEPENDENCIES: ("object",),
    Holds.NAMES_BY_NAME: ("object",),
    Holds.REFERENCE: ("string",),
    Holds.TEXT: ("string",),
    Holds.TYPES: ("string", "array"),
    Holds.NAMES: ("array",),
    Holds.FLAG: ("boolean",),
    Holds.COUNT: ("integer",),
    Holds.NUMBER: ("number",),
    Holds.LIMIT: ("number", "boolean"),
    Holds.LIST: ("array",),
    Holds.MAP: ("object",),
}


def json_kinds(keyword: str) -> tuple[str, ...]:
    """The JSON types that the value of a keyword may have; none where it may have any."""
    holds = KEYWORDS.get(keyword, Holds.DATA)
    return _JSON_KINDS.get(holds, ())


def has_kind(value: object, kinds: tuple[str, ...]) -> bool:
    """Whether a value is of one of some JSON types."""
    match value:
        case bool():
            return "boolean" in kinds
        case int():
            return "integer" in kinds or "number" in kinds
        case float():
            return "number" in kinds or ("integer" in kinds and value.is_integer())
        case str():
            return "string" in kinds
        case Mapping():
            return "object" in kinds
        case list():
            return "array" in kinds
    return "null" in kinds


def schemas_in(key: str, value: object) -> Iterator[tuple[Path, Any]]:
    """The schemas that a keyword holds, each with its path from the schema that has the keyword."""
    match KEYWORDS.get(key):
        case Holds.SCHEMA:
            yield (key,), value
        case Holds.SCHEMAS if isinstance(value, list):
            yield from (((key, number), one) for number, one in enumerate(value))
        case Holds.SCHEMAS_BY_NAME if isinstance(value, Mapping):
            yield from (((key, name), item) for name, item in value.items())
        case Holds.ITEMS if isinstance(value, list):
            yield from (((key, number), one) for number, one in enumerate(value))
        case Holds.ITEMS:
            yield (key,), value
        case Holds.DEPENDENCIES if isinstance(value, Mapping):
            yield from (((key, name), one) for name, one in value.items() if not isinstance(one, list))


def property_names(schema: object) -> frozenset[str]:
    """The names of all properties of a schema, at any depth."""
    found: set[str] = set()
    left = [schema]
    while left:
        one = left.pop()
        if isinstance(one, Mapping):
            if isinstance(one.get("properties"), Mapping):
                found.update(one["properties"])
            left += [part for key, value in one.items() for _path, part in schemas_in(key, value)]
    return frozenset(found)
