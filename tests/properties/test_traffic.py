"""Each response that an envelope makes of an error fits its catalog, and each single change of it is reported."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from errcat import envelope
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.reading import load_bytes
from errcat.traffic.judging import judge
from errcat.traffic.known_catalog import KnownCatalog
from errcat.traffic.recordings.recorded import Body, BodyKind, RecordedResponse, Spot
from profiles import IS_LONG

MOST_EXAMPLES = 20_000 if IS_LONG else 40
BODIES: list[dict[str, Any]] = [
    {"error": {"code": "<code>", "message": "<message>", "params": "<params>"}},
    {"ok": False, "code": "<code>", "status": "<status>", "text": "<message>", "details?": "<details>"},
    {"errors": [{"id": "<code>", "detail?": "<message>", "data?": "<details>"}], "meta?": {}},
    {"error": {"number": "<number>", "name": "<name>", "text": "<message>"}, "at": "<timestamp>"},
    {"type": "https://x.example/errors/<code>", "title": "<title>", "<params>?": None},
    {"message": "<message>", "inner": {"deep": {"code": "<code>", "severity": "<severity>"}}},
]
ENVELOPES = [*envelope.READY_MADE, *({"body": body} for body in BODIES)]
PARAMS = {
    "seat": {"type": "string", "example": "14B"},
    "limit": {"type": "integer", "example": 9},
    "share": {"type": "number", "example": 0.5},
}
DETAILS = {"type": "object", "required": ["left"], "properties": {"left": {"type": "integer", "examples": [3]}}}
MESSAGES = [
    "The order does not exist",
    "Seat {seat} is taken",
    "At most {limit} requests, not more than {{{share}}}",
    "{{braces}}",
]


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog with an envelope, whose params have examples."""
    errors = []
    for number in range(draw(st.integers(1, 4))):
        message = f"{draw(st.sampled_from(MESSAGES))} ({number})"
        names = [name for name in PARAMS if f"{{{name}}}" in message or draw(st.booleans())]
        error: dict[str, Any] = {
            "code": f"CODE_{'ABCD'[number]}",
            "number": 4000 + number,
            "message": message,
            "params": {name: PARAMS[name] for name in names},
        }
        if draw(st.booleans()):
            error["status"] = draw(
                st.lists(st.sampled_from([400, 404, 409, 429, 503]), min_size=1, max_size=2, unique=True)
            )
        if draw(st.booleans()):
            error["details"] = DETAILS
        errors.append(error)
    data = {"errcat": 1, "envelope": draw(st.sampled_from(ENVELOPES)), "errors": errors}
    return load_bytes([("errors.yaml", json.dumps(data).encode())]).catalog


def response(status: int | None, body: object) -> RecordedResponse:
    return RecordedResponse(Spot("x"), status, body=Body(BodyKind.JSON, json.loads(json.dumps(body))))


def rules_of(catalog: Catalog, status: int | None, body: object) -> set[str]:
    return {problem.rule for problem in judge([KnownCatalog("x", catalog)], response(status, body))[1].problems}


def made(catalog: Catalog, error: ErrorEntry, status: int | None) -> tuple[envelope.Shape, Any]:
    assert catalog.envelope is not None
    shape = envelope.shape_of(envelope.body_of(catalog.envelope))
    values = envelope.marker_values(error, catalog, None, envelope.params_as_members(shape))
    values["status"] = status or values["status"]
    return shape, json.loads(json.dumps(envelope.fill(shape, values, fallbacks=True)))


def members(
    shape: envelope.Shape, body: Any, path: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], envelope.ObjectKey]]:
    """The path of each key of the envelope that a body has."""
    match shape:
        case envelope.ObjectShape() if isinstance(body, dict):
            for key in shape.keys.values():
                if key.name in body:
                    yield (*path, key.name), key
                    yield from members(key.shape, body[key.name], (*path, key.name))
        case envelope.ListShape() if isinstance(body, list) and body:
            yield from members(shape.shapes[shape.sent_index], body[0], (*path, 0))


def changed(body: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of a body with another value at a path; None deletes the key."""
    result = copy.deepcopy(body)
    inside = result
    for step in path[:-1]:
        inside = inside[step]
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return result


def has_type(shape: envelope.Shape) -> bool:
    return not isinstance(shape, envelope.Anything) and getattr(shape, "type", "") != "any"


@settings(max_examples=MOST_EXAMPLES)
@given(catalogs())
def test_what_the_envelope_makes_fits(catalog: Catalog):
    for error in catalog.errors:
        for status in error.status or (None, 400):
            _shape, body = made(catalog, error, status)
            assert rules_of(catalog, status, body) == set(), body


@settings(max_examples=MOST_EXAMPLES)
@given(catalogs(), st.data())
def test_each_change_is_reported(catalog: Catalog, data: st.DataObject):
    error = data.draw(st.sampled_from(catalog.errors))
    status = error.status[0] if error.status else None
    shape, body = made(catalog, error, status)
    if error.status:
        assert "wrong-response-status" in rules_of(catalog, 599, body)
    checked = {"number", "severity", *(["status"] if error.status else [])}
    for path, key in members(shape, body):
        if not key.optional:
            assert rules_of(catalog, status, changed(body, path, None)), path
        if has_type(key.shape):
            other: Any = [] if not isinstance(key.shape, envelope.ListShape) else "x"
            assert "body-against-envelope" in rules_of(catalog, status, changed(body, path, other)), path
            assert rules_of(
                catalog, status, changed(body, path, 0.25 if getattr(key.shape, "type", "") != "number" else "x")
            ), path
        if isinstance(key.shape, envelope.Marker) and key.shape.name == "code":
            assert "unknown-response-code" in rules_of(catalog, status, changed(body, path, "CODE_Z")), path
        if isinstance(key.shape, envelope.Marker) and key.shape.name in checked:
            assert rules_of(catalog, status, changed(body, path, "fatal" if key.shape.name == "severity" else 999)), (
                path
            )
        if isinstance(key.shape, envelope.Marker) and key.shape.name == "message":
            assert "message-against-catalog" in rules_of(catalog, status, changed(body, path, "Nope")), path
        if isinstance(key.shape, envelope.Marker) and key.shape.name == "details" and error.details:
            for wrong in ({}, {"left": "x"}, "x"):
                assert "details-against-schema" in rules_of(catalog, status, changed(body, path, wrong)), path
        if isinstance(key.shape, envelope.Marker) and key.shape.name == "params":
            for name in error.params:
                assert "missing-response-param" in rules_of(catalog, status, changed(body, (*path, name), None)), path
    as_members = envelope.params_as_members(shape)
    for name in as_members.members(error.params, error.details) if as_members else ():
        assert "missing-response-param" in rules_of(catalog, status, changed(body, (name,), None)), name
    assert "unlisted-response-key" in rules_of(catalog, status, {**body, "zzz": 1}) or as_members
