"""The `details` of an error: is it a JSON Schema, and does a payload fit it? A noun, around the jsonschema library.

The library is slow to load and slow to run, so most is told without it: `is_plain` knows the keywords that nearly
all schemas are made of, and `fits` what they mean. Only what these two do not settle goes to the library. It never
fetches anything, and stops at what would take too long: a schema may refer to itself, and patterns may be traps.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from errcat.envelope import json_type
from errcat.findings.finding import PathStep
from errcat.json_schema import KEYWORDS, Holds, Locations, Miss, Path, has_kind, is_readable, json_kinds, locate
from errcat.text.patterns import LONGEST_CODE, BadPatternError, compile_pattern

MOST_REFERENCES = 5000
"""How many references one payload may lead through."""

_TYPES = frozenset(["string", "integer", "number", "boolean", "array", "object", "null"])
_REMARKS = frozenset(
    [
        "$anchor", "$comment", "$defs", "$id", "$schema", "contentMediaType", "default", "definitions", "deprecated",
        "description", "example", "examples", "format", "readOnly", "title", "writeOnly",
    ]
)  # fmt: skip
"""Keywords that no value can break."""
_REFERENCES = tuple(key for key, holds in KEYWORDS.items() if holds is Holds.REFERENCE)
_BROKEN_PATTERNS = (
    "bad escape (end of pattern)",
    "missing ), unterminated subpattern",
    "nothing to repeat",
    "unbalanced parenthesis",
    "unterminated character set",
)
"""What Python says of a pattern that is none in any language."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a schema: what, where in it, and the value that is wrong."""

    kind: str
    """remote, missing, data, loop, dialect, pattern, default-value, or the keyword whose value is wrong."""
    path: tuple[PathStep, ...]
    value: object
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a payload does not fit: the keyword that it breaks, what this wants, and what was found."""

    keyword: str
    path: tuple[PathStep, ...]
    wanted: object
    found: object


def fault_of(schema: Mapping[str, Any]) -> Fault | None:
    """What keeps `details` from being a JSON Schema that stands by itself."""
    if is_plain(schema):
        return None
    if not is_readable(schema):
        return Fault("dialect", ("$schema",), schema["$schema"])
    where = locate(schema)
    return (
        _fault_of_value(where)
        or _fault_of_reference(where)
        or _endless_reference(where)
        or _fault_by_library(schema)
        or _fault_of_pattern(where)
        or _fault_of_default(where)
    )


def is_plain(schema: object) -> bool:
    """Whether something is a schema beyond doubt: keywords that everybody uses, with values that they may have."""
    if schema is True or schema is False:
        return True
    return (
        isinstance(schema, Mapping)
        and all(_is_plain_keyword(key, value) for key, value in schema.items())
        and ("default" not in schema or fits(schema, schema["default"]))
    )


def _is_plain_keyword(key: str, value: object) -> bool:
    match KEYWORDS.get(key):
        case Holds.SCHEMAS_BY_NAME:
            return isinstance(value, Mapping) and all(is_plain(part) for part in value.values())
        case Holds.SCHEMA | Holds.ITEMS:
            return is_plain(value)
        case Holds.SCHEMAS:
            return isinstance(value, list) and bool(value) and all(is_plain(part) for part in value)
        case Holds.TYPES:
            kinds = value if isinstance(value, list) else [value]
            are_types = bool(kinds) and all(isinstance(kind, str) and kind in _TYPES for kind in kinds)
            return are_types and len(set(kinds)) == len(kinds)
        case Holds.NAMES:
            if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
                return False
            return len(set(value)) == len(value)
        case Holds.COUNT:
            return type(value) is int and value >= 0
        case Holds.NUMBER | Holds.LIMIT if key != "multipleOf":
            return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        case Holds.FLAG if key != "$recursiveAnchor":
            return isinstance(value, bool)
        case Holds.TEXT if key not in ("$schema", "$dynamicAnchor", "pattern"):
            return isinstance(value, str)
        case Holds.LIST:
            return isinstance(value, list)
        case Holds.DATA:
            return True
    return key.startswith("x-")


def _fault_of_value(where: Locations) -> Fault | None:
    """A keyword whose value is of another kind than in any version of JSON Schema."""
    for path, spot in where.subschemas.items():
        if not has_kind(spot.schema, ("object", "boolean")):
            return Fault("type", path, spot.schema, ("object", "boolean"))
        if isinstance(spot.schema, Mapping):
            for key, value in spot.schema.items():
                kinds = json_kinds(key)
                if kinds and not has_kind(value, kinds):
                    return Fault("type", (*path, key), value, kinds)
    return None


def _fault_of_reference(where: Locations) -> Fault | None:
    for reference in where.references():
        target = where.target(reference)
        if isinstance(target, Miss):
            return Fault(target.value, (*reference.at, reference.keyword), reference.text)
    return None


def _endless_reference(where: Locations) -> Fault | None:
    """A reference that leads back to itself without ever looking deeper into the payload."""
    done: dict[Path, bool] = {}  # by schema: False while it is under way, True when nothing leads back to it
    for reference in where.references():
        left: list[tuple[Path, Iterator[Path]]] = []
        start = where.target(reference)
        if not isinstance(start, Miss) and start not in done:
            done[start] = False
            left.append((start, where.in_place(start)))
        while left:
            path, inside = left[-1]
            step = next(inside, None)
            if step is None:
                done[path] = True
                left.pop()
            elif step not in done:
                done[step] = False
                left.append((step, where.in_place(step)))
            elif not done[step]:
                return Fault("loop", (*reference.at, reference.keyword), reference.text)
    return None


def _fault_of_pattern(where: Locations) -> Fault | None:
    """A pattern that no language can read. What only Python cannot read is fine: patterns are those of ECMAScript."""
    for path, spot in where.subschemas.items():
        if isinstance(spot.schema, Mapping):
            named = spot.schema.get("patternProperties") or {}
            pattern = spot.schema.get("pattern")
            texts = [] if pattern is None else [((*path, "pattern"), pattern)]
            for at, text in [*texts, *(((*path, "patternProperties", name), name) for name in named)]:
                if _is_broken_pattern(text):
                    return Fault("pattern", at, text)
    return None


def _fault_of_default(where: Locations) -> Fault | None:
    """A default that its own schema refuses: OpenAPI takes none."""
    for path, spot in where.subschemas.items():
        if isinstance(spot.schema, Mapping) and "default" in spot.schema:
            value = spot.schema["default"]
            if not fits(spot.schema, value) and _ends(where.root) and _refusals(where.root, spot.schema, value):
                return Fault("default-value", (*path, "default"), value)
    return None


def _is_broken_pattern(text: str) -> bool:
    if "[]" in text or "[^]" in text:  # an empty set in ECMAScript, an open one in Python
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of `[[` and `--`, which may mean more one day
            re.compile(text)
    except re.error as error:
        return error.msg in _BROKEN_PATTERNS
    except (OverflowError, RecursionError):
        return False
    return False


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
            return any(_is_same(item, value) for item in wanted)
        case "const":
            return _is_same(wanted, value)
        case "minLength" | "maxLength":
            return not isinstance(value, str) or _is_within(key, len(value), wanted)
        case "minItems" | "maxItems":
            return not isinstance(value, list) or _is_within(key, len(value), wanted)
        case "minimum" | "maximum":
            return isinstance(value, bool) or not isinstance(value, (int, float)) or _is_within(key, value, wanted)
    return key in _REMARKS or key.startswith("x-")


def _is_same(wanted: object, value: object) -> bool:
    """Whether two values are equal beyond doubt."""
    return type(wanted) is type(value) and wanted == value and not isinstance(value, (list, dict))


def _is_within(key: str, value: float, limit: float) -> bool:
    return value >= limit if key.startswith("min") else value <= limit


def mismatches(schema: Mapping[str, Any], value: object) -> list[Mismatch]:
    """Where a payload does not fit a schema that has no fault."""
    return [] if fits(schema, value) or not _ends(schema) else _refusals(schema, schema, value)


def _refusals(root: Mapping[str, Any], schema: Mapping[str, Any], value: object) -> list[Mismatch]:
    """Where the library says that a value does not fit a schema, which is a part of another one."""
    from jsonschema.exceptions import best_match  # noqa: PLC0415 — slow to load, and hardly ever needed
    from referencing.exceptions import Unresolvable  # noqa: PLC0415 — slow to load, and hardly ever needed

    validator_class, left = _validator_class(str(root.get("$schema", "")))
    left[0] = MOST_REFERENCES
    found: list[Mismatch] = []
    try:
        for error in validator_class(root, registry=_registry()).evolve(schema=schema).iter_errors(value):
            best = best_match([error]) or error
            found.append(Mismatch(best.validator or "false", tuple(best.absolute_path), _wanted(best), best.instance))
    except (_TooLong, RecursionError, Unresolvable, ValueError, ArithmeticError):
        return found  # as far as the library came: addresses and numbers may be more than it can take
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
    parts = (spot.schema for spot in locate(schema).subschemas.values())
    names = (part.get("patternProperties") or () for part in parts if isinstance(part, Mapping))
    return all(_compiled(name) for some in names for name in some)


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

    keywords = {key: counted(base.VALIDATORS[key]) for key in _REFERENCES if key in base.VALIDATORS}
    return extend(base, keywords | {"pattern": pattern}), left
