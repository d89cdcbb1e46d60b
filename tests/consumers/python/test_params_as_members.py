"""Params as members of the body, each with its own name: what is sent, what is read, and that nothing gets lost."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from built import module_of, resolved_from
from errcat.targets import TARGETS

ERRORS = """\
codes: {unique: none, set: closed}
errors:
  - code: order_not_found
    title: Order not found
    status: 404
    message: No order {order_id}
    params:
      order_id: {description: The number of the order, example: o_1}
      count: {type: integer, optional: true}
      at: {format: date-time, optional: true}
      secret: {sensitive: true, optional: true}
  - code: limit
    title: Limit
    status: 429
    message: More than {limit}
    params: {limit: {type: integer, example: 5}, unit: {optional: true}}
    details: {type: object, properties: {limit: {type: integer}, used: {type: integer}}}
  - code: closed
    title: Closed
    status: 409
    message: The order is {status}
    params: {status: {example: paid}, title: {optional: true}}
  - {code: shared, name: SHARED_TEXT, status: 400, message: Same, params: {size: {}}}
  - {code: shared, name: SHARED_NUMBER, status: 400, message: Same, params: {size: {type: integer}}}
  - {code: shared, name: SHARED_COLOR, status: 400, message: Same, params: {color: {}}}
  - {code: shared, name: SHARED_NOTHING, status: 400, message: Same}
