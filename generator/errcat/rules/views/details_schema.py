"""The `details` of an error: is it a JSON Schema, and does a payload fit it? A noun, around the jsonschema library.

The library is slow to load and slow to run, so most is told without it: `is_plain` knows the keywords that nearly
all schemas are made of, and `fits` what they mean. Only what these two do not settle goes to the library. It never
fetches anything, and stops at what would take too long: a schema may refer to itself, and patterns may be traps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from errcat.envelope import json_type
from errcat.finding import PathStep
from errcat.text.patterns import LONGEST_CODE, BadPatternError, compile_pattern

MOST_REFERENCES = 5000
"""How many references one payload may lead through."""

_TYPES = frozenset(["string", "integer", "number", "boolean", "array", "object", "null"])
_DATA = frozenset(["const", "enum", "default", "example", "examples"])
"""Keywords whose values are data, not schemas."""
_BY_NAME = frozenset(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"])
_SCHEMAS = frozenset(["items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else"])
_LISTS = frozenset(["allOf", "anyOf", "oneOf", "prefixItems"])
_COUNTS = frozenset(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"])
_NUMBERS = frozenset(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])
_WORDS = frozenset(["title", "description", "format", "$comment", "$id", "$anchor", "contentMediaType"])
_FLAGS = frozenset(["uniqueItems", "deprecated", "readOnly", "writeOnly"])

_REMARKS = _WORDS | _FLAGS - {"uniqueItems"} | {"default", "examples", "example", "$defs", "definitions", "$schema"}
"""Keywords that no value can break."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a schema: what, where in it, and the value that is wrong."""

    kind: str
    """remote, missing, loop, or the keyword whose value is not what it must be."""
    path: tuple[PathStep, ...]
    value: object
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """Where a payload does not fit: the keyword that it breaks, what this wants, and what was found."""

    keyword: str
    path: tuple[PathStep, ...]
    wanted: object
    found: object


def property_names(schema: object) -> frozenset[str]:
    """The names of all properties of a schema, at any depth."""
    return frozenset(_property_names(schema)) if schema else frozenset()


def _property_names(schema: object) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _property_names(item)
    elif isinstance(schema, Mapping):
        for keyword, value in schema.items():
            if keyword == "properties" and isinstance(value, Mapping):
                yield from value
            if keyword not in _DATA:
                yield from _property_names(value)


def fault_of(schema: Mapping[str, Any]) -> Fault | None:
    """What keeps `details` from being a JSON Schema that stands by itself."""
    if is_plain(schema):
        return None
    for path, reference in _references(schema):
        fault = _fault_of_reference(schema, path, reference)
        if fault:
            return fault
    return _endless_reference(schema) or _fault_by_library(schema)


def is_plain(schema: object) -> bool:
    """Whether something is a schema beyond doubt: keywords that everybody uses, with values that they may have."""
    if schema is True or schema is False:
        return True
    return isinstance(schema, Mapping) and all(_is_plain_keyword(key, value) for key, value in schema.items())


def _is_plain_keyword(key: str, value: object) -> bool:
    if key in _BY_NAME:
        return isinstance(value, Mapping) and all(is_plain(part) for part in value.values())
    if key in _SCHEMAS:
        return is_plain(value)
    if key in _LISTS:
        return isinstance(value, list) and bool(value) and all(is_plain(part) for part in value)
    if key == "type":
        kinds = value if isinstance(value, list) else [value]
        are_types = bool(kinds) and all(isinstance(kind, str) and kind in _TYPES for kind in kinds)
        return are_types and len(set(kinds)) == len(kinds)
    if key == "required":
        return (
            isinstance(value, list) and all(isinstance(name, str) for name in value) and len(set(value)) == len(value)
        )
    if key in _COUNTS:
        return type(value) is int and value >= 0
    if key in _NUMBERS:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if key in _FLAGS:
        return isinstance(value, bool)
    if key in _WORDS:
        return isinstance(value, str)
    if key in ("enum", "examples"):
        return isinstance(value, list)
    return key in ("const", "default", "example") or key.startswith("x-")


