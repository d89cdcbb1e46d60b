"""Data against schema/catalog.v1.schema.json: which values do not fit, and why, for people.

Reading, third step. The yes or no comes from the generated `schema_checker`; only what fails is looked
at again, through jsonschema, which is imported then and not before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from errcat import resources
from errcat.document import Document
from errcat.finding import Fix, PathStep, Place, Problem
from errcat.reading.schema_checker import is_error, is_head
from errcat.source import Edit
from errcat.suggestions import closest, listed
from errcat.yaml_literal import yaml_quoted

MOST_UNKNOWN_KEYS = 20
"""How many unknown keys of one mapping are told one by one."""
MOST_EXPLAINED = 2000
"""How many entries that fail are explained; nobody reads more, and explaining is slow."""


@dataclass(slots=True)
class Verdict:
    """What does not fit in one document."""

    problems: list[Problem] = field(default_factory=list)
    broken: dict[int | None, set[str]] = field(default_factory=dict)
    """By entry (None: the top level): the fields that do not fit and are left out of the model."""


def check(document: Document, told: frozenset[int]) -> Verdict:
    """Check one document. `told` are the offsets of values that are a problem already."""
    verdict = Verdict()
    data = document.data
    if not is_head(data):
        _explain(document, _head_validator(), (), data, verdict, told)
    errors = data.get("errors", [])
    if not isinstance(errors, list):
        _explain_errors(document, errors, verdict)
        return verdict
    failing = [number for number, entry in enumerate(errors) if not is_error(entry)]
    for number in failing[:MOST_EXPLAINED]:
        _explain(document, _error_validator(), ("errors", number), errors[number], verdict, told)
    for number in failing[MOST_EXPLAINED:]:
        verdict.broken[number] = set(errors[number]) if isinstance(errors[number], dict) else set()
    if len(failing) > MOST_EXPLAINED:
        place = Place(document.number, ("errors", failing[MOST_EXPLAINED]))
        verdict.problems.append(Problem("too-many-problems", place, {"count": len(failing) - MOST_EXPLAINED}))
    return verdict


def _explain_errors(document: Document, errors: object, verdict: Verdict) -> None:
    place = Place(document.number, ("errors",))
    verdict.broken.setdefault(None, set()).add("errors")
    if errors is None:
        verdict.problems.append(Problem("empty-value", place.at_key, {"field": "errors"}, help="list"))
    elif isinstance(errors, dict):
        verdict.problems.append(Problem("errors-not-a-list", place.at_key, {}))
    else:
        values = {"field": "errors", "expected": "a list", "found": _found(errors)}
        verdict.problems.append(Problem("wrong-type", place, values))


def _explain(
    document: Document,
    validator: Any,
    base: tuple[PathStep, ...],
    instance: object,
    verdict: Verdict,
    told: frozenset[int],
) -> None:
    owner = base[1] if base else None
    assert owner is None or isinstance(owner, int)
    if base and not isinstance(instance, dict):
        verdict.broken.setdefault(owner, set())
    for error in validator.iter_errors(instance):
        for path, problem in _problems(document, base, error):
            step = path[len(base)] if len(path) > len(base) else None
            if isinstance(step, str):
                verdict.broken.setdefault(owner, set()).add(step)
            if not isinstance(problem.at, Place) or document.start_of(problem.at) not in told:
                verdict.problems.append(problem)


def _problems(
    document: Document, base: tuple[PathStep, ...], error: Any
) -> Iterator[tuple[tuple[PathStep, ...], Problem]]:
    path = (*base, *error.absolute_path)
    place = Place(document.number, path)
    name = next((step for step in reversed(path) if isinstance(step, str)), "the catalog")
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(place, error)
        case "anyOf":
            yield from _alternatives(document, base, error, place, name)
        case _ if "propertyNames" in error.absolute_schema_path:
            yield (*path, error.instance), _wrong_key(place, error)
        case _:
            yield path, _one(document, place, name, error)


def _one(document: Document, place: Place, name: str, error: Any) -> Problem:
    value, wanted = error.instance, error.validator_value
    match error.validator:
        case "type":
            return _wrong_type(document, place, name, value, [wanted] if isinstance(wanted, str) else wanted)
        case "required":
            missing = next(key for key in wanted if key not in value and repr(key) in error.message)
            return Problem("missing-key", place, {"key": missing, "owner": _owner(place)})
        case "enum" | "const":
            known = [str(item) for item in (wanted if error.validator == "enum" else [wanted])]
            near = closest(str(value), known)
            values = {"value": value, "field": name, "similar": near, "known": listed(known)}
            return Problem("unknown-value", place, values, help="similar" if near else "")
        case "pattern":
            return _wrong_form(place, name, value, error)
        case "minLength":
            return Problem("empty-text", place, {"field": name})
        case "maxLength":
            return Problem("too-long", place, {"field": name, "length": len(value), "limit": wanted})
        case "minItems":
            return Problem("empty-list", place, {"field": name})
        case "minimum":
            return Problem("number-too-small", place, {"field": name, "value": value, "limit": wanted})
        case "uniqueItems":
            again = next(item for number, item in enumerate(value) if item in value[:number])
            return Problem("repeated-item", place, {"field": name, "value": again})
    raise AssertionError(f"no words for {error.validator}")


def _wrong_form(place: Place, name: str, value: str, error: Any) -> Problem:
    form = error.schema.get("patternErrorMessage", error.schema.get("description", ""))
    return Problem("wrong-form", place, {"value": value, "field": name, "form": form})


def _wrong_key(place: Place, error: Any) -> Problem:
    key = error.instance
    at = (place / key).at_key
    if error.validator == "maxLength":
        return Problem("too-long", at, {"field": "this key", "length": len(key), "limit": error.validator_value})
    return _wrong_form(at, "this key", key, error)


def _wrong_type(document: Document, place: Place, name: str, value: object, wanted: Sequence[str]) -> Problem:
    if value is None:
        kind = next((kind for kind in ("array", "object") if kind in wanted), "")
        return Problem(
            "empty-value", place.at_key, {"field": name}, help={"array": "list", "object": "map"}.get(kind, "")
        )
    if "string" in wanted and isinstance(value, (bool, int, float)):
        return unquoted_text(document, place, name, _kind_of(value))
    values = {"field": name, "expected": " or ".join(_TYPE_WORDS[kind] for kind in wanted), "found": _found(value)}
    help_ = ""
    if isinstance(value, str) and "integer" in wanted and re.fullmatch(r"-?[0-9]{1,15}", value):
        help_, values["number"] = "number", str(int(value))
    elif "array" in wanted and not isinstance(value, dict):
        help_ = "list"
    return Problem("wrong-type", place, values, help=help_)


def unquoted_text(document: Document, place: Place, name: str, meaning: str) -> Problem:
    """A text that YAML reads as something else, with the quoted spelling as its fix."""
    where = document.range_of(place)
    spelling = document.source.text[where.start : where.end]
    values = {"field": name, "spelling": spelling, "meaning": meaning, "quoted": yaml_quoted(spelling)}
    fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(spelling)),))
    return Problem("unquoted-text", place, values, fix=fix)


def _unknown_keys(place: Place, error: Any) -> Iterator[tuple[tuple[PathStep, ...], Problem]]:
    known = list(error.schema["properties"])
    unknown = [key for key in error.instance if key not in known and not key.startswith("x-")]
    for key in unknown[:MOST_UNKNOWN_KEYS]:
        near = closest(key, known)
        values = {"key": key, "owner": _owner(place), "similar": near, "known": listed(known)}
        at = place / key
        yield at.path, Problem("unknown-key", at.at_key, values, help="similar" if near else "")
    if len(unknown) > MOST_UNKNOWN_KEYS:
        at = place / unknown[MOST_UNKNOWN_KEYS]
        values = {"key": unknown[MOST_UNKNOWN_KEYS], "owner": _owner(place), "count": len(unknown) - MOST_UNKNOWN_KEYS}
        yield at.path, Problem("more-unknown-keys", at.at_key, values)


def _alternatives(
    document: Document, base: tuple[PathStep, ...], error: Any, place: Place, name: str
) -> Iterator[tuple[tuple[PathStep, ...], Problem]]:
    """The problems of the one alternative that the writer meant: the first whose type fits."""
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    meant = [errors for errors in branches.values() if not any(_is_about_the_type(inner) for inner in errors)]
    if all(inner.validator == "required" for errors in branches.values() for inner in errors):
        keys = [key for errors in branches.values() for inner in errors for key in inner.validator_value]
        values = {"key": " or ".join(dict.fromkeys(keys)), "owner": _owner(place)}
        yield place.path, Problem("missing-key", place, values)
    elif meant:
        for inner in meant[0]:
            yield from _problems(document, base, inner)
    else:
        wanted = [
            kind
            for errors in branches.values()
            for inner in errors
            if _is_about_the_type(inner)
            for kind in _types(inner)
        ]
        yield place.path, _wrong_type(document, place, name, error.instance, list(dict.fromkeys(wanted)))


def _is_about_the_type(error: Any) -> bool:
    """Whether an error of an alternative is that the value is of another kind altogether."""
    if error.path:
        return False
    return error.validator == "type" or (error.validator == "enum" and not isinstance(error.instance, str))


def _types(error: Any) -> list[str]:
    if error.validator == "enum":
        return ["string"]
    return [error.validator_value] if isinstance(error.validator_value, str) else list(error.validator_value)


_TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of keys",
    "null": "nothing",
}
_OWNERS = {
    # the last key on the way to a mapping → what people call it
    "errors": "an error", "categories": "a category", "groups": "a group", "types": "an error type",
    "guides": "a guide", "links": "a link", "examples": "an example", "params": "a param", "statuses": "a status",
    "retired": "a retired code", "reserved": "a reserved code", "translations": "a translation",
    "causes": "a cause", "solutions": "a solution", "samples": "a sample", "messages": "a message",
}  # fmt: skip


def _owner(place: Place) -> str:
    """What a mapping is called in a sentence."""
    if not place.path:
        return "a catalog"
    last = place.path[-1]
    named = [step for step in place.path if isinstance(step, str)]
    if isinstance(last, int) or (
        len(named) > 1 and named[-2] in ("categories", "groups", "types", "params", "translations")
    ):
        holder = named[-1] if isinstance(last, int) else named[-2]
        return _OWNERS.get(holder, holder)
    return str(last)


def _found(value: object) -> str:
    """What a value is, in a sentence."""
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return _kind_of(value)


def _kind_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"the number {value}" if isinstance(value, (int, float)) else "nothing"


def expected_types(path: Sequence[PathStep]) -> set[str]:
    """The JSON types that the schema allows at a path; empty where anything goes."""
    schema = _schema()
    nodes: list[Mapping[str, Any]] = [schema]
    for step in path:
        nodes = [child for node in nodes for child in _children(node, step)]
    return {kind for node in nodes for kind in _kinds(node)}


def _children(node: Mapping[str, Any], step: PathStep) -> Iterator[Mapping[str, Any]]:
    for part in _parts(node):
        if isinstance(step, int):
            found = part.get("items")
        else:
            found = part.get("properties", {}).get(step, part.get("additionalProperties"))
        if isinstance(found, dict):
            yield found


def _parts(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "$ref" in node:
        yield from _parts(_schema()["definitions"][node["$ref"].removeprefix("#/definitions/")])
        return
    yield node
    for part in node.get("anyOf", ()):
        yield from _parts(part)


def _kinds(node: Mapping[str, Any]) -> Iterator[str]:
    for part in _parts(node):
        if "type" in part:
            yield part["type"]
        elif "enum" in part:
            yield "string"


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(resources.schema_text("catalog"))
    return schema


@cache
def _validator_class() -> Any:
    import jsonschema  # here, for a catalog that is fine never needs it

    def is_integer(_checker: object, value: object) -> bool:
        return type(value) is int  # 404.0 is no status: parsers differ on what it is

    def pattern(_validator: object, wanted: str, value: object, _schema: object) -> Iterator[Any]:
        # `$` is the end of the text; Python's own also matches before a last line break
        expression = wanted.removesuffix("$") + r"\Z" if wanted.endswith("$") else wanted
        if isinstance(value, str) and not re.search(expression, value):
            yield jsonschema.ValidationError(f"{value!r} does not match {wanted!r}")

    base = jsonschema.Draft7Validator
    extend: Any = jsonschema.validators.extend  # untyped in its own stubs
    return extend(base, {"pattern": pattern}, type_checker=base.TYPE_CHECKER.redefine("integer", is_integer))


@cache
def _head_validator() -> Any:
    schema = _schema()
    return _validator_class()(schema | {"properties": schema["properties"] | {"errors": {}}})


@cache
def _error_validator() -> Any:
    schema = _schema()
    return _validator_class()({"$ref": "#/definitions/error", "definitions": schema["definitions"]})
