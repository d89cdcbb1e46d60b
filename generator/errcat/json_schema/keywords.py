"""What each keyword of a JSON Schema holds, as a table, and the ways to walk a schema that follow from it.

A key that is not in the table holds data, whatever its value is. The keys of a map of schemas are names: a property
called `default` holds a schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any

from errcat.findings.finding import PathStep

Path = tuple[PathStep, ...]


class KeywordKind(Enum):
    """The kind of value that a keyword holds."""

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


_BY_KIND: Mapping[KeywordKind, str] = {
    KeywordKind.SCHEMA: (
        "additionalItems additionalProperties contains contentSchema else if not propertyNames then unevaluatedItems"
        " unevaluatedProperties"
    ),
    KeywordKind.SCHEMAS: "allOf anyOf oneOf prefixItems",
    KeywordKind.SCHEMAS_BY_NAME: "$defs definitions dependentSchemas patternProperties properties",
    KeywordKind.ITEMS: "items",
    KeywordKind.DEPENDENCIES: "dependencies",
    KeywordKind.NAMES_BY_NAME: "dependentRequired",
    KeywordKind.REFERENCE: "$dynamicRef $recursiveRef $ref",
    KeywordKind.TEXT: (
        "$anchor $comment $dynamicAnchor $id $schema contentEncoding contentMediaType description format pattern title"
    ),
    KeywordKind.TYPES: "type",
    KeywordKind.NAMES: "required",
    KeywordKind.FLAG: "$recursiveAnchor deprecated nullable readOnly uniqueItems writeOnly",
    KeywordKind.COUNT: "maxContains maxItems maxLength maxProperties minContains minItems minLength minProperties",
    KeywordKind.NUMBER: "maximum minimum multipleOf",
    KeywordKind.LIMIT: "exclusiveMaximum exclusiveMinimum",
    KeywordKind.LIST: "enum examples",
    KeywordKind.MAP: "$vocabulary discriminator externalDocs xml",
    KeywordKind.DATA: "const default example",
}
KEYWORDS: Mapping[str, KeywordKind] = MappingProxyType(
    {name: holds for holds, names in _BY_KIND.items() for name in names.split()}
)
"""Every keyword of JSON Schema since draft 4, and the ones that OpenAPI adds."""

IN_PLACE = frozenset(["allOf", "anyOf", "dependencies", "dependentSchemas", "else", "if", "not", "oneOf", "then"])
"""Keywords whose schemas apply to the same value as the schema that contains them."""

_JSON_KINDS: Mapping[KeywordKind, tuple[str, ...]] = {
    KeywordKind.SCHEMA: ("object", "boolean"),
    KeywordKind.SCHEMAS: ("array",),
    KeywordKind.SCHEMAS_BY_NAME: ("object",),
    KeywordKind.ITEMS: ("object", "boolean", "array"),
    KeywordKind.DEPENDENCIES: ("object",),
    KeywordKind.NAMES_BY_NAME: ("object",),
    KeywordKind.REFERENCE: ("string",),
    KeywordKind.TEXT: ("string",),
    KeywordKind.TYPES: ("string", "array"),
    KeywordKind.NAMES: ("array",),
    KeywordKind.FLAG: ("boolean",),
    KeywordKind.COUNT: ("integer",),
    KeywordKind.NUMBER: ("number",),
    KeywordKind.LIMIT: ("number", "boolean"),
    KeywordKind.LIST: ("array",),
    KeywordKind.MAP: ("object",),
}


def json_kinds(keyword: str) -> tuple[str, ...]:
    """Return the JSON types that the value of a keyword can have; none if it can have any."""
    holds = KEYWORDS.get(keyword, KeywordKind.DATA)
    return _JSON_KINDS.get(holds, ())


def has_kind(value: object, kinds: tuple[str, ...]) -> bool:
    """Whether a value has any of the given JSON types."""
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
    """Return the schemas that a keyword holds, each with its path from the schema that has the keyword."""
    match KEYWORDS.get(key):
        case KeywordKind.SCHEMA:
            yield (key,), value
        case KeywordKind.SCHEMAS if isinstance(value, list):
            yield from (((key, number), item) for number, item in enumerate(value))
        case KeywordKind.SCHEMAS_BY_NAME if isinstance(value, Mapping):
            yield from (((key, name), item) for name, item in value.items())
        case KeywordKind.ITEMS if isinstance(value, list):
            yield from (((key, number), item) for number, item in enumerate(value))
        case KeywordKind.ITEMS:
            yield (key,), value
        case KeywordKind.DEPENDENCIES if isinstance(value, Mapping):
            yield from (((key, name), item) for name, item in value.items() if not isinstance(item, list))


def property_names(schema: object) -> frozenset[str]:
    """Return the names of all properties of a schema, at any depth."""
    names: set[str] = set()
    pending = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, Mapping):
            if isinstance(node.get("properties"), Mapping):
                names.update(node["properties"])
            pending += [part for key, value in node.items() for _path, part in schemas_in(key, value)]
    return frozenset(names)
