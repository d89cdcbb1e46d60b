"""Envelopes by example: what is filled fits, what fits passes the schema, and what is changed is found."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from errcat.envelope import (
    MARKERS,
    READY_MADE,
    body_of,
    differences,
    example_names,
    fill,
    json_type,
    marker_names,
    marker_values,
    markers,
    media_type_of,
    schema_of,
    sent_literals,
    shape_of,
    unknown_markers,
)
from errcat.findings.finding import Place
from errcat.model.catalog import Api, Catalog, Envelope, ErrorEntry, Param, RequestId, Retry

KEYS = st.sampled_from(["a", "b", "code", "error", "items", "x-y"])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(0.5, 9.5).filter(lambda number: not number.is_integer()),
    st.sampled_from(["", "text", "<", "a < b > c", "see <code> at <status>", "<status:string>"]),
    st.sampled_from([f"<{name}>" for name in MARKERS]),
)
SPELLED_KEYS = st.builds(str.__add__, KEYS, st.sampled_from(["", "?"]))


def objects(values: st.SearchStrategy[Any], max_size: int) -> st.SearchStrategy[dict[str, Any]]:
    """Objects, some of them with the params as members."""
    return st.dictionaries(SPELLED_KEYS, values, max_size=max_size).flatmap(
        lambda keys: st.sampled_from([keys, keys, {**keys, "<params>?": None}])
    )


BODIES = objects(
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=2) | objects(inner, 3), max_leaves=6), max_size=4
)
VALUES: dict[str, object] = {
    name: {"string": "text", "integer": 404, "number": 1.5, "boolean": True, "object": {"a": 1}, "any": {"limit": 60}}[
        kind
    ]
    for name, kind in MARKERS.items()
}
VALUES["members"] = {"limit": 60, "unit": None, "a": True, "code": "no member, if the object has a code"}
ENTRY = ErrorEntry(
    at=Place(0, ("errors", 0)),
    code="too_many",
    name="TOO_MANY",
    named=False,
    raw={},
    number=17,
    status=(429,),
    message="More than {limit} requests {{here}}",
    params={"limit": Param(type="integer", example=60, has_example=True)},
    details={"type": "object", "properties": {"limit": {"type": "integer"}, "unit": {"enum": ["minute"]}}},
    fields=("/page",),
    type="rate-limit",
    retry=Retry("after", after=30),
)


@given(BODIES)
def test_what_is_filled_fits(example: dict[str, Any]):
    shape = shape_of(example)
    body = fill(shape, VALUES)
    assert list(differences(shape, body, VALUES)) == []
    jsonschema.Draft202012Validator(schema_of(shape)).validate(body)


@given(BODIES)
def test_what_has_no_value_is_left_out_where_it_may_be(example: dict[str, Any]):
    body = fill(shape_of({"outer?": {"inner": "<field>", "rest?": example}, "code": "<code>"}), {"code": "a"})
    assert body == {"code": "a"}


@given(BODIES, st.data())
def test_schema_and_differences_agree(example: dict[str, Any], data: st.DataObject):
    """Except for unknown keys: a schema accepts them, because clients must."""
    shape = shape_of(example)
    body = _changed(fill(shape, VALUES), data)
    found = [one for one in differences(shape, body) if one.kind != "unknown"]
    is_valid = jsonschema.Draft202012Validator(schema_of(shape)).is_valid(body)
    assert is_valid or found
    if not _has_alternatives(example):  # of several, the one that is meant must fit, not just any
        assert is_valid == (found == [])


@given(BODIES)
def test_examples_are_shown_where_asked_and_else_left_out(example: dict[str, Any]):
    shape = shape_of(example)
    shown, sent = fill(shape, VALUES, examples=True), fill(shape, VALUES)
    jsonschema.Draft202012Validator(schema_of(shape)).validate(shown)
    for path in example_names(shape).values():
        assert not is_there(sent, path)
    if '?": ' not in json.dumps(example):
        assert shown == sent


@given(BODIES)
def test_every_literal_that_is_sent_is_in_the_body(example: dict[str, Any]):
    """With values for all markers, the constants are those leaves of the body that no marker has filled."""
    assume(
        all(
            len({key.removesuffix("?") for key in one}) == len(one)
            for one in _holders(example)
            if isinstance(one, dict)
        )
    )
    constants = [one.value for one in sent_literals(example) if not one.has_markers]
    values = {**dict.fromkeys(MARKERS, "\0"), "members": {"\0": "\0"}}
    found = [leaf for leaf in leaves_of(fill(shape_of(example), values)) if "\0" not in str(leaf)]
    assert sorted(map(repr, constants)) == sorted(repr(one) for one in found if one is not None)


def is_there(body: Any, path: tuple[str, ...]) -> bool:
    for step in path:
        body = body[0] if isinstance(body, list) and body else body
        if not isinstance(body, dict) or step not in body:
            return False
        body = body[step]
    return True


def leaves_of(body: Any) -> list[Any]:
    if isinstance(body, dict):
        return [leaf for one in body.values() for leaf in leaves_of(one)]
    return [leaf for one in body for leaf in leaves_of(one)] if isinstance(body, list) else [body]


@given(BODIES)
def test_schemas_are_schemas(example: dict[str, Any]):
    schema = schema_of(shape_of(example), {"code": {"enum": ["a"]}, "details": {"type": "object"}})
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft7Validator.check_schema(schema)


@given(BODIES)
def test_every_marker_is_known_where_it_is_used(example: dict[str, Any]):
    assert list(unknown_markers(example)) == []
    assert all(marker.name in MARKERS for marker, _path in markers(shape_of(example)))


def _has_alternatives(example: Any) -> bool:
    return any(isinstance(one, list) and len(one) > 1 for one in _holders(example))


def _changed(body: Any, data: st.DataObject) -> Any:
    """The body with one thing in it taken out, added, or put in the place of another."""
    body = copy.deepcopy(body)
    holders = [one for one in _holders(body) if one]
    if not holders:
        return data.draw(LEAVES)
    holder = data.draw(st.sampled_from(holders))
    place = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
    if isinstance(holder, dict) and data.draw(st.booleans()):
        del holder[place]
    else:
        holder[place] = data.draw(LEAVES)
    return body


def _holders(body: Any) -> list[Any]:
    inner = body.values() if isinstance(body, dict) else body if isinstance(body, list) else ()
    return ([body] if isinstance(body, (dict, list)) else []) + [one for item in inner for one in _holders(item)]


@pytest.mark.parametrize("name", READY_MADE)
def test_ready_made_envelopes(name: str):
    envelope = Envelope(Place(0, ("envelope",)), name=name)
    shape = shape_of(body_of(envelope))
    api = Api("Theatre", Place(0, ("api",)), request_id=RequestId(example="req_1"))
    body = fill(shape, marker_values(ENTRY, Catalog((ENTRY,), api), "https://theatre.example/errors/TOO_MANY/"))
    assert list(unknown_markers(body_of(envelope))) == []
    assert "code" in marker_names(shape)
    assert media_type_of(envelope).startswith("application/")
    assert list(differences(shape, body, {"code": "too_many", "status": (429,), "number": 17})) == []
    jsonschema.Draft202012Validator(schema_of(shape)).validate(body)
    assert "More than 60 requests {here}" in str(body)


def test_fill_knows_an_entry():
    values = marker_values(ENTRY, Catalog((ENTRY,)))
    assert fill(shape_of({"a": "<code>", "b": "<number>", "c": "<status:string>", "d": "<details>"}), values) == {
        "a": "too_many",
        "b": 17,
        "c": "429",
        "d": {"limit": 60, "unit": "minute"},
    }
    assert fill(shape_of({"see": "https://x.example/<name>", "wait": "<retry_after>", "grpc": "<grpc>"}), values) == {
        "see": "https://x.example/TOO_MANY",
        "wait": 30,
        "grpc": "RESOURCE_EXHAUSTED",
    }
    assert fill(shape_of({"errors": {"<field>": ["<message>"]}}), values) == {
        "errors": {"/page": ["More than 60 requests {here}"]}
    }


@pytest.mark.parametrize(
    ("example", "body", "kinds"),
    [
        ({"a": "<code>"}, {"a": "other"}, [("code", ("a",))]),
        ({"a": "<code>"}, {}, [("missing", ("a",))]),
        ({"a?": "<code>"}, {}, []),
        ({"a": 1}, {"a": 1.5, "b": 2}, [("type", ("a",)), ("unknown", ("b",))]),
        ({"a": 1.5}, {"a": 1}, []),
        ({"a": True}, {"a": 1}, [("type", ("a",))]),
        ({"a": None}, {"a": [1]}, []),
        ({"a": {}}, {"a": {"b": 1}}, []),
        ({"a": []}, {"a": [1]}, []),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1}, {"b": "x"}]}, [("type", ("a", 1, "b"))]),
        ({"a": [{"t": "x", "b": 1}, {"t": "y"}]}, {"a": [{"t": "y", "b": 1}]}, [("unknown", ("a", 0, "b"))]),
        ({"<field>": [1]}, {"x": [1], "y": ["z"]}, [("type", ("y", 0))]),
        ({"s": "<status>"}, {"s": 404}, [("status", ("s",))]),
        ({"s": "<status:string>"}, {"s": "429"}, []),
        ({"s": "<status:string>"}, {"s": 429}, [("type", ("s",))]),
        ({"see": "at <code>"}, {"see": 1}, [("type", ("see",))]),
    ],
)
def test_differences(example: Any, body: Any, kinds: list[tuple[str, tuple[str | int, ...]]]):
    found = differences(shape_of(example), body, {"code": "too_many", "status": (429,)})
    assert [(one.kind, one.path) for one in found] == kinds


@pytest.mark.parametrize(
    ("example", "names"),
    [
        ({"a": "<cod>"}, ["cod"]),
        ({"a": "<code:text>"}, ["code:text"]),
        ({"<cod>": 1}, ["cod"]),
        ({"<cod>?": ["<Code>"]}, ["cod", "Code"]),
        ({"a": "x <cod> y"}, ["cod"]),
        ({"a": "a < b > c", "b": "<>", "c": "< code >"}, []),
    ],
)
def test_unknown_markers(example: Any, names: list[str]):
    assert [one.name for one in unknown_markers(example)] == names


def test_json_types():
    assert [json_type(one) for one in (True, 1, 1.5, "x", [], {}, None)] == [
        "boolean",
        "integer",
        "number",
        "string",
        "array",
        "object",
        "null",
    ]
