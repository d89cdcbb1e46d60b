"""The quick answers about details are those of the jsonschema library, and traps do not catch anybody."""

from __future__ import annotations

import time
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.json_schema import property_names
from errcat.rules.views.details_schema import fault_of, fits, is_plain, mismatches

NAMES = st.sampled_from(["a", "b", "c"])
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "array", "object", "null"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from([1.5, -0.5]), st.sampled_from(["", "ab"])
)
PAYLOADS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


def _schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {},
        optional={
            "type": TYPES | st.lists(TYPES, min_size=1, max_size=2, unique=True),
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "required": st.lists(NAMES, max_size=2, unique=True),
            "additionalProperties": inner,
            "items": inner,
            "enum": st.lists(SCALARS, min_size=1, max_size=3),
            "const": SCALARS,
            "minimum": st.integers(-1, 1),
            "maximum": st.integers(-1, 2),
            "minLength": st.integers(0, 2),
            "maxItems": st.integers(0, 2),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "pattern": st.sampled_from(["^a", "b$"]),
            "uniqueItems": st.booleans(),
            "description": st.just("what it is"),
            "x-unit": st.just("seats"),
        },
    )


SCHEMAS = st.recursive(st.booleans() | st.just({}), _schemas, max_leaves=8)
ODD = st.recursive(
    SCALARS | st.sampled_from(["string", "#", "#/properties/a"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["type", "properties", "required", "items", "enum", "minimum", "minLength", "anyOf", "a", "not"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(SCHEMAS, PAYLOADS)
def test_what_fits_beyond_doubt_fits(schema: Any, payload: Any):
    if fits(schema, payload):
        assert jsonschema.Draft202012Validator(schema).is_valid(payload)


@given(SCHEMAS.filter(lambda schema: isinstance(schema, dict)), PAYLOADS)
def test_misfits_are_those_of_the_library(schema: dict[str, Any], payload: Any):
    assert fault_of(schema) is None
    assert (mismatches(schema, payload) == []) == jsonschema.Draft202012Validator(schema).is_valid(payload)


@given(ODD)
def test_what_is_plain_is_a_schema(schema: Any):
    if is_plain(schema):
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft7Validator.check_schema(schema)


@given(st.dictionaries(st.sampled_from(["type", "properties", "required", "items", "enum", "anyOf"]), ODD, max_size=3))
def test_faults_are_those_of_the_library(schema: dict[str, Any]):
    no_formats = jsonschema.FormatChecker(formats=())
    try:
        jsonschema.Draft202012Validator.check_schema(schema, format_checker=no_formats)
    except jsonschema.SchemaError:
        assert fault_of(schema) is not None
    else:
        assert fault_of(schema) is None


@pytest.mark.parametrize(
    ("schema", "kind", "path"),
    [
        ({"$ref": "https://x.example/a.json"}, "remote", ("$ref",)),
        ({"properties": {"a": {"$ref": "a.json#/b"}}}, "remote", ("properties", "a", "$ref")),
        ({"$ref": "#/$defs/a"}, "missing", ("$ref",)),
        ({"$ref": "#a"}, "missing", ("$ref",)),
        ({"$ref": "#"}, "loop", ("$ref",)),
        ({"anyOf": [{"type": "string"}, {"$ref": "#"}]}, "loop", ("anyOf", 1, "$ref")),
        ({"$defs": {"a": {"allOf": [{"$ref": "#/$defs/a"}]}}}, "loop", ("$defs", "a", "allOf", 0, "$ref")),
        ({"type": "text"}, "anyOf", ("type",)),
        ({"minLength": "3"}, "type", ("minLength",)),
    ],
)
def test_faults(schema: dict[str, Any], kind: str, path: tuple[str | int, ...]):
    fault = fault_of(schema)
    assert fault is not None
    assert (fault.kind, fault.path) == (kind, path)


@pytest.mark.parametrize(
    "schema",
    [
        {"$defs": {"a": {"type": "string"}}, "properties": {"x": {"$ref": "#/$defs/a"}}},
        {"$defs": {"a": {"$anchor": "b"}}, "properties": {"x": {"$ref": "#b"}}},
        {"properties": {"next": {"$ref": "#"}}},
        {"definitions": {"a/b~c": {}}, "properties": {"x": {"$ref": "#/definitions/a~1b~0c"}}},
        {"properties": {"$ref": {"type": "string"}}, "examples": [{"$ref": "https://x.example"}]},
        {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "items": [{}, {}]},
        {"pattern": "^\\p{Lu}+$", "anything": "else"},
    ],
)
def test_no_faults(schema: dict[str, Any]):
    assert fault_of(schema) is None


def test_traps_are_not_walked_into():
    """Not a measurement: without the guards each of these takes longer than anybody lives."""
    doubling = {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(60)} | {
        "d60": {"type": "string"}
    }
    start = time.monotonic()
    assert fault_of({"$defs": doubling, "$ref": "#/$defs/d0"}) is None
    mismatches({"$defs": doubling, "$ref": "#/$defs/d0"}, 5)
    assert mismatches({"pattern": "^(a+)+$"}, "a" * 60 + "b") == []
    assert mismatches({"patternProperties": {"^(a+)+$": {"type": "string"}}}, {"a" * 60 + "b": 1}) == []
    assert time.monotonic() - start < 60


def test_property_names():
    schema = {"properties": {"a": {"items": {"properties": {"b": {}}}}}, "anyOf": [{"properties": {"c": {}}}]}
    assert property_names(schema) == {"a", "b", "c"}
    assert property_names(None) == frozenset()
