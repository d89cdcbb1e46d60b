"""Convert JSON Schemas to the dialect of an OpenAPI version.

A schema can have any draft from 4 on. OpenAPI 3.1 and later use draft 2020-12; OpenAPI 3.0 has its own dialect. A
keyword that the version lacks is left out: the schema then accepts more, and its description says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat.json_schema import (
    KEYWORDS,
    KeywordKind,
    Path,
    Reference,
    has_kind,
    is_legacy,
    json_kinds,
    schemas_in,
    without_duplicates,
)

Schema = dict[str, Any]
Refer = Callable[[Reference], str]

_DROPPED = frozenset(
    [
        "$anchor", "$comment", "$defs", "$dynamicAnchor", "$id", "$recursiveAnchor", "$schema", "$vocabulary",
        "definitions",
    ]
)  # fmt: skip
"""Keywords that a component does not need: definitions are components, and references lead to components."""
_KEYWORDS_30 = frozenset(
    [
        "additionalProperties", "allOf", "anyOf", "default", "deprecated", "description", "discriminator", "enum",
        "example", "exclusiveMaximum", "exclusiveMinimum", "externalDocs", "format", "items", "maxItems", "maxLength",
        "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not",
        "nullable", "oneOf", "pattern", "properties", "readOnly", "required", "title", "type", "uniqueItems",
        "writeOnly", "xml",
    ]
)  # fmt: skip
_ANNOTATIONS = frozenset(
    ["default", "deprecated", "description", "example", "examples", "readOnly", "title", "writeOnly", *_DROPPED]
)
"""Keywords that count next to a `$ref` in drafts where a `$ref` hides its neighbours."""
_XML = {"name": "string", "namespace": "string", "prefix": "string", "attribute": "boolean", "wrapped": "boolean"}
_ADDED_TO_ALL_OF = "allOf, also"
"""The key of a condition that goes into `allOf` because its own keyword is taken."""
_SCALARS = (str, int, float, type(None))
"""The types of most values. Nothing is inside such a value, and asking this first is fast."""
_TEXT_KEYWORDS = frozenset(["const", "description", "format", "pattern", "title", "type"])
"""Keywords that mean the same in every draft if their value is a text."""
_LIMITS = {"exclusiveMinimum": ("minimum", max), "exclusiveMaximum": ("maximum", min)}


def _as_written(reference: Reference) -> str:
    return reference.text


def convert_schema(
    schema: Any, version: str, refer: Refer = _as_written, at: Path = (), *, legacy: bool = False
) -> Any:
    """Convert a schema to the dialect of an OpenAPI version.

    `refer` returns the new target of a reference, `at` is the path of the schema in the whole schema, and `legacy` says
    that a `$ref` hides its neighbours there.
    """
    return _Converter(version.startswith("3.0"), refer, legacy or is_legacy(schema)).convert(schema, at)


def survives(keyword: str, path: Path, schema: Any, parent: Mapping[str, Any], version: str) -> bool:
    """Whether a schema inside its parent keeps its path in the dialect of an OpenAPI version."""
    if keyword == "items":
        is_there = path[-1] == "items" and not (version.startswith("3.0") and "prefixItems" in parent)
    elif version.startswith("3.0"):
        is_there = keyword in _KEYWORDS_30
    else:
        is_there = keyword not in ("additionalItems", "dependencies")
    return is_there and keyword not in _DROPPED and not (version.startswith("3.0") and isinstance(schema, bool))


@dataclass(frozen=True, slots=True)
class _Converter:
    is_openapi_30: bool
    refer: Refer
    legacy: bool

    def convert(self, schema: Any, at: Path) -> Any:
        if isinstance(schema, bool) and self.is_openapi_30:
            return {} if schema else {"not": {}}
        if not isinstance(schema, Mapping):
            return schema
        if not self.is_openapi_30 and _is_same_in_all_drafts(schema):
            properties = schema.get("properties", {})
            converted = {name: self.convert(part, (*at, "properties", name)) for name, part in properties.items()}
            return {key: converted if key == "properties" else value for key, value in schema.items()}
        result: Schema = {}
        omitted = [key for key, value in schema.items() if key not in _DROPPED and _is_followed(key, value)]
        for key, value in self._in_this_draft({key: value for key, value in schema.items() if key not in omitted}):
            if KEYWORDS.get(key) is KeywordKind.REFERENCE:
                _add_reference(result, self.refer(Reference(at, key, value)))
            elif key == _ADDED_TO_ALL_OF:
                result["allOf"] = [*result.get("allOf", []), value]
            elif self.is_openapi_30 and key not in _KEYWORDS_30 and not key.startswith("x-"):
                omitted.append(key)
            elif key == "additionalProperties" and isinstance(value, bool):
                result[key] = value
            elif key == "allOf":
                result[key] = [*self._converted_value(key, value, at), *result.get(key, [])]
            else:
                result[key] = self._converted_value(key, value, at)
        return self._finish(result, omitted)

    def _in_this_draft(self, schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Yield the keywords of a schema, with those of other drafts translated."""
        hides = self.legacy and "$ref" in schema
        keywords = {
            key: value
            for key, value in schema.items()
            if key not in _DROPPED and not (key == "id" and self.legacy) and _is_sound(key, value)
        }
        if hides:
            keywords = {key: value for key, value in keywords.items() if key in _ANNOTATIONS or key == "$ref"}
        for key, value in keywords.items():
            if key in _LIMITS or key in ("minimum", "maximum"):
                yield from self._limits(key, keywords)
            elif key == "items" and isinstance(value, list) and not self.is_openapi_30:
                yield "prefixItems", value
                if "additionalItems" in keywords:
                    yield "items", keywords["additionalItems"]
            elif key == "additionalItems" and not self.is_openapi_30:
                continue
            elif key == "dependencies" and not self.is_openapi_30:
                yield from _dependencies(value)
            elif key == "enum":
                yield (
                    ("enum", without_duplicates(value))
                    if value or not self.is_openapi_30
                    else (_ADDED_TO_ALL_OF, {"not": {}})
                )
            elif self.is_openapi_30:
                yield from self._in_30(key, value, keywords)
            else:
                yield key, value

    def _limits(self, key: str, keywords: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Yield a limit. `exclusiveMinimum` is true or false in draft 4 and OpenAPI 3.0, and a number elsewhere."""
        for exclusive, (plain, stricter) in _LIMITS.items():
            if key not in (exclusive, plain) or (key == plain and exclusive in keywords):
                continue
            bound, limit = keywords.get(exclusive), keywords.get(plain)
            if isinstance(bound, bool):
                bound, limit = (limit, None) if bound else (None, limit)
            if bound is not None and limit is not None:
                bound, limit = (bound, None) if stricter(bound, limit) == bound else (None, limit)
            if limit is not None:
                yield plain, limit
            if bound is not None and self.is_openapi_30:
                yield plain, bound
                yield exclusive, True
            elif bound is not None:
                yield exclusive, bound

    def _in_30(self, key: str, value: Any, keywords: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        match key:
            case "const":
                yield ("enum", [value]) if "enum" not in keywords else (_ADDED_TO_ALL_OF, {"enum": [value]})
            case "examples":
                if value and "example" not in keywords:
                    yield "example", value[0]
            case "required":
                yield from [(key, value)] if value else []
            case "items" if isinstance(value, list):
                yield from _items([*value], keywords.get("additionalItems", True))
            case "items" if "prefixItems" in keywords:
                yield from _items(keywords["prefixItems"], value)
            case "type":
                yield from _types(value, keywords)
            case _:
                yield key, value

    def _converted_value(self, key: str, value: Any, at: Path) -> Any:
        """Return the value of a keyword with each schema in it converted."""
        if isinstance(value, str):
            return value
        converted = {steps: self.convert(part, (*at, *steps)) for steps, part in schemas_in(key, value)}
        if not converted:
            return value
        if (key,) in converted:
            return converted[key,]
        if isinstance(value, list):
            return list(converted.values())
        return {name: converted.get((key, name), item) for name, item in value.items()}

    def _finish(self, result: Schema, omitted: list[str]) -> Schema:
        if result.get("type") == "array":
            if self.is_openapi_30 and not isinstance(result.get("items"), dict):
                result["items"] = {}
            elif not result.keys() & {"items", "prefixItems"}:
                result["items"] = {}  # some linters require it
        if self.is_openapi_30 and len(result) > 1:
            result = with_reference_inside(result)
        if "$ref" in result:
            result = {"$ref": result["$ref"], **result}
        if omitted:
            speaker = "OpenAPI 3.0" if self.is_openapi_30 else "OpenAPI"
            note = f"{speaker} can't express all constraints: {', '.join(sorted(omitted))}."
            result["description"] = f"{result['description']}\n\n{note}" if "description" in result else note
        return result


def with_reference_inside(schema: Schema) -> Schema:
    """Return a schema whose `$ref` moves to the end of `allOf`, so that other keywords can be next to it."""
    if "$ref" not in schema:
        return schema
    others = {key: value for key, value in schema.items() if key != "$ref"}
    return {"allOf": [], **others} | {"allOf": [*others.get("allOf", []), {"$ref": schema["$ref"]}]}


def _add_reference(schema: Schema, target: str) -> None:
    if "$ref" in schema:
        schema["allOf"] = [*schema.get("allOf", []), {"$ref": target}]
    else:
        schema["$ref"] = target


def _items(first: list[Any], rest: Any) -> Iterator[tuple[str, Any]]:
    """Yield the items of a list whose first items differ. In OpenAPI 3.0, each item can be any of them."""
    if rest is not True:
        choices = [*first, *([rest] if rest is not False else [])]
        yield "items", {"anyOf": choices} if choices else {}


def _types(value: Any, keywords: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield types for OpenAPI 3.0: a nullable type, or several schemas to choose from."""
    types = value if isinstance(value, list) else [value]
    type_names = [type_ for type_ in types if type_ != "null"]
    is_nullable = len(type_names) < len(types)
    if len(type_names) == 1:
        yield "type", type_names[0]
        if is_nullable:
            yield "nullable", True
    elif not type_names:
        yield "nullable", True
        yield (_ADDED_TO_ALL_OF, {"enum": [None]}) if keywords.keys() & {"enum", "const"} else ("enum", [None])
    else:
        nullable: Schema = {"nullable": True} if is_nullable else {}
        choices = [{"type": name, **({"items": {}} if name == "array" else {}), **nullable} for name in type_names]
        yield (_ADDED_TO_ALL_OF, {"anyOf": choices}) if "anyOf" in keywords else ("anyOf", choices)


def _dependencies(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    required = {name: item for name, item in value.items() if isinstance(item, list)}
    if required:
        yield "dependentRequired", required
    if len(required) < len(value):
        yield "dependentSchemas", {name: item for name, item in value.items() if name not in required}


def _is_sound(key: str, value: Any) -> bool:
    """Whether OpenAPI accepts a value. JSON Schema does not restrict the keywords that OpenAPI adds."""
    match key:
        case "discriminator":
            return (
                has_kind(value, ("object",)) and isinstance(value.get("propertyName"), str) and "mapping" not in value
            )
        case "externalDocs":
            return has_kind(value, ("object",)) and isinstance(value.get("url"), str)
        case "xml":
            return has_kind(value, ("object",)) and all(
                has_kind(item, (_XML.get(name, ""),)) for name, item in value.items()
            )
    kinds = json_kinds(key)
    return not kinds or has_kind(value, kinds)


def _is_same_in_all_drafts(schema: Mapping[str, Any]) -> bool:
    """Whether a schema, other than its properties, needs no conversion. This is fast, and true for most schemas."""
    for key, value in schema.items():
        if key in _TEXT_KEYWORDS:
            if not isinstance(value, str) or value == "array":
                return False
        elif key == "required":
            if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
                return False
        elif key != "properties" or not isinstance(value, dict):
            return False
    return True


def _is_followed(key: str, value: Any) -> bool:
    """Whether data contains something that tools would follow as a reference."""
    return not isinstance(value, _SCALARS) and not any(True for _ in schemas_in(key, value)) and _has_reference(value)


def _has_reference(value: Any) -> bool:
    if isinstance(value, _SCALARS):
        return False
    if isinstance(value, Mapping):
        return "$ref" in value or any(map(_has_reference, value.values()))
    return isinstance(value, list) and any(map(_has_reference, value))
