"""What errcat says about `details` is what jsonschema says, and no schema makes it hang or fetch anything."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.json_schema import property_names
from errcat.json_schema.faults import fault_of, is_usual
from errcat.json_schema.mismatches import mismatches

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
            "patternProperties": st.dictionaries(st.sampled_from(["^a", "[bc]$", "(a+)+$"]), inner, max_size=2),
            "propertyNames": st.sampled_from([{"pattern": "^[ab]+$"}, {"maxLength": 1}]),
            "not": inner,
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


@given(SCHEMAS.filter(lambda schema: isinstance(schema, dict)), PAYLOADS)
def test_misfits_are_those_of_the_library(schema: dict[str, Any], payload: Any):
    assert fault_of(schema) is None
    assert (mismatches(schema, payload) == []) == jsonschema.Draft202012Validator(schema).is_valid(payload)


@given(ODD)
def test_what_is_usual_is_a_schema(schema: Any):
    if is_usual(schema):
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


DOUBLING = {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(60)} | {"d60": {"type": "string"}}
ROW = "a" * 60 + "b"


@pytest.mark.parametrize(
    ("schema", "value", "keywords"),
    [
        ({"$defs": DOUBLING, "$ref": "#/$defs/d0"}, 5, None),
        ({"pattern": "^(a+)+$"}, ROW, ["pattern"]),
        ({"pattern": "^(a+)+$"}, "a" * 5_000, []),
        ({"pattern": "^(a+)+$"}, "a" * 20_000 + "b", []),  # too long to compare
        ({"patternProperties": {"^(a+)+$": {"type": "string"}}}, {ROW: 1}, []),
        ({"patternProperties": {"^(a+)+": {"type": "string"}}}, {ROW: 1}, ["type"]),
        ({"patternProperties": {"^(a+)+$": {}}, "additionalProperties": False}, {ROW: 1}, ["additionalProperties"]),
        ({"propertyNames": {"pattern": "^(a+)+$"}}, {ROW: 1}, ["pattern"]),
        ({"patternProperties": {"^(a+)+$": {}}, "unevaluatedProperties": False}, {ROW: 1}, []),
        ({"unevaluatedProperties": False}, {ROW: 1}, ["unevaluatedProperties"]),
    ],
)  # fmt: skip
def test_what_takes_others_ages_does_not_hang(schema: dict[str, Any], value: Any, keywords: list[str] | None):
    """Without the guards, each of these takes longer than anyone lives."""
    assert fault_of(schema) is None
    found = [mismatch.keyword for mismatch in mismatches(schema, value)]
    assert keywords is None or found == keywords


@pytest.mark.parametrize(
    ("schema", "value", "keywords"),
    [
        ({"pattern": "^(?=a)"}, "b", []),
        ({"pattern": "^\\p{Lu}+$", "maxLength": 1}, "ab", ["maxLength"]),
        ({"not": {"pattern": "^(?=a)"}}, "b", []),
        ({"oneOf": [{"pattern": "^(?=a)"}, {"type": "string"}]}, "b", []),
        ({"if": {"pattern": "^(?=a)"}, "then": {"maxLength": 0}}, "b", []),
        ({"patternProperties": {"(?=a)": {}}, "additionalProperties": False}, {"b": 1}, []),
        ({"patternProperties": {"(?=a)": {"type": "string"}}}, {"b": 1}, []),
        ({"properties": {"a": {"not": {"patternProperties": {"(?=a)": {}}}}}}, {"a": {"b": 1}}, []),
    ],
)
def test_a_pattern_that_errcat_cannot_read_refuses_nothing(schema: dict[str, Any], value: Any, keywords: list[str]):
    assert fault_of(schema) is None
    assert [mismatch.keyword for mismatch in mismatches(schema, value)] == keywords


@pytest.mark.parametrize(
    "pattern",
    ["(", "(?", "(?<", "(?#x", "[a", "a**", "*a", "a)", "a\\", "(?i)a", "(?P<y>a)", "(?>a)", "a*+", "a{2}+", "a+??"],
)
def test_a_pattern_that_no_language_reads_is_a_fault_wherever_it_is(pattern: str):
    for path in ((), ("$defs", "x"), ("items", "$defs", "x", "additionalProperties")):
        schema: dict[str, object] = {"pattern": pattern}
        for step in reversed(path):
            schema = {step: schema}
        fault = fault_of(schema)
        assert fault is not None
        assert (fault.kind, fault.path) == ("pattern", (*path, "pattern"))


@pytest.mark.parametrize(
    "pattern", ["(?<year>a)", "[^]", "\\p{Lu}", "(?i:a)", "a{1,2}?", "a??", "(?<!a)b", "[(?P<]", "\\(?P<", "(a)\\1"]
)
def test_a_pattern_of_another_language_is_no_fault(pattern: str):
    assert fault_of({"pattern": pattern}) is None


def test_a_name_that_is_no_pattern_in_any_language():
    fault = fault_of({"patternProperties": {"(": {"type": "string"}}})
    assert fault is not None
    assert (fault.kind, fault.path) == ("pattern", ("patternProperties", "("))


def test_a_default_has_to_fit_its_schema():
    fits = {"properties": {"a": {"type": "string", "default": "b"}}}
    assert is_usual(fits)
    assert fault_of(fits) is None
    fault = fault_of({"properties": {"a": {"items": {"type": "string", "default": 1}}}})
    assert fault is not None
    assert (fault.kind, fault.path) == ("default-value", ("properties", "a", "items", "default"))
    assert fault_of({"properties": {"default": {"type": "string"}}}) is None


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch):
    def connect(*_arguments: Any) -> None:
        pytest.fail("a schema made errcat open a connection")

    monkeypatch.setattr("socket.socket.connect", connect)
    for reference in (
        "http://127.0.0.1:9/a.json",
        "file:///etc/passwd",
        "https://json-schema.org/draft/2020-12/schema",
    ):
        for schema in ({"$ref": reference}, {"$id": reference, "$ref": "b.json"}, {"$dynamicRef": reference}):
            assert fault_of(schema) is not None
            assert mismatches(schema, {"a": 1}) == []


def test_property_names():
    schema = {"properties": {"a": {"items": {"properties": {"b": {}}}}}, "anyOf": [{"properties": {"c": {}}}]}
    assert property_names(schema) == {"a", "b", "c"}
    assert property_names(None) == frozenset()
