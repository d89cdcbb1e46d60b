"""The schema as data: what stands at a path of a catalog, what may stand there, and what a value of it looks like.

Reading, third step: asked only where something does not fit, for the words of the problem.
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

EXTENSION = "x-"
"""What a field of the writer's own starts with."""

Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One part of the schema, with the name of the definition (or of the field) that it comes from."""

    name: str
    schema: Mapping[str, Any]


def nodes_at(path: Sequence[PathStep]) -> tuple[Node, ...]:
    """What the schema says of a path; several where there are alternatives, none where anything goes."""
    return _nodes_at(tuple(0 if isinstance(step, int) else step for step in path))


@lru_cache(maxsize=4096)
def _nodes_at(path: Path) -> tuple[Node, ...]:
    if not path:
        return (Node("catalog", schema()),)
    return tuple(child for node in _nodes_at(path[:-1]) for child in _children(node, path[-1]))


def object_at(path: Sequence[PathStep]) -> Node | None:
    """The mapping that may stand at a path."""
    mappings = (part for node in nodes_at(path) for part in _alternatives(node) if part.schema.get("type") == "object")
    return next(mappings, None)


def fields_at(path: Sequence[PathStep]) -> Mapping[str, Any]:
    """The fields that a mapping at a path may have; none where its keys are free."""
    node = object_at(path)
    return node.schema.get("properties", {}) if node else {}


def expected_types(path: Sequence[PathStep]) -> set[str]:
    """The JSON types that may stand at a path; empty where anything goes."""
    parts = (part for node in nodes_at(path) for part in _alternatives(node))
    return {part.schema.get("type", "string" if "enum" in part.schema else "") for part in parts} - {""}


def example_at(path: Sequence[PathStep]) -> Any:
    """A value that may stand at a path; None where the schema shows none."""
    for node in nodes_at(path):
        for part in (node, *_alternatives(node)):
            if part.schema.get("examples"):
                return part.schema["examples"][0]
            if part.schema.get("enum") and "anyOf" not in part.schema:
                return part.schema["enum"][0]
    list_example = example_at(path[:-1]) if path and isinstance(path[-1], int) else None
    return list_example[0] if list_example else None


def fits(path: Sequence[PathStep], value: object) -> bool:
    """Whether a value may stand at a path."""
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
    """A part with its reference followed; what editors show beside a reference stays."""
    if "$ref" not in part:
        return Node(name, part)
    target = part["$ref"].removeprefix("#/definitions/")
    return Node(target, schema()["definitions"][target] | {key: part[key] for key in part if key != "$ref"})


def _alternatives(node: Node) -> Iterator[Node]:
    """The kinds of value that a part takes."""
    if "type" in node.schema or "anyOf" not in node.schema:
        yield node
        return
    for part in node.schema["anyOf"]:
        yield from _alternatives(_resolved(part, node.name))


@cache
def schema() -> dict[str, Any]:
    """The published schema."""
    loaded: dict[str, Any] = json.loads(resources.schema_text("catalog"))
    return loaded


@cache
def validator_class() -> Any:
    """Draft 7 with the two meanings that our own checker has."""
    import jsonschema  # noqa: PLC0415 — a catalog that is fine never needs it

    def is_integer(_checker: object, value: object) -> bool:
        return type(value) is int  # 404.0 is no status: parsers differ on what it is

    def pattern(_validator: object, expected: str, value: object, _schema: object) -> Iterator[Any]:
        # `$` is the end of the text; Python's own also matches before a last line break
        expression = expected.removesuffix("$") + r"\Z" if expected.endswith("$") else expected
        if isinstance(value, str) and not re.search(expression, value):
            yield jsonschema.ValidationError(f"{value!r} does not match {expected!r}")

    base = jsonschema.Draft7Validator
    extend: Any = jsonschema.validators.extend  # untyped in its own stubs
    return extend(base, {"pattern": pattern}, type_checker=base.TYPE_CHECKER.redefine("integer", is_integer))


@cache
def head_validator() -> Any:
    """For a file without its errors."""
    full_schema = schema()
    return validator_class()(full_schema | {"properties": full_schema["properties"] | {"errors": {}}})


@cache
def error_validator() -> Any:
    """For one entry of `errors`."""
    return validator_class()({"$ref": "#/definitions/error", "definitions": schema()["definitions"]})
