"""JSON Schemas in the words of a version of OpenAPI.

The schemas of `details` are of draft 7; OpenAPI 3.1 and later speak draft 2020-12, OpenAPI 3.0 a dialect of its own.
What 3.0 cannot say is left out, so that the schema admits more, and its description says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Schema = dict[str, Any]
Refer = Callable[[str], str]

_MAPS = frozenset(["properties", "patternProperties", "definitions", "$defs", "dependentSchemas"])
_LISTS = frozenset(["allOf", "anyOf", "oneOf", "prefixItems"])
_SINGLE = frozenset(
    [
        "items", "additionalProperties", "additionalItems", "not", "if", "then", "else", "contains", "propertyNames",
        "unevaluatedItems", "unevaluatedProperties",
    ]
)  # fmt: skip
_DROPPED = frozenset(["$schema", "$id", "$comment", "definitions", "$defs"])
_OF_30 = frozenset(
    [
        "title", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
        "pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties", "required", "enum", "type",
        "allOf", "anyOf", "oneOf", "not", "items", "properties", "additionalProperties", "description", "format",
        "default", "nullable", "readOnly", "writeOnly", "example", "deprecated", "discriminator", "externalDocs", "xml",
    ]
)  # fmt: skip


def _same(ref: str) -> str:
    return ref


def in_version(schema: Any, version: str, refer: Refer = _same) -> Any:
    """A schema in the words of a version. `refer` says where a reference leads from here."""
    return _in_30(schema, refer) if version.startswith("3.0") else _in_31(schema, refer)


def _in_31(schema: Any, refer: Refer) -> Any:
    if not isinstance(schema, Mapping):
        return schema
    found: Schema = {}
    for key, value in schema.items():
        if key in _DROPPED:
            continue
        if key == "$ref" and isinstance(value, str):
            found[key] = refer(value)
        elif key == "items" and isinstance(value, list):
            found["prefixItems"] = [_in_31(one, refer) for one in value]
            if "additionalItems" in schema:
                found["items"] = _in_31(schema["additionalItems"], refer)
        elif key == "additionalItems":
            continue
        elif key == "dependencies" and isinstance(value, Mapping):
            required = {name: one for name, one in value.items() if isinstance(one, list)}
            schemas = {name: _in_31(one, refer) for name, one in value.items() if not isinstance(one, list)}
            found |= {"dependentRequired": required} if required else {}
            found |= {"dependentSchemas": schemas} if schemas else {}
        else:
            found[key] = _inside(key, value, lambda one: _in_31(one, refer))
    if found.get("type") == "array" and not found.keys() & {"items", "prefixItems"}:
        found["items"] = {}  # some linters want it said
    return found


def _in_30(schema: Any, refer: Refer) -> Any:
    if schema is True:
        return {}
    if schema is False:
        return {"not": {}}
    if not isinstance(schema, Mapping):
        return schema
    found: Schema = {}
    unsaid: list[str] = []
    for key, value in _words_of_30(schema):
        if key == "$ref" and isinstance(value, str):
            found[key] = refer(value)
        elif key in _DROPPED:
            continue
        elif key == "type" and isinstance(value, list):
            found |= _types(value, found)
        elif key == "type" and value == "null":
            found |= {"nullable": True, "enum": [None]}
        elif key in _OF_30 or key.startswith("x-"):
            found[key] = (
                value
                if key in ("items", "additionalProperties") and isinstance(value, bool)
                else _inside(key, value, lambda one: _in_30(one, refer))
            )
        else:
            unsaid.append(key)
    if found.get("type") == "array" and not isinstance(found.get("items"), dict):
        found["items"] = {}
    if "$ref" in found and len(found) > 1:
        found = {"allOf": [{"$ref": found.pop("$ref")}], **found}
    if unsaid:
        note = f"More is demanded than OpenAPI 3.0 can say: {', '.join(sorted(unsaid))}."
        found["description"] = f"{found['description']}\n\n{note}" if "description" in found else note
    return found


def _words_of_30(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys of a schema, as 3.0 has them."""
    for key, value in schema.items():
        if key == "const":
            yield "enum", [value]
        elif key == "examples" and isinstance(value, list) and value:
            if "example" not in schema:
                yield "example", value[0]
        elif key in ("exclusiveMinimum", "exclusiveMaximum") and not isinstance(value, bool):
            yield key.replace("exclusiveM", "m"), value
            yield key, True
        elif key == "items" and isinstance(value, list):
            yield "items", {"anyOf": value} if value else {}
        elif key in ("minimum", "maximum") and f"exclusive{key.capitalize()}" in schema:
            yield from () if not isinstance(schema[f"exclusive{key.capitalize()}"], bool) else ((key, value),)
        elif key != "examples":
            yield key, value


def _types(types: list[Any], found: Schema) -> Schema:
    """Several types: one that may be null, or one of several schemas."""
    named = [one for one in types if one != "null"]
    nullable: Schema = {"nullable": True} if len(named) < len(types) else {}
    if len(named) == 1:
        return {"type": named[0]} | nullable
    choices = [{"type": one, **({"items": {}} if one == "array" else {}), **nullable} for one in named]
    return {} if "anyOf" in found or not choices else {"anyOf": choices}


def _inside(key: str, value: Any, change: Callable[[Any], Any]) -> Any:
    """The value of a key, with each schema in it changed."""
    if key in _MAPS and isinstance(value, Mapping):
        return {name: change(one) for name, one in value.items()}
    if key in _LISTS and isinstance(value, list):
        return [change(one) for one in value]
    if key in _SINGLE:
        return change(value)
    return value


def definitions(schema: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """The definitions at the top of a schema, by their key and name."""
    return {
        (key, name): one
        for key in ("definitions", "$defs")
        for name, one in (schema.get(key) or {}).items()
        if isinstance(schema.get(key), Mapping)
    }
