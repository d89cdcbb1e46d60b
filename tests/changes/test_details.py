"""Schemas of details are compared by what they mean: by the payloads that are valid."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.json_schema import Effect, compatibility_of

STRING, INTEGER, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
SAME = None


def properties(**members: Any) -> dict[str, Any]:
    return {"type": "object", "properties": members}


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "additionalProperties": False}


def required(schema: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**schema, "required": list(names)}


# What differs, the old schema, the new schema, and the worst effect.
TABLE = [
    ("a description", STRING, {**STRING, "description": "A"}, SAME),
    ("an example", STRING, {**STRING, "examples": ["a"], "x-own": 1}, SAME),
    ("the order of keys", required(properties(a=STRING, b=INTEGER), "a", "b"),
     required(properties(b=INTEGER, a=STRING), "b", "a"), SAME),
    ("a constant as a list", {"const": 1}, {"enum": [1]}, SAME),
    ("one type as a list", STRING, {"type": ["string"]}, SAME),
    ("types as alternatives", {"type": ["string", "null"]}, {"anyOf": [{"type": "null"}, STRING]}, SAME),
    ("nullable", {"type": ["string", "null"]}, {"type": "string", "nullable": True}, SAME),
    ("what allows everything", {"type": "object"},
     {"type": "object", "properties": {}, "required": [], "additionalProperties": {}}, SAME),
    ("the order of alternatives", {"anyOf": [{**STRING, "minLength": 2}, INTEGER]},
     {"anyOf": [INTEGER, {**STRING, "minLength": 2}]}, SAME),
    ("a reference", properties(a=STRING),
     {**properties(a={"$ref": "#/$defs/text"}), "$defs": {"text": STRING}}, SAME),
    ("a name of a definition", {**properties(a={"$ref": "#/$defs/a"}), "$defs": {"a": STRING}},
     {**properties(a={"$ref": "#/$defs/b"}), "$defs": {"b": STRING}}, SAME),
    ("a definition", {**properties(a={"$ref": "#/$defs/a"}), "$defs": {"a": STRING}},
     {**properties(a={"$ref": "#/$defs/a"}), "$defs": {"a": INTEGER}}, Effect.WIDER),
    ("a definition inside a definition", {**properties(a={"$ref": "#/$defs/a"}), "$defs": {"a": properties(b=STRING)}},
     {**properties(a={"$ref": "#/$defs/a"}), "$defs": {"a": properties(b=INTEGER)}}, Effect.WIDER),
    ("a new optional property", properties(a=STRING), properties(a=STRING, b=STRING), Effect.NARROWER),
    ("a new required property", properties(a=STRING), required(properties(a=STRING, b=STRING), "b"), Effect.NARROWER),
    ("a new property of a closed object", closed(properties(a=STRING)), closed(properties(a=STRING, b=STRING)), Effect.WIDER),
    ("a removed property", properties(a=STRING, b=STRING), properties(a=STRING), Effect.WIDER),
    ("a removed property of a closed object", closed(properties(a=STRING, b=STRING)), closed(properties(a=STRING)), Effect.UNKNOWN),
    ("a removed required property", required(properties(a=STRING, b=STRING), "b"), properties(a=STRING), Effect.WIDER),
    ("optional to required", properties(a=STRING), required(properties(a=STRING), "a"), Effect.NARROWER),
    ("required to optional", required(properties(a=STRING), "a"), properties(a=STRING), Effect.WIDER),
    ("another type", properties(a=STRING), properties(a=INTEGER), Effect.WIDER),
    ("a number that becomes an integer", NUMBER, INTEGER, Effect.NARROWER),
    ("an integer that becomes a number", INTEGER, NUMBER, Effect.WIDER),
    ("null added", STRING, {"type": ["string", "null"]}, Effect.WIDER),
    ("null removed", {"type": ["string", "null"]}, STRING, Effect.NARROWER),
    ("a type removed", STRING, {}, Effect.WIDER),
    ("a value added", {"enum": ["a"]}, {"enum": ["a", "b"]}, Effect.UNKNOWN),
    ("a value removed", {"enum": ["a", "b"]}, {"enum": ["b"]}, Effect.NARROWER),
    ("values no longer listed", {"enum": ["a"]}, STRING, Effect.WIDER),
    ("values listed", STRING, {**STRING, "enum": ["a"]}, Effect.NARROWER),
    ("a stricter limit", {**INTEGER, "minimum": 1}, {**INTEGER, "minimum": 2}, Effect.NARROWER),
    ("a looser limit", {**INTEGER, "maximum": 1}, {**INTEGER, "maximum": 2}, Effect.WIDER),
    ("a limit removed", {**STRING, "maxLength": 9}, STRING, Effect.WIDER),
    ("another kind of limit", {**INTEGER, "minimum": 1}, {**INTEGER, "exclusiveMinimum": 0}, Effect.UNKNOWN),
    ("another pattern", {**STRING, "pattern": "a"}, {**STRING, "pattern": "b"}, Effect.UNKNOWN),
    ("a pattern added", STRING, {**STRING, "pattern": "b"}, Effect.NARROWER),
    ("another format", {**STRING, "format": "date"}, {**STRING, "format": "uuid"}, Effect.UNKNOWN),
    ("items of another type", {"type": "array", "items": STRING}, {"type": "array", "items": INTEGER}, Effect.WIDER),
    ("an alternative of another type", {"anyOf": [STRING, {**INTEGER, "minimum": 1}]},
     {"anyOf": [STRING, {**INTEGER, "minimum": 1}, {"type": "array"}]}, Effect.WIDER),
    ("an alternative removed", {"anyOf": [STRING, {**INTEGER, "minimum": 1}]}, {"anyOf": [STRING]}, Effect.NARROWER),
    ("a condition", {"if": STRING, "then": {"minLength": 1}}, {"if": STRING, "then": {"minLength": 2}}, Effect.UNKNOWN),
    ("an object opened", closed(properties(a=STRING)), properties(a=STRING), Effect.WIDER),
    ("an object closed", properties(a=STRING), closed(properties(a=STRING)), Effect.NARROWER),
    ("a property deep inside", properties(a=properties(b=STRING)), properties(a=properties(b=INTEGER)), Effect.WIDER),
]  # fmt: skip


@pytest.mark.parametrize(("about", "old", "new", "worst"), TABLE, ids=[row[0] for row in TABLE])
def test_the_effect_of_a_difference(about: str, old: Any, new: Any, worst: Effect | None):
    found = compatibility_of(old, new)
    assert max((difference.effect for difference in found), default=None) == worst, (about, found)
    assert compatibility_of(old, old) == compatibility_of(new, new) == []


def test_a_schema_that_contains_itself_is_compared():
    def tree(leaf: Any) -> dict[str, Any]:
        node = properties(value=leaf, next={"$ref": "#/$defs/node"})
        return {"$ref": "#/$defs/node", "$defs": {"node": node}}

    assert compatibility_of(tree(STRING), tree(STRING)) == []
    assert [one.path for one in compatibility_of(tree(STRING), tree(INTEGER))] == [("value",)]


def test_a_reference_to_itself_ends():
    assert compatibility_of({"$ref": "#"}, {"$ref": "#"}) == []
    assert compatibility_of({"$ref": "#"}, STRING) != []


# --- the same judgement as a validator's ------------------------------------------------------------------------------

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from([0.5, 1.5])
    | st.sampled_from(["", "a", "b", "ab"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
KEYWORDS: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["string", "integer", "number", "object", "array", "null", ["string", "null"]]),
    "enum": st.lists(st.sampled_from(["a", "b", 1, None]), min_size=1, max_size=3, unique_by=repr),
    "const": st.sampled_from(["a", 1]),
    "minLength": st.integers(0, 2),
    "maxLength": st.integers(0, 2),
    "minimum": st.integers(-1, 1),
    "maximum": st.integers(-1, 1),
    "exclusiveMinimum": st.integers(-1, 1),
    "minItems": st.integers(0, 1),
    "uniqueItems": st.booleans(),
    "multipleOf": st.integers(1, 2),
    "required": st.lists(st.sampled_from("ab"), unique=True),
    "additionalProperties": st.booleans(),
    "minProperties": st.integers(0, 1),
    "description": st.just("words"),
}


def schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    nested = {
        "properties": st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
        "items": inner,
        "additionalProperties": inner,
        "anyOf": st.lists(inner, min_size=1, max_size=2),
        "oneOf": st.lists(inner, min_size=1, max_size=2),
        "allOf": st.lists(inner, min_size=1, max_size=2),
        "not": inner,
    }
    return st.fixed_dictionaries({}, optional={**KEYWORDS, **nested})


SCHEMAS = st.recursive(st.fixed_dictionaries({}, optional=KEYWORDS), schemas, max_leaves=4)


@given(old=SCHEMAS, new=SCHEMAS, value=VALUES)
def test_readers_know_every_payload_of_a_compatible_schema(old: dict[str, Any], new: dict[str, Any], value: Any):
    for other in (new, {**old, **new}, {key: old[key] for key in old if key not in new}):
        found = compatibility_of(old, other)
        if all(one.effect is Effect.NARROWER for one in found) and jsonschema.Draft7Validator(other).is_valid(value):
            assert jsonschema.Draft7Validator(old).is_valid(value), (other, found)
