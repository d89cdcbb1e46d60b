"""OpenAPI and Swagger documents: enums, variants, examples, problems and statuses; references are never fetched."""

from __future__ import annotations

import json

import pytest

from import_results import errors, imported, unclear

DOCUMENT = """
openapi: 3.1.0
info: {title: Tram API, version: "2.0"}
paths:
  /seats:
    post:
      operationId: bookSeat
      responses:
        "200": {description: Booked}
        "409":
          description: Conflict
          content:
            application/json:
              schema:
                oneOf:
                  - title: Seat taken
                    properties:
                      code: {const: SEAT_TAKEN}
                      message: {const: The seat is taken}
                  - $ref: "#/components/schemas/TramFull"
        "404": {$ref: "#/components/responses/NotFound"}
        "422":
          description: Bad
          content:
            application/problem+json:
              examples:
                bad:
                  summary: Bad row
                  value: {type: "https://example.com/problems/bad-row", title: Bad row, status: 422}
        "503": {description: Down for maintenance}
    get:
      operationId: listSeats
      responses:
        "404": {$ref: "#/components/responses/NotFound"}
components:
  responses:
    NotFound:
      description: No such thing
      content:
        application/json:
          example: {code: NOT_FOUND, message: No such tram}
  schemas:
    TramFull:
      properties:
        code: {type: string, enum: [TRAM_FULL]}
        message: {type: string, example: No seat is left}
    ErrorCode:
      type: integer
      enum: [1001, 1002]
      x-enum-varnames: [BAD_DAY, BAD_HOUR]
      x-enum-descriptions: [The day is bad, The hour is bad]
"""
EXPECTED = [
    {
        "code": "SEAT_TAKEN",
        "title": "Seat taken",
        "status": 409,
        "message": "The seat is taken",
        "operations": ["bookSeat"],
    },
    {"code": "TRAM_FULL", "status": 409, "message": "No seat is left", "operations": ["bookSeat"]},
    {
        "code": "NOT_FOUND",
        "status": 404,
        "message": "No such tram",
        "operations": ["bookSeat", "listSeats"],
        "examples": [{"response": {"code": "NOT_FOUND", "message": "No such tram"}, "status": 404}],
    },
    {
        "code": "bad-row",
        "title": "Bad row",
        "status": 422,
        "operations": ["bookSeat"],
        "x-type-uri": "https://example.com/problems/bad-row",
    },
    {"code": "1001", "name": "BAD_DAY", "description": "The day is bad"},
    {"code": "1002", "name": "BAD_HOUR", "description": "The hour is bad"},
]


def test_a_document():
    result = imported(DOCUMENT, "yaml", "api.yaml")
    listed = [
        {key: value for key, value in entry.items() if key != "examples" or entry["code"] == "NOT_FOUND"}
        for entry in result.catalog["errors"]
    ]
    assert listed == EXPECTED
    assert result.catalog["api"] == {"name": "Tram API", "version": "2.0"}
    assert result.catalog["statuses"] == [{"status": 503, "title": "Down for maintenance"}]
    assert unclear(result) == []


def test_every_line_is_accounted_for():
    result = imported(DOCUMENT, "yaml", "api.yaml")
    lines = {line for use in result.ledger.uses for line in range(use.lines.first, use.lines.last + 1)}
    assert lines >= set(range(1, DOCUMENT.count("\n") + 1))


def test_a_code_from_the_address_of_a_problem_is_a_guess():
    uses = imported(DOCUMENT, "yaml", "api.yaml").ledger.uses
    assert [use.guess for use in uses if use.draft and use.draft.code == "bad-row" and use.target == "code"] == [
        "address"
    ]


def test_swagger_in_json():
    document = {
        "swagger": "2.0",
        "info": {"title": "Trams", "version": "1"},
        "paths": {
            "/seats": {
                "get": {
                    "responses": {
                        "404": {
                            "description": "Not there",
                            "schema": {"$ref": "#/definitions/E"},
                            "examples": {
                                "application/json": {"error": {"code": "seat_unknown", "message": "No such seat"}}
                            },
                        }
                    }
                }
            }
        },
        "definitions": {"E": {"properties": {"error": {"properties": {"code": {"type": "string"}}}}}},
    }
    assert errors(json.dumps(document, indent=1), "json") == [
        {
            "code": "seat_unknown",
            "status": 404,
            "message": "No such seat",
            "operations": ["GET /seats"],
            "examples": [{"response": {"error": {"code": "seat_unknown", "message": "No such seat"}}, "status": 404}],
        }
    ]


def test_statuses_are_the_errors_of_a_document_without_codes():
    document = (
        "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        '404': {description: Seat not found.}\n"
    )
    assert errors(document, "yaml") == [{"code": "seat_not_found", "title": "Seat not found", "status": 404}]


@pytest.mark.parametrize("reference", ["other.yaml#/x", "https://example.com/errors.json"])
def test_references_to_other_files_are_not_followed(reference: str):
    document = f"openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        '404': {{$ref: '{reference}'}}\n"
    assert unclear(imported(document, "yaml")) == ["6: reference"]


def test_references_in_a_circle_end():
    document = """
openapi: 3.0.0
paths:
  /a:
    get:
      responses:
        "400":
          description: Bad
          content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}
components:
  schemas:
    A: {properties: {code: {enum: [A_BAD]}, inner: {$ref: "#/components/schemas/A"}}}
    B: {$ref: "#/components/schemas/B"}
"""
    assert [entry["code"] for entry in errors(document, "yaml")] == ["A_BAD"]
