"""Responses of the OpenAPI document: one for each status of an error, legal headers, examples of the very status."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pytest
from openapi_spec_validator import validate

from errcat.openapi_documents.responses import OpenApiFragment, expected_responses
from errcat.reading import load_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.openapi_components import header_keys, public_errors
from errcat.resolved.resolve import resolve
from errcat.resolved.target_names import COMPONENT_KEY
from errcat.targets import TARGETS
from errcat.targets.openapi.responses import with_values

CATALOG = {
    "errcat": 1,
    "api": {"name": "Shop", "request_id": {"header": "X-Request-Id"}},
    "envelope": {
        "headers": {"X-A-B": "1", "XA-B": "2", "X_A.B": "3", "!#$%&'*+-.^_`|~": "4", "Content-Type": "text/plain"},
        "body": {"code": "<code>", "status": "<status:string>", "grpc": "<grpc>", "at": "status <status> of <code>"},
    },
    "errors": [
        {"code": "down", "status": [502, 503, -1], "message": "Down", "category": "retry", "action": "Wait",
         "details": {"type": "object", "properties": {"n": {"type": "integer"}}}},
        {"code": "down_503", "status": 503, "message": "Down", "category": "retry", "action": "Wait"},
        {"code": "either", "status": [400, 503], "message": "m", "category": "fix", "action": "Fix it", "transports": {"grpc": "ABORTED"}},
        {"code": "odd", "status": [-5, 418], "message": "m", "category": "fix", "action": "Fix it"},
    ],
}  # fmt: skip
RESOLVED = resolve(load_bytes([("errors.yaml", json.dumps(CATALOG).encode())]).catalog, "errors.yaml")


def document(resolved: ResolvedCatalog = RESOLVED, **given: Any) -> dict[str, Any]:
    (artifact,) = TARGETS["openapi"].render(resolved, TARGETS["openapi"].values(given), "e.json")
    return json.loads(artifact.text)


def at(found: dict[str, Any], reference: str) -> Any:
    value: Any = found
    for step in reference.removeprefix("#/").split("/"):
        value = value[step]
    return at(found, value["$ref"]) if "$ref" in value else value


@pytest.mark.parametrize(
    ("version", "schemas"), list(itertools.product(("3.0.3", "3.1.0"), ("single", "per-status", "per-code")))
)
def test_each_status_of_an_error_has_a_response_of_its_own(version: str, schemas: str):
    found = document(version=version, schemas=schemas)
    validate(found)
    responses = found["components"]["responses"]
    (down, other) = ("down_502", "down_503_2")  # down_503 is a code
    assert {down, other, "either_400", "either_503"} <= responses.keys()
    assert {"odd_418", "odd_-5", "down_-1"}.isdisjoint(responses)
    (media,) = responses[other]["content"].values()
    name = "ErrorBody" if schemas == "single" else "Down503_2Body"  # Down503 is the class of the other error
    assert media["schema"] == {"$ref": f"#/components/schemas/{name}"}
    for key, grpc in ((down, "UNKNOWN"), (other, "UNAVAILABLE")):
        status = key.split("_")[1]
        (media,) = responses[key]["content"].values()
        (example,) = [at(found, one["$ref"])["value"] for one in media["examples"].values()]
        assert example == {"code": "down", "status": status, "grpc": grpc, "at": f"status {status} of down"}
    (media,) = responses["down"]["content"].values()
    assert [at(found, one["$ref"])["value"]["status"] for one in media["examples"].values()] == ["502", "503"]
    (media,) = responses["ServerError"]["content"].values()
    shown = {key: at(found, one["$ref"])["value"] for key, one in media["examples"].items()}
    assert shown["either"] == {"code": "either", "status": "503", "grpc": "ABORTED", "at": "status 503 of either"}
    (media,) = responses["odd"]["content"].values()
    assert at(found, media["examples"]["odd"]["$ref"])["value"]["status"] == "418", "no response has the status -5"


def test_documents_that_refer_to_it_take_the_response_of_the_status():
    fragment = OpenApiFragment(RESOLVED, "e.yaml")
    found = expected_responses(fragment, [RESOLVED["errors"][0]], default=False)
    assert found == {
        "502": {"$ref": "e.yaml#/components/responses/down_502"},
        "503": {"$ref": "e.yaml#/components/responses/down_503_2"},
    }
    found = expected_responses(fragment, public_errors(RESOLVED), default=False)
    (media,) = found["503"]["content"].values()
    assert media["schema"] == {
        "oneOf": [
            {"$ref": f"e.yaml#/components/schemas/{name}"} for name in ("Down503_2Body", "Down503Body", "Either503Body")
        ]
    }
    assert media["examples"] == {
        "down": {"$ref": "e.yaml#/components/examples/down_503_2"},
        "down_503": {"$ref": "e.yaml#/components/examples/down_503"},
        "either": {"$ref": "e.yaml#/components/examples/either_503"},
    }
    whole = document()
    for reference in re.findall(r'"e\.yaml(#[^"]*)"', json.dumps(found)):
        assert at(whole, reference)


def test_components_of_headers_are_legal_and_unlike_each_other():
    keys = header_keys(RESOLVED)
    assert keys == {
        "x-a-b": "XAB",
        "xa-b": "XAB_2",
        "x_a.b": "XAB_3",
        "!#$%&'*+-.^_`|~": "Header",
        "x-request-id": "XRequestId",
    }
    assert all(map(COMPONENT_KEY.fullmatch, keys.values()))
    found = document()
    assert found["components"]["headers"].keys() == set(keys.values())
    assert [found["components"]["headers"][key]["example"] for key in list(keys.values())[:4]] == ["1", "2", "3", "4"]


def test_values_within_a_text_are_replaced_where_they_are():
    from errcat.envelope import shape_of

    shape = shape_of({"a": "<status>/<code>", "b": ["<status>"], "c": "<message>"})
    body = {"a": "502/502", "b": [502, 502], "c": "502", "d": 502}
    assert with_values(shape, body, {"status": 503}) == {"a": "503/502", "b": [503, 503], "c": "502", "d": 502}
    assert with_values(shape, {"a": "edited"}, {"status": 503}) == {"a": "edited"}