def _references(schema: object, path: tuple[PathStep, ...] = ()) -> Iterator[tuple[tuple[PathStep, ...], str]]:
    if isinstance(schema, list):
        for number, item in enumerate(schema):
            yield from _references(item, (*path, number))
    elif isinstance(schema, Mapping):
        for key, value in schema.items():
            if key in ("$ref", "$dynamicRef") and isinstance(value, str):
                yield (*path, key), value
            elif key not in _DATA:
                yield from _references(value, (*path, key))


def _fault_of_reference(schema: Mapping[str, Any], path: tuple[PathStep, ...], reference: str) -> Fault | None:
    if not reference.startswith("#"):
        return Fault("remote", path, reference)
    if reference in ("#", "#/") or not reference.startswith("#/"):
        is_known = reference == "#" or reference[1:] in set(_anchors(schema))
        return None if is_known else Fault("missing", path, reference)
    found = _at(schema, reference)
    return Fault("missing", path, reference) if found is None else None


def _at(schema: Mapping[str, Any], reference: str) -> object:
    """What a reference within the document leads to; None where that is nothing."""
    node: object = schema
    for part in reference.split("/")[1:]:
        step = part.replace("%25", "%").replace("~1", "/").replace("~0", "~")
        if isinstance(node, Mapping) and step in node:
            node = node[step]
        elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            return None
    return node


def _anchors(schema: object) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _anchors(item)
    elif isinstance(schema, Mapping):
        for key, value in schema.items():
            if key in ("$anchor", "$dynamicAnchor") and isinstance(value, str):
                yield value
            elif key in ("$id", "id") and isinstance(value, str) and value.startswith("#"):
                yield value[1:]
            else:
                yield from _anchors(value)


def _endless_reference(schema: Mapping[str, Any]) -> Fault | None:
    """A reference that leads back to itself without ever looking deeper into the payload."""
    done: dict[int, bool] = {}  # by schema: False while it is under way, True when nothing leads back to it

    def leads_back(node: object) -> bool:
        if not isinstance(node, Mapping) or done.get(id(node)) is True:
            return False
        if id(node) in done:
            return True
        done[id(node)] = False
        found = any(leads_back(part) for part in _in_place(schema, node))
        done[id(node)] = True
        return found

    for path, reference in _references(schema):
        if leads_back(schema if reference == "#" else _at(schema, reference)):
            return Fault("loop", path, reference)
    return None


