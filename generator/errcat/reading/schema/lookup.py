"""The schema as data: what can be at a path of a catalog, and what a value there looks like.

Reading uses it only to explain data that does not fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from errcat import resources
from errcat.findings.finding import PathStep

Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the schema, with the name of its definition or field."""

    name: str
    schema: Mapping[str, Any]


def nodes_at(path: Sequence[PathStep]) -> tuple[Node, ...]:
    """Return the schema's parts for a path: several if there are alternatives, none if anything is allowed."""
    return _nodes_at(tuple(0 if isinstance(step, int) else step for step in path))


@lru_cache(maxsize=4096)
def _nodes_at(path: Path) -> tuple[Node, ...]:
    if not path:
        return (Node("catalog", schema()),)
    return tuple(child for node in _nodes_at(path[:-1]) for child in _children(node, path[-1]))


def object_at(path: Sequence[PathStep]) -> Node | None:
    """Return the mapping that is allowed at a path."""
    mappings = (part for node in nodes_at(path) for part in _alternatives(node) if part.schema.get("type") == "object")
    return next(mappings, None)


def fields_at(path: Sequence[PathStep]) -> Mapping[str, Any]:
    """Return the fields of the mapping at a path; none if its keys are free."""
    node = object_at(path)
    return node.schema.get("properties", {}) if node else {}


def expected_types(path: Sequence[PathStep]) -> set[str]:
    """Return the JSON types that are allowed at a path; empty if anything is."""
    parts = (part for node in nodes_at(path) for part in _alternatives(node))
    return {part.schema.get("type", "string" if "enum" in part.schema else "") for part in parts} - {""}


def example_at(path: Sequence[PathStep]) -> Any:
    """Return a value that is allowed at a path; None if the schema has no example."""
    for node in nodes_at(path):
        for part in (node, *_alternatives(node)):
            if part.schema.get("examples"):
                return part.schema["examples"][0]
            if part.schema.get("enum") and "anyOf" not in part.schema:
                return part.schema["enum"][0]
    list_example = example_at(path[:-1]) if path and isinstance(path[-1], int) else None
    return list_example[0] if list_example else None


def fits(path: Sequence[PathStep], value: object) -> bool:
    """Whether a value is allowed at a path."""
    definitions = {"definitions": schema()["definitions"]}
    return any(validator_class()({**node.schema, **definitions}).is_valid(value) for node in nodes_at(path))


def _children(node: Node, step: PathStep) -> Iterator[Node]:
    for part in _alternatives(node):
        if isinstance(step, int):
            schema, name = part.schema.get("items"), part.name
        else:
            schema, name = part.schema.get("properties", {}).get(step), step
            if schema is None:
                schema, name = part.schema.get("additionalProperties"), part.name
        if isinstance(schema, dict):
            yield _resolved(schema, name)


def _resolved(part: Mapping[str, Any], name: str) -> Node:
    """Follow the reference of a part, and keep the keys next to the reference, which editors show."""
    if "$ref" not in part:
        return Node(name, part)
    target = part["$ref"].removeprefix("#/definitions/")
    return Node(target, schema()["definitions"][target] | {key: part[key] for key in part if key != "$ref"})


def _alternatives(node: Node) -> Iterator[Node]:
    """Yield the alternatives for a value."""
    if "type" in node.schema or "anyOf" not in node.schema:
        yield node
        return
    for part in node.schema["anyOf"]:
        yield from _alternatives(_resolved(part, node.name))


@cache
def schema() -> dict[str, Any]:
    """Return the published schema."""
    loaded: dict[str, Any] = json.loads(resources.schema_text("catalog"))
    return loaded


@cache
def validator_class() -> Any:
    """Return a Draft 7 validator with two changes that make it agree with the generated checker."""
    import jsonschema  # noqa: PLC0415 — a valid catalog never needs it

    def is_integer(_checker: object, value: object) -> bool:
        return type(value) is int  # parsers disagree about 404.0, so it is not a status

    def pattern(_validator: object, expected: str, value: object, _schema: object) -> Iterator[Any]:
        # `$` is the end of the text; Python's also matches before a final line break
        expression = expected.removesuffix("$") + r"\Z" if expected.endswith("$") else expected
        if isinstance(value, str) and not re.search(expression, value):
            yield jsonschema.ValidationError(f"{value!r} does not match {expected!r}")

    base = jsonschema.Draft7Validator
    extend: Any = jsonschema.validators.extend  # untyped in its own stubs
    return extend(base, {"pattern": pattern}, type_checker=base.TYPE_CHECKER.redefine("integer", is_integer))


@cache
def head_validator() -> Any:
    """Return a validator for a file without its errors."""
    full_schema = schema()
    return validator_class()(full_schema | {"properties": full_schema["properties"] | {"errors": {}}})


@cache
def error_validator() -> Any:
    """Return a validator for an entry of `errors`."""
    return validator_class()({"$ref": "#/definitions/error", "definitions": schema()["definitions"]})
