"""A schema without annotations, and with one spelling for what can be written in several ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat.json_schema.equality import without_duplicates

Plain = Mapping[str, Any]

TYPES = frozenset(["null", "boolean", "integer", "number", "string", "array", "object"])
NOTHING: Plain = {"not": {}}
"""The schema that no value fits."""

ANNOTATIONS = frozenset(
    ["title", "description", "$comment", "default", "example", "examples", "deprecated", "readOnly", "writeOnly",
     "externalDocs", "xml", "$schema", "$id", "$anchor", "$defs", "definitions"]
)  # fmt: skip
"""Keywords that reject no value by themselves."""
_NO_LIMITS: Mapping[str, object] = {
    "minLength": 0, "minItems": 0, "minProperties": 0, "uniqueItems": False, "required": [], "properties": {},
    "additionalProperties": True, "items": True, "patternProperties": {}, "nullable": False,
}  # fmt: skip
"""Values that allow everything, as a schema without the keyword does."""
_MAX_REFERENCES = 100


def plain_form(schema: object, root: object) -> Plain:
    """Return the plain form of a schema. References within the document are followed at the top only."""
    found = followed(schema, root)
    if found is False:
        return NOTHING
    if not isinstance(found, Mapping):
        return {}
    plain: dict[str, Any] = {
        key: True if value == {} and key in ("items", "additionalProperties") else value
        for key, value in found.items()
        if key not in ANNOTATIONS and not key.startswith("x-")
    }
    if "const" in plain:
        plain["enum"] = [plain.pop("const")]
    if isinstance(plain.get("type"), str):
        plain["type"] = [plain["type"]]
    _merge_types(plain)
    if plain.pop("nullable", False) is True and "type" in plain:
        plain["type"] = [*plain["type"], "null"]
    if "type" in plain:
        plain["type"] = sorted(set(plain["type"]))
    if isinstance(plain.get("enum"), list):
        plain["enum"] = without_duplicates(plain["enum"])
    if isinstance(plain.get("required"), list):
        plain["required"] = sorted(map(str, plain["required"]))
    plain = {key: value for key, value in plain.items() if not _is_no_limit(key, value)}
    alone = plain.get("allOf")
    if len(plain) == 1 and isinstance(alone, list) and len(alone) == 1:
        return plain_form(alone[0], root)
    return plain


def _is_no_limit(key: str, value: object) -> bool:
    return key in _NO_LIMITS and _NO_LIMITS[key] == value and type(_NO_LIMITS[key]) is type(value)


def _merge_types(plain: dict[str, Any]) -> None:
    """Write alternatives that are only types as a list of types."""
    for keyword in ("anyOf", "oneOf"):
        branches = plain.get(keyword)
        if "type" in plain or not isinstance(branches, list) or not branches:
            continue
        if all(isinstance(branch, Mapping) and set(branch) <= {"type", *ANNOTATIONS} for branch in branches):
            types = [branch.get("type") for branch in branches]
            if all(isinstance(kind, str) for kind in types):
                plain["type"] = types
                del plain[keyword]


def followed(schema: object, root: object) -> object:
    """Follow a reference within the document, if the schema is nothing else."""
    for _ in range(_MAX_REFERENCES):
        if not isinstance(schema, Mapping) or not isinstance(schema.get("$ref"), str):
            return schema
        if set(schema) - {"$ref"} - ANNOTATIONS:
            return schema
        found = target(schema, root)
        if found is None:
            return schema
        schema = found
    return schema


def target(schema: Plain, root: object) -> object:
    """Return what the reference of a schema leads to; None if it doesn't lead into the same document."""
    reference = schema["$ref"]
    return _at(root, reference) if isinstance(reference, str) else None


def _at(root: object, reference: str) -> object:
    """Return the part of a document that a reference leads to; None if it doesn't lead into this document."""
    if reference != "#" and not reference.startswith("#/"):
        return None
    node = root
    for step in reference.removeprefix("#").split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(node, Mapping) and name in node:
            node = node[name]
        elif isinstance(node, list) and name.isdecimal() and int(name) < len(node):
            node = node[int(name)]
        else:
            return None
    return node