"""
ENVELOPES = {
    "rfc9457": "rfc9457",
    "top": "{body: {code: <code>, text?: <message>, <params>?: null}}",
    "nested": "{body: {error: {code: <code>, <params>?: null}, request_id?: <request_id>, details?: <details>}}",
    "own object": '{body: {code: <code>, "data?": {<params>?: null}, hint?: try again}}',
    "in a list": "{body: {errors: [{kind: a}, {code: <code>, kind: b, <params>?: null}]}}",
    "twice": "{body: {code: <code>, <params>?: null, inner: {type?: <type>, <params>?: null}}}",
    "with any member": "{body: {code: <code>, <params>?: null, <field>?: null, params?: <params>}}",
}  # fmt: skip


@cache
def errors_of(name: str) -> Any:
    return module_of(resolved_from(f"errcat: 1\nenvelope: {ENVELOPES[name]}\n{ERRORS}"))


def back_from(module: Any, error: Any) -> Any:
    status, headers, body = error.to_response()
    return module.ApiError.from_response(status, body, headers)


def test_rfc9457_has_the_params_as_extension_members():
    errors = errors_of("rfc9457")
    error = errors.ErrorCode.ORDER_NOT_FOUND.error(params={"order_id": "o_7", "count": 3})
    assert error.to_body() == {
        "title": "Order not found",
        "status": 404,
        "detail": "No order o_7",
        "code": "order_not_found",
        "order_id": "o_7",
        "count": 3,
    }
    back = back_from(errors, error)
    assert (back.params, back.extra, back.details) == ({"order_id": "o_7", "count": 3}, {}, None)
    assert type(back.params["count"]) is int


def test_a_param_that_the_details_have_by_their_schema_is_sent_once():
    errors = errors_of("rfc9457")
    error = errors.ErrorCode.LIMIT.error(params={"limit": 5, "unit": "day"})
    body = error.to_body()
    assert (body["details"], body["unit"]) == ({"limit": 5}, "day")
    assert "limit" not in body
    assert back_from(errors, error).params == {"limit": 5, "unit": "day"}
    own = errors.ErrorCode.LIMIT.error(params={"limit": 5}, details={"used": 6})  # these details don't have it
    assert own.to_body() | {"title": ""} == {
        "title": "", "status": 429, "detail": "More than 5", "code": "limit", "details": {"used": 6}, "limit": 5,
    }  # fmt: skip
    assert back_from(errors, own).params == {"limit": 5}
    without_details = errors_of("top").ErrorCode.LIMIT.error(params={"limit": 5, "used": 6}).to_body()
    assert without_details == {"code": "limit", "text": "More than 5", "limit": 5, "used": 6}


def test_a_param_with_the_name_of_another_member_is_in_the_details():
    errors = errors_of("rfc9457")
    error = errors.ErrorCode.CLOSED.error(params={"status": "paid", "title": "x"})
    body = error.to_body()
    assert (body["status"], body["title"], body["details"]) == (409, "Closed", {"status": "paid", "title": "x"})
    assert back_from(errors, error).params == {"status": "paid", "title": "x"}


def test_params_without_a_value_are_absent():
    for name in ENVELOPES:
        errors = errors_of(name)
        body = errors.ErrorCode.ORDER_NOT_FOUND.error(params={"order_id": "o", "count": None}).to_body()
        body.pop("params", None)  # as one object, they are what the caller gave
        assert "count" not in json.dumps(body)
        assert "order_id" not in json.dumps(errors.ErrorCode.ORDER_NOT_FOUND.error().to_body())
    assert errors_of("own object").ErrorCode.SHARED_NOTHING.error().to_body() == {"code": "shared"}


def test_a_time_is_a_text_of_rfc_3339():
    errors = errors_of("rfc9457")
    moment = datetime(2026, 5, 1, 10, tzinfo=UTC)
    error = errors.ErrorCode.ORDER_NOT_FOUND.error(params={"order_id": "o", "at": moment})
    assert json.loads(error.to_response()[2])["at"] == "2026-05-01T10:00:00Z"


def test_a_sensitive_param_is_only_in_the_response():
    errors = errors_of("rfc9457")
    error = errors.ErrorCode.ORDER_NOT_FOUND.error(params={"order_id": "o", "secret": "hunter2"})
    back = back_from(errors, error)
    assert error.to_body()["secret"] == back.to_body()["secret"] == "hunter2"  # noqa: S105 — not a real one
    assert "hunter2" not in repr((vars(error), vars(back)))
    twice = errors.ApiError.from_response(
        404, {"code": "order_not_found", "secret": None, "details": {"secret": "hunter2"}}
    )
    assert "hunter2" not in repr(vars(twice))


@pytest.mark.parametrize("name", ENVELOPES)
def test_the_member_of_a_repeated_code_follows_from_its_params(name: str):
    errors = errors_of(name)
    codes = errors.ErrorCode
    for code, params in [
        (codes.SHARED_TEXT, {"size": "x"}),
        (codes.SHARED_NUMBER, {"size": 4}),
        (codes.SHARED_COLOR, {"color": "red"}),
        (codes.SHARED_NOTHING, {}),
    ]:
        back = back_from(errors, code.error(params=params))
        assert (back.code, back.params) == (code, params)


def test_extra_cannot_have_the_name_of_a_param():
    codes = errors_of("rfc9457").ErrorCode
    with pytest.raises(TypeError, match="extra can't have 'count': it is a param"):
        codes.ORDER_NOT_FOUND.error(params={"order_id": "o"}, extra={"count": 1})
    assert codes.CLOSED.error(params={"status": "x"}, extra={"count": 1}).to_body()["count"] == 1


def test_an_unknown_code_keeps_all_members():
    errors = errors_of("rfc9457")
    body = {
        "code": "new",
        "title": "New",
        "order_id": "o_1",
        "__proto__": {"a": 1},
        "": None,
        "x" * 10_000: [1],
        "a.b": 1,
    }
    back = errors.ApiError.from_response(404, body)
    assert back.extra == {name: value for name, value in body.items() if name not in ("code", "title")}
    assert back.to_body() == body | {"status": 404, "detail": "HTTP status 404"}
    for copied in (pickle.loads(pickle.dumps(back)),):  # noqa: S301 — our own
        assert copied.to_body() == back.to_body()


def test_a_member_that_is_null_is_no_value_and_is_kept():
    errors = errors_of("rfc9457")
    back = errors.ApiError.from_response(404, {"code": "order_not_found", "count": None, "order_id": "o"})
    assert (back.params, back.extra) == ({"order_id": "o"}, {"count": None})
    assert back.to_body()["count"] is None


def test_a_param_that_differs_between_two_places_stays_different():
    errors = errors_of("twice")
    body = {"code": "order_not_found", "order_id": "a", "inner": {"order_id": "b", "count": [1]}, "count": [True]}
    assert json.dumps(errors.ApiError.from_response(404, body).to_body(), sort_keys=True) == json.dumps(
        body, sort_keys=True
    )


@pytest.mark.parametrize(
    ("envelope", "body"),
    [
        ("{body: {error: {code: <code>}}}", {"error": {"code": "limit", "why": 1}, "more": [2], "error.x": 3}),
        ("{body: {error: {code: <code>}}}", {"error": {"code": "x", "a.b": 1, "": 2}, "error.a": 1, "error.a.b": 2}),
        ("{body: {code: <code>, meta: {}}}", {"code": "limit", "meta": {"a": 1}, "": 0}),
        ("{body: {a: {b: {c: <code>}}, d?: {e: 1}}}", {"a": {"b": {"c": "limit", "x": 1}, "x": 2}, "x": 3, "d": {"y": 4}}),
        ("{body: {errors: [{code: <code>}]}}", {"errors": [{"code": "limit", "x": 1}], "errors.x": 2}),
        ("{body: {code: <code>, kinds: [{a: 1}, {b: 2}]}}", {"code": "limit", "kinds": [{"a": 1, "x": 3}, {"b": 2}]}),
        ("google", {"error": {"code": 429, "message": "m", "status": "RESOURCE_EXHAUSTED", "x": {"y": 1}, "details": [
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "limit", "metadata": {"a": "b"}, "z": 1},
        ]}}),
        ("jsonapi", {"errors": [{"status": "429", "code": "limit", "title": "Limit", "detail": "d", "x": 1}], "data": None}),
    ],
)  # fmt: skip
def test_unknown_members_are_kept_where_they_are(envelope: str, body: dict[str, Any]):
    errors = module_of(resolved_from(f"errcat: 1\nenvelope: {envelope}\n{ERRORS}"))
    back = errors.ApiError.from_response(429, json.dumps(body))
    assert json.loads(json.dumps(back.to_body())) == body
    assert json.loads(pickle.loads(pickle.dumps(back)).to_response()[2]) == body  # noqa: S301 — our own


def test_members_of_another_item_of_a_list_do_not_move():
    errors = module_of(resolved_from(f"errcat: 1\nenvelope: google\n{ERRORS}"))
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "limit"}
    more = {"@type": "type.googleapis.com/google.rpc.Help", "links": [1]}
    body = {"error": {"code": 429, "message": "m", "details": [more, info, info | {"x": 1}]}}
    assert errors.ApiError.from_response(429, body).to_body()["error"]["details"] == [info]


NAMES = st.sampled_from(["order_id", "size", "limit", "used", "status", "title", "details", "code", "n", "__proto__"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3) | NAMES, inner, max_size=2),
    max_leaves=4,
)


@given(
    name=st.sampled_from(sorted(ENVELOPES)),
    code=st.sampled_from(["order_not_found", "limit", "closed", "shared", "new"]),
    members=st.dictionaries(NAMES | st.text(max_size=4), VALUES, max_size=4),
    details=st.none() | st.dictionaries(NAMES, VALUES, max_size=3),
)
def test_a_body_is_written_as_it_was_read(name: str, code: str, members: dict[str, Any], details: Any):
    errors = errors_of(name)
    holder: dict[str, Any] = {"code": code, **{key: value for key, value in members.items() if key != "code"}}
    body: dict[str, Any] = {
        "nested": {"error": holder, **({} if details is None else {"details": details})},
        "own object": {"code": code, "data": {key: value for key, value in holder.items() if key != "code"}},
        "in a list": {"errors": [{**holder, "kind": "b"}]},
        "twice": {"code": code, "inner": {key: value for key, value in holder.items() if key not in ("code", "type")}},
    }.get(name, holder)
    if name == "rfc9457":
        body = {
            key: value for key, value in body.items() if key not in ("type", "title", "status", "detail", "instance")
        }
        body["details"] = details
    text = json.dumps(body)
    back = errors.ApiError.from_response(429, text)
    sent = json.loads(back.to_response()[2])
    again = errors.ApiError.from_response(429, back.to_response()[2])
    assert json.dumps(sent) == json.dumps(json.loads(again.to_response()[2]))
    assert is_within(json.loads(text), sent), (body, sent)


def is_within(expected: Any, body: Any) -> bool:
    """Whether a body has everything of another, with the same JSON types, except nulls and empty objects."""
    if isinstance(expected, dict) and isinstance(body, dict):
        return all(
            (key in body and is_within(value, body[key])) or (key not in body and value in (None, {}))
            for key, value in expected.items()
        )
    if isinstance(expected, list) and isinstance(body, list) and len(expected) == len(body):
        return all(map(is_within, expected, body))
    return json.dumps(expected, sort_keys=True) == json.dumps(body, sort_keys=True)


@given(
    name=st.sampled_from(sorted(ENVELOPES)),
    values=st.fixed_dictionaries(
        {"order_id": VALUES}, optional={"count": VALUES, "at": st.text(), "secret": VALUES}
    ).filter(lambda values: all(value is not None for value in values.values())),
)
def test_all_params_come_back(name: str, values: dict[str, Any]):
    errors = errors_of(name)
    error = errors.ErrorCode.ORDER_NOT_FOUND.error(params=values)
    back = back_from(errors, error)
    assert json.dumps(back.params, sort_keys=True) == json.dumps(values, sort_keys=True)
    assert back.to_body() == json.loads(error.to_response()[2])


@pytest.mark.parametrize("name", ENVELOPES)
@pytest.mark.parametrize("schemas", ["single", "per-status", "per-code"])
def test_bodies_fit_the_schemas_of_the_openapi_document(name: str, schemas: str):
    resolved = resolved_from(f"errcat: 1\nenvelope: {ENVELOPES[name]}\n{ERRORS}")
    values = TARGETS["openapi"].values({"schemas": schemas})
    (artifact,) = TARGETS["openapi"].render(resolved, values, "errors.json")
    document = json.loads(artifact.text)
    samples = {"order_id": "o", "count": 3, "limit": 5, "unit": "day", "status": "paid", "size": "x", "color": "red"}
    for error, code in zip(resolved["errors"], errors_of(name).ErrorCode, strict=True):
        params = {one["name"]: samples[one["name"]] for one in error["params"] if one["name"] in samples}
        params |= {"size": 4} if code.name == "SHARED_NUMBER" else {}
        content = document["components"]["responses"][error["names"]["openapi"]]["content"]
        (media,) = content.values()
        schema = {**media["schema"], "components": document["components"]}
        for raised in (code.error(params=params), code.error(params=params, extra={})):
            jsonschema.Draft202012Validator(schema).validate(json.loads(raised.to_response()[2]))
        for example in document["components"]["examples"].values():
            body = {**document["components"]["schemas"]["ErrorBody"], "components": document["components"]}
            jsonschema.Draft202012Validator(body).validate(example["value"])


def test_each_code_has_typed_members_in_the_openapi_document():
    resolved = resolved_from(f"errcat: 1\nenvelope: rfc9457\n{ERRORS}")
    (artifact,) = TARGETS["openapi"].render(resolved, TARGETS["openapi"].values({"schemas": "per-code"}), "errors.json")
    schemas = json.loads(artifact.text)["components"]["schemas"]
    body = schemas["OrderNotFoundBody"]
    assert body["properties"]["order_id"] == {
        "type": "string", "description": "The number of the order", "examples": ["o_1"],
    }  # fmt: skip
    assert body["properties"]["count"] == {"type": "integer"}
    assert body["properties"]["at"] == {"type": "string", "format": "date-time"}
    assert body["required"] == ["title", "status", "code", "order_id"]
    assert body["additionalProperties"] == {}
    assert "limit" not in schemas["LimitBody"]["properties"]
    assert schemas["ClosedDetails"]["properties"].keys() == {"status", "title"}


PLACES = st.recursive(
    st.sampled_from([{"<params>?": None}, {"<params>?": None, "a": "<message>"}, {"size?": 1, "<params>?": None}]),
    lambda inner: (
        st.builds(lambda key, value: {key: value, "kind": "x"}, st.sampled_from(["error", "data?", "a.b"]), inner)
        | st.builds(lambda value: {"items": [{"kind": "other"}, value]}, inner)
        | st.builds(lambda value: {**value, "<params>?": None, "next": "<name>"}, inner)
    ),
    max_leaves=3,
)


@hypothesis_settings(max_examples=12)  # each builds a module
@given(envelope=PLACES, details=st.booleans())
def test_params_come_back_through_any_envelope(envelope: dict[str, Any], details: bool):
    body = {"code": "<code>", **envelope, **({"details?": "<details>"} if details else {})}
    errors = module_of(resolved_from(f"errcat: 1\nenvelope: {{body: {json.dumps(body)}}}\n{ERRORS}"))
    codes = errors.ErrorCode
    for code, params in [
        (codes.ORDER_NOT_FOUND, {"order_id": "o", "count": 0}),
        (codes.LIMIT, {"limit": 5, "unit": "day"}),
        (codes.SHARED_COLOR, {"color": ""}),
    ]:
        error = code.error(params=params)
        sent = json.loads(error.to_response()[2])
        back = back_from(errors, error)
        assert (back.code, back.params, back.extra) == (code, params, {})
        assert back.to_body() == sent
        sent["new"] = 1
        assert errors.ApiError.from_response(404, sent).to_body() == sent


def test_the_default_of_a_message_is_no_default_of_a_time():
    text = 'errcat: 1\nerrors: [{code: a, status: 404, message: "Until {at}", params: {at: {format: date-time, default: soon}}}]'
    (artifact,) = TARGETS["openapi"].render(
        resolved_from(text), TARGETS["openapi"].values({"schemas": "per-code"}), "a.json"
    )
    assert json.loads(artifact.text)["components"]["schemas"]["ABody"]["properties"]["at"] == {
        "type": "string", "format": "date-time",
    }  # fmt: skip
