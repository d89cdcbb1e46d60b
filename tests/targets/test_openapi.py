"""What the OpenAPI document says of each error, read back; and what becomes of details in each version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from openapi_spec_validator import validate

from built import EVERY, ODD, WHOLE, resolved_of, text_of, word_of
from errcat.reading import load_bytes
from errcat.resolved.openapi_components import public_errors
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.targets.openapi.json_schema import convert_schema

DETAILS = next(file for file in ODD if file.stem == "details")


def document(file: Path, **settings: Any) -> dict[str, Any]:
    return yaml.load(text_of("openapi", file, **settings), yaml.CSafeLoader)


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_every_value_can_be_read_back(file: Path):
    """All that the catalog says about a public error is in the x-error of its response, equal; nothing else is."""
    responses = document(file)["components"]["responses"]
    known = {error["names"]["openapi"]: error for error in public_errors(resolved_of(file))}
    assert {key for key, response in responses.items() if "x-error" in response} == set(known)
    for key, error in known.items():
        said = dict(responses[key]["x-error"])
        if error["details"] is not None:
            assert said.pop("details")["$ref"].startswith("#/components/schemas/")
        for name, value in error.items():
            if name in ("names", "response", "visibility", "details"):
                continue
            assert without_nothing(said.pop(name, None)) == without_nothing(value), (key, name)
        assert said == {}


def without_nothing(value: Any) -> Any:
    """Data without keys that have nothing, which the document leaves out."""
    if isinstance(value, dict):
        kept = {key: without_nothing(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, [], {}, "") and one is not False} or None
    if isinstance(value, list):
        return [without_nothing(one) for one in value] or None
    return value if value != "" and value is not False else None


def test_internal_errors_are_not_in_the_contract():
    assert "SORTER_ON_FIRE" not in text_of("openapi", WHOLE)


def test_repeated_codes_are_one_value_and_several_responses():
    found = document(next(file for file in ODD if file.stem == "repeated-codes"), codes="closed")
    schemas, responses = found["components"]["schemas"], found["components"]["responses"]
    assert schemas["ErrorCode"]["enum"] == ["invalid_request", "access_denied", "temporarily_unavailable"]
    assert len(schemas["ErrorCode"]["x-enum-descriptions"]) == 3
    assert " / " in schemas["ErrorCode"]["x-enumDescriptions"]["invalid_request"]
    assert {"GRANT_TYPE_MISSING", "REDIRECT_URI_MISMATCH", "temporarily_unavailable"} <= set(responses)
    assert schemas["Http400Body"]["properties"]["error"]["enum"] == ["invalid_request", "access_denied"]


def test_statuses_that_no_response_may_have_leave_the_codes():
    responses = document(next(file for file in ODD if file.stem == "odd-statuses"))["components"]["responses"]
    assert {key for key in responses if key.startswith("Http")} == {
        "Http202", "Http303", "Http400", "Http403", "Http420", "Http499",
    }  # fmt: skip
    assert {"Timedout", "GONE_QUIET", "SOCKET_ONLY", "ANY_TIME"} <= set(responses)
    assert "content" not in responses["SOCKET_ONLY"]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_references_inside_of_details_lead_where_they_led(version: str):
    schemas = document(DETAILS, version=version)["components"]["schemas"]
    tree = schemas["BadTreeDetails"]
    assert tree["properties"]["root"] == {"$ref": "#/components/schemas/BadTreeDetails_node"}
    assert tree["properties"]["again"] == {"$ref": "#/components/schemas/BadTreeDetails"}
    node = schemas["BadTreeDetails_node"]
    assert node["properties"]["children"]["items"] == {"$ref": "#/components/schemas/BadTreeDetails_node"}
    assert node["properties"]["first"] == {"$ref": "#/components/schemas/BadTreeDetails/properties/root"}
    assert "definitions" not in tree
    assert "$schema" not in tree
    if version != "3.0.3":
        original = next(error for error in resolved_of(DETAILS)["errors"] if error["code"] == "bad-tree")["details"]
        whole = {**tree, "components": {"schemas": schemas}}
        for value in (
            {"root": {"name": "a", "children": [{"name": "b"}]}},
            {"root": {}},
            {"root": {"name": 1}},
            {},
            {"x": 1},
        ):
            assert jsonschema.Draft202012Validator(whole).is_valid(value) is jsonschema.Draft7Validator(
                original
            ).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "in_30", "in_31"),
    [
        ({"const": 1}, {"enum": [1]}, {"const": 1}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": ["string", "array"]}, {"anyOf": [{"type": "string"}, {"type": "array", "items": {}}]}, {"type": ["string", "array"]}),
        ({"type": "null"}, {"nullable": True, "enum": [None]}, {"type": "null"}),
        ({"exclusiveMinimum": 3}, {"minimum": 3, "exclusiveMinimum": True}, {"exclusiveMinimum": 3}),
        ({"examples": [1, 2]}, {"example": 1}, {"examples": [1, 2]}),
        ({"type": "array"}, {"type": "array", "items": {}}, {"type": "array", "items": {}}),
        ({"items": [{"const": 1}], "additionalItems": False}, {"items": {"anyOf": [{"enum": [1]}]}, "description": "OpenAPI 3.0 can't express all constraints: additionalItems."}, {"prefixItems": [{"const": 1}], "items": False}),
        ({"dependencies": {"a": ["b"], "c": {"type": "object"}}}, {"description": "OpenAPI 3.0 can't express all constraints: dependencies."}, {"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"c": {"type": "object"}}}),
        ({"properties": {"const": {"const": 1}, "x": True}}, {"properties": {"const": {"enum": [1]}, "x": {}}}, {"properties": {"const": {"const": 1}, "x": True}}),
        ({"if": {}, "description": "d"}, {"description": "d\n\nOpenAPI 3.0 can't express all constraints: if."}, {"if": {}, "description": "d"}),
        ({"enum": [{"const": 1}], "default": {"examples": [1]}}, {"enum": [{"const": 1}], "default": {"examples": [1]}}, {"enum": [{"const": 1}], "default": {"examples": [1]}}),
        ({"$ref": "#/x", "description": "d"}, {"allOf": [{"$ref": "#/x"}], "description": "d"}, {"$ref": "#/x", "description": "d"}),
    ],
)  # fmt: skip
def test_schemas_in_the_words_of_a_version(schema: Any, in_30: Any, in_31: Any):
    assert convert_schema(schema, "3.0.3") == in_30
    assert convert_schema(schema, "3.1.0") == in_31


def test_a_catalog_of_internal_errors_alone_is_a_whole_document():
    text = "errcat: 1\nenvelope: {body: {code: <code>, category: <category>}}\nerrors: [{code: A, status: 500, visibility: internal}]\n"
    resolved = resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")
    for schemas in ("single", "per-status", "per-code"):
        values = TARGETS["openapi"].values({"schemas": schemas})
        (artifact,) = TARGETS["openapi"].render(resolved, values, "errors.yaml")
        validate(yaml.load(artifact.text, yaml.CSafeLoader))


def test_a_status_that_may_be_missing_is_required_where_the_response_has_one():
    text = "errcat: 1\nenvelope: rfc9457\nerrors:\n  - {code: A, status: 404, params: {x: {type: integer}}}\n  - {code: B}\n"
    resolved = resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")
    (artifact,) = TARGETS["openapi"].render(resolved, TARGETS["openapi"].values({}), "errors.yaml")
    schemas = yaml.load(artifact.text, yaml.CSafeLoader)["components"]["schemas"]
    assert schemas["Http404Body"]["required"] == ["title", "status", "code"]
    assert schemas["ErrorBody"]["required"] == ["title", "code"]
    assert schemas["Http404Body"]["properties"]["instance"]["format"] == "uri-reference"
    assert "examples" not in schemas["ErrorBody"]["properties"]["instance"]


def test_the_params_of_one_error_are_known():
    text = (
        "errcat: 1\nenvelope: {body: {code: <code>, params: <params>, unix: <timestamp:integer>}}\n"
        "errors:\n  - {code: A, status: 404, message: 'No {x}', params: {x: {type: integer}}}\n"
    )
    resolved = resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")
    for version in ("3.0.3", "3.1.0"):
        values = TARGETS["openapi"].values({"schemas": "per-code", "version": version})
        (artifact,) = TARGETS["openapi"].render(resolved, values, "errors.yaml")
        document_ = yaml.load(artifact.text, yaml.CSafeLoader)
        validate(document_)
        body = document_["components"]["schemas"]["ABody"]["properties"]
        assert body["params"]["properties"] == {"x": {"type": "integer"}}
        assert body["unix"] == {"type": "integer"}


@pytest.mark.parametrize(("email", "is_shown"), [("help+a@acme.dev", True), ("https://user:x@acme.dev/", False)])
def test_the_contact_has_a_mail_address_or_none(email: str, is_shown: bool):
    text = f"errcat: 1\napi: {{name: A, support: {{email: '{email}'}}}}\nerrors: [{{code: A}}]\n"
    resolved = resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")
    (artifact,) = TARGETS["openapi"].render(resolved, TARGETS["openapi"].values({}), "errors.yaml")
    contact = yaml.load(artifact.text, yaml.CSafeLoader)["info"]["contact"]
    assert contact == {"name": "A", **({"email": email} if is_shown else {})}