def _in_place(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[object]:
    """The schemas that a schema applies to the very same value."""
    for key in ("allOf", "anyOf", "oneOf"):
        if isinstance(node.get(key), list):
            yield from node[key]
    yield from (node[key] for key in ("not", "if", "then", "else") if key in node)
    reference = node.get("$ref")
    if isinstance(reference, str) and reference.startswith("#"):
        yield schema if reference == "#" else _at(schema, reference)


def fits(schema: object, value: object) -> bool:
    """Whether a value fits a schema beyond doubt; False may also mean that this does not understand the schema."""
    if schema is True:
        return True
    return isinstance(schema, Mapping) and all(_fits_keyword(schema, key, value) for key in schema)


def _fits_keyword(schema: Mapping[str, Any], key: str, value: Any) -> bool:
    wanted = schema[key]
    match key:
        case "type":
            found = json_type(value)
            kinds = wanted if isinstance(wanted, list) else (wanted,)
            return found in kinds or (found == "integer" and "number" in kinds)
        case "properties":
            is_object = isinstance(value, Mapping)
            return not is_object or all(fits(part, value[name]) for name, part in wanted.items() if name in value)
        case "required":
            return not isinstance(value, Mapping) or all(name in value for name in wanted)
        case "additionalProperties":
            if not isinstance(value, Mapping):
                return True
            others = [value[name] for name in value if name not in schema.get("properties", ())]
            return "patternProperties" not in schema and all(fits(wanted, other) for other in others)
        case "items":
            if not isinstance(value, list):
                return True
            return "prefixItems" not in schema and all(fits(wanted, item) for item in value)
        case "enum":
            return any(type(item) is type(value) and item == value for item in wanted)
        case "const":
            return type(wanted) is type(value) and bool(wanted == value)
        case "minLength" | "maxLength":
            return not isinstance(value, str) or _is_within(key, len(value), wanted)
        case "minItems" | "maxItems":
            return not isinstance(value, list) or _is_within(key, len(value), wanted)
        case "minimum" | "maximum":
            return isinstance(value, bool) or not isinstance(value, (int, float)) or _is_within(key, value, wanted)
    return key in _REMARKS or key.startswith("x-")


def _is_within(key: str, value: float, limit: float) -> bool:
    return value >= limit if key.startswith("min") else value <= limit


def misfits(schema: Mapping[str, Any], value: object) -> list[Misfit]:
    """Where a payload does not fit a schema that has no fault."""
    if fits(schema, value) or not _ends(schema):
        return []
    from jsonschema.exceptions import best_match  # noqa: PLC0415 — slow to load, and hardly ever needed

    validator_class, left = _validator_class(str(schema.get("$schema", "")))
    left[0] = MOST_REFERENCES
    found: list[Misfit] = []
    try:
        for error in validator_class(schema, registry=_registry()).iter_errors(value):
            best = best_match([error]) or error
            found.append(Misfit(str(best.validator), tuple(best.absolute_path), _wanted(best), best.instance))
    except (_TooLong, RecursionError):
        return found  # what it came to so far
    return found


class _TooLong(Exception):
    """To tell whether a payload fits takes longer than it is worth."""


def _wanted(error: Any) -> object:
    match error.validator:
        case "required":
            return next((name for name in error.validator_value if name not in error.instance), "")
        case "additionalProperties":
            return next((name for name in error.instance if name not in error.schema.get("properties", ())), "")
    return error.validator_value


def _fault_by_library(schema: Mapping[str, Any]) -> Fault | None:
    import jsonschema  # noqa: PLC0415 — slow to load, and hardly ever needed

    # Patterns are those of ECMAScript: that Python does not know one is no fault.
    no_formats = jsonschema.FormatChecker(formats=())
    validator_class, _left = _validator_class(str(schema.get("$schema", "")))
    try:
        validator_class.check_schema(schema, format_checker=no_formats)
    except jsonschema.SchemaError as error:
        value: Any = error.validator_value if error.validator in ("type", "enum") else ()
        wanted = (value,) if isinstance(value, str) else tuple(map(str, value))
        return Fault(str(error.validator), tuple(error.absolute_path), error.instance, wanted)
    except RecursionError:
        return Fault("loop", (), schema)
    return None


def _ends(schema: object) -> bool:
    """Whether the patterns that names of keys are tried against all end."""
    if isinstance(schema, list):
        return all(_ends(item) for item in schema)
    if not isinstance(schema, Mapping):
        return True
    names = schema.get("patternProperties")
    return (not isinstance(names, Mapping) or all(map(_compiled, names))) and all(map(_ends, schema.values()))


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern that is safe to try; None for all others."""
    try:
        return compile_pattern(pattern)
    except BadPatternError:
        return None


@cache
def _registry() -> Any:
    from referencing import Registry  # noqa: PLC0415 — slow to load, and hardly ever needed

    return Registry()  # it retrieves nothing


@cache
def _validator_class(dialect: str) -> tuple[Any, list[int]]:
    """The validator of a dialect, made safe, and how many references it may still follow."""
    import jsonschema  # noqa: PLC0415 — slow to load, and hardly ever needed

    base: Any = jsonschema.validators.validator_for({"$schema": dialect}, default=jsonschema.Draft202012Validator)
    extend: Any = jsonschema.validators.extend  # untyped in its own stubs
    left = [0]

    def counted(keyword: Callable[..., Any]) -> Callable[..., Any]:
        def follow(validator: Any, reference: Any, instance: Any, schema: Any) -> Iterator[Any]:
            left[0] -= 1
            if left[0] < 0:
                raise _TooLong
            yield from keyword(validator, reference, instance, schema) or ()

        return follow

    def pattern(_validator: Any, wanted: str, instance: object, _schema: Any) -> Iterator[Any]:
        compiled = _compiled(wanted) if isinstance(instance, str) and len(instance) <= LONGEST_CODE else None
        if isinstance(instance, str) and compiled and not compiled.search(instance):
            yield jsonschema.ValidationError("")

    keywords = {key: counted(base.VALIDATORS[key]) for key in ("$ref", "$dynamicRef") if key in base.VALIDATORS}
    return extend(base, keywords | {"pattern": pattern}), left
