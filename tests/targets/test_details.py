"""Awkward schemas of details through the check and every target: the contract means what the catalog means."""

from __future__ import annotations

import ast
import json
import warnings
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

from errcat.checking import check
from errcat.json_schema import without_duplicates
from errcat.reading import load_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.targets.openapi.json_schema import convert_schema

D4 = "http://json-schema.org/draft-04/schema#"
D7 = "http://json-schema.org/draft-07/schema#"
D2019 = "https://json-schema.org/draft/2019-09/schema"
STRING, INTEGER = {"type": "string"}, {"type": "integer"}
SOUND: dict[str, dict[str, Any]] = {
    "names like keywords": {
        "$defs": {"enum": STRING, "const": {"$ref": "#/$defs/enum"}, "$ref": {"type": "null"}, "default": INTEGER},
        "properties": {
            "default": {"$ref": "#/$defs/const"},
            "enum": {"$ref": "#/$defs/default"},
            "const": {"$ref": "#/$defs/$ref"},
            "properties": {"properties": {"$defs": INTEGER}},
            "definitions": {"items": STRING},
            "a": {"$ref": "#/properties/definitions/items"},
        },
    },
    "properties named like references": {"properties": {"$ref": STRING, "$id": STRING, "$anchor": INTEGER}},
    "percent": {
        "properties": {"a": {"$ref": "#/$defs/50%25"}, "b": {"$ref": "#/$defs/a%20b"}, "c": {"$ref": "#/$defs/%C3%A9"}},
        "$defs": {"50%": STRING, "a b": STRING, "é": INTEGER},
    },
    "percent in a path that stays": {"properties": {"5%": STRING, "a": {"$ref": "#/properties/5%25"}}},
    "tilde": {
        "properties": {"a/b": STRING, "c~d": INTEGER, "a": {"$ref": "#/properties/a~1b"}, "b": {"$ref": "#/properties/c~0d"}}
    },
    "tilde before one": {
        "$defs": {"~1": STRING, "/": INTEGER},
        "properties": {"a": {"$ref": "#/$defs/~01"}, "b": {"$ref": "#/$defs/~1"}},
    },
    "recursive": {"type": "object", "properties": {"a": {"$ref": "#"}}},
    "recursive without a fragment": {"type": "object", "properties": {"a": {"$ref": ""}}},
    "recursive definition": {
        "$ref": "#/$defs/n", "$defs": {"n": {"type": "object", "properties": {"a": {"$ref": "#/$defs/n"}}}},
    },
    "booleans": {
        "properties": {"a": {"$ref": "#/$defs/yes"}, "b": False, "c": {"$ref": "#/$defs/no"}, "d": {"items": True}},
        "additionalProperties": True, "not": False, "$defs": {"yes": True, "no": False},
    },
    "anchors": {
        "properties": {"a": {"$ref": "#x"}, "b": {"$ref": "#y"}},
        "$defs": {"b": {"$anchor": "x", **STRING}, "c": {"properties": {"a": {"$anchor": "y", **INTEGER}}}},
    },
    "dynamic": {
        "$dynamicAnchor": "node", "type": "object",
        "properties": {"a": {"$dynamicRef": "#node"}, "b": {"items": {"$dynamicRef": "#node"}}},
    },
    "dynamic, extended": {
        "$id": "https://a.example/strict", "$dynamicAnchor": "node", "$ref": "tree", "maxProperties": 1,
        "$defs": {"tree": {"$id": "tree", "$dynamicAnchor": "node", "type": "object", "properties": {"a": {"$dynamicRef": "#node"}}}},
    },
    "recursiveRef": {
        "$schema": D2019, "$recursiveAnchor": True, "type": "object", "properties": {"a": {"$recursiveRef": "#"}},
    },
    "id at the top": {
        "$id": "https://a.example/s.json", "$defs": {"b": STRING},
        "properties": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "https://a.example/s.json#/$defs/b"}, "c": {"$ref": "s.json"}},
    },
    "id of a part": {
        "properties": {"a": {"$ref": "https://a.example/in"}, "b": {"$ref": "https://a.example/in#/$defs/y"}},
        "$defs": {
            "x": {"$id": "https://a.example/in", "properties": {"a": {"$ref": "#/$defs/y"}}, "$defs": {"y": STRING}},
            "y": INTEGER,
        },
    },
    "id next to a reference": {
        "properties": {"a": {"$id": "https://a.example/in", "$ref": "#/$defs/y", "$defs": {"y": STRING}}},
        "$defs": {"y": INTEGER},
    },
    "id that is an anchor": {"$schema": D7, "properties": {"a": {"$id": "#foo", **STRING}, "b": {"$ref": "#foo"}}},
    "draft 4": {
        "$schema": D4, "id": "http://example.com/root.json", "required": ["a"],
        "properties": {
            "id": STRING,
            "a": {"minimum": 1, "exclusiveMinimum": True},
            "b": {"maximum": 1, "exclusiveMaximum": False},
            "c": {"$ref": "http://example.com/root.json#/properties/id"},
        },
    },
    "a reference hides its neighbours in draft 7": {
        "$schema": D7, "definitions": {"s": STRING},
        "properties": {"a": {"$ref": "#/definitions/s", "type": "integer", "description": "d"}},
    },
    "a reference hides nothing later": {"$defs": {"s": {"minimum": 2}}, "properties": {"a": {"$ref": "#/$defs/s", "type": "integer"}}},
    "definitions of a part": {"properties": {"a": {"$defs": {"b": STRING}, "properties": {"a": {"$ref": "#/properties/a/$defs/b"}}}}},
    "into a list of items": {
        "$schema": D7,
        "properties": {
            "a": {"$ref": "#/properties/b/items/0"},
            "b": {"items": [STRING, INTEGER], "additionalItems": {"type": "null"}},
            "c": {"$ref": "#/properties/b/additionalItems"},
        },
    },
    "first items": {"properties": {"a": {"prefixItems": [STRING], "items": INTEGER}, "b": {"prefixItems": [STRING], "items": False}}},
    "into what follows first items": {"properties": {"a": {"prefixItems": [STRING], "items": INTEGER}, "b": {"$ref": "#/properties/a/items"}}},
    "into prefixItems": {"properties": {"a": {"$ref": "#/properties/b/prefixItems/0"}, "b": {"type": "array", "prefixItems": [STRING]}}},
    "into a condition": {
        "if": {"required": ["a"]}, "then": {"properties": {"b": INTEGER}}, "properties": {"a": {"$ref": "#/then/properties/b"}},
    },
    "into dependencies": {
        "$schema": D7, "dependencies": {"a": {"required": ["b"]}, "b": ["c"]}, "properties": {"c": {"$ref": "#/dependencies/a"}},
    },
    "into what applies to names": {
        "propertyNames": {"maxLength": 1}, "patternProperties": {"^[ab]$": STRING}, "properties": {"c": {"$ref": "#/propertyNames"}},
    },
    "into a choice": {"anyOf": [{"required": ["a"]}, STRING], "properties": {"a": {"$ref": "#/anyOf/1"}}},
    "two references": {"$ref": "#/$defs/a", "$dynamicRef": "#b", "$defs": {"a": {"required": ["a"]}, "b": {"$anchor": "b", "type": "object"}}},
    "equal values": {"properties": {"a": {"enum": [1.0, 1, "x"]}, "b": {"enum": [True, 1]}, "c": {"enum": [[1], [1.0], [True]]}}},
    "no values": {"properties": {"a": {"enum": []}}},
    "several keywords for one value": {
        "properties": {
            "a": {"enum": ["x", 1], "const": "x"},
            "b": {"type": ["string", "integer"], "anyOf": [{"minLength": 1}]},
            "c": {"type": ["null"], "enum": [None, 1]},
        }
    },
    "into a choice next to what has no keyword of its own": {
        "properties": {
            "a": {"enum": ["x", 1], "const": "x", "allOf": [{"maxLength": 1}]},
            "b": {"$ref": "#/properties/a/allOf/0"},
        }
    },
    "nothing required": {"required": [], "type": ["object", "null"]},
    "two limits": {"properties": {"a": {"minimum": 5, "exclusiveMinimum": 1}, "b": {"exclusiveMaximum": 1, "maximum": 1}}},
    "words of OpenAPI": {
        "discriminator": {"propertyName": "kind", "mapping": {"x": "#/components/schemas/Nothing"}}, "xml": {"name": 5},
        "externalDocs": {}, "properties": {"a": {"type": "string", "nullable": False, "example": "x", "xml": {"attribute": True}}},
    },
    "data that looks like references": {
        "default": {"$ref": "#/nope"}, "x-part": {"$ref": "#/nope"}, "widgets": {"$ref": "#/nope"},
        "properties": {"a": {"enum": [1, {"$ref": "http://x.example"}]}, "b": {"const": {"$ref": "#/nope"}}},
    },
    "no schema there before": {"$schema": D4, "properties": {"a": {"examples": [], "readOnly": True}}},
}  # fmt: skip
VALUES: list[Any] = [
    None, True, 1, 0, 2, 1.5, "", "x", "xy", [], ["x"], ["x", 1], ["x", 1, None], [1], [True],
]  # fmt: skip
VALUES += [{name: value} for name in "abc" for value in [*VALUES, {"a": "x"}, {"a": 1}, {"a": {"a": "x"}}]]
VALUES += [{}, {"a": 1, "b": 1}, {"a": "x", "b": 2, "c": 3}, {"a": {}, "b": [{}], "c": None}, {"a": {"a": {}, "b": {}}}]
VALUES += [{"default": value, "enum": value} for value in ("x", 1)] + [{"properties": {"$defs": "x"}}, {"$ref": 1}]


def resolved_with(details: dict[str, Any]) -> tuple[list[str], ResolvedCatalog]:
    """The findings of a catalog with these details, and the catalog."""
    catalog = {
        "errcat": 1,
        "envelope": {"body": {"code": "<code>", "details?": "<details>"}},
        "errors": [{"code": "seat_taken", "status": 409, "message": "The seat is taken", "category": "fix", "details": details}],
    }  # fmt: skip
    loaded = load_bytes([("errors.yaml", json.dumps(catalog).encode())])
    rules = [finding.rule for finding in check(loaded, {}).findings if finding.rule == "bad-details"]
    return rules, resolve(loaded.catalog, "errors.yaml")


def made(resolved: ResolvedCatalog, target: str, name: str, **given: Any) -> str:
    (artifact,) = TARGETS[target].render(resolved, TARGETS[target].values(given), name)
    return artifact.text


@pytest.mark.parametrize("name", SOUND)
def test_the_contract_means_what_the_catalog_means(name: str):
    details = SOUND[name]
    rules, resolved = resolved_with(details)
    assert rules == []
    original = validator_for(details, default=Draft202012Validator)(details)
    verdicts = [(value, original.is_valid(value)) for value in VALUES]
    for version in ("3.0.3", "3.1.0", "3.2.0"):
        document = json.loads(made(resolved, "openapi", "e.json", version=version))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the validator's own making
            validate(document)
            contract = {"$ref": "#/components/schemas/SeatTakenDetails", "components": document["components"]}
            is_exact = "can't express all constraints" not in json.dumps(document)
            validator = OAS30Validator(contract) if version == "3.0.3" else Draft202012Validator(contract)
            for value, is_valid in verdicts:
                if is_valid or (is_exact and version != "3.0.3"):
                    assert validator.is_valid(value) is is_valid, (version, value, document["components"]["schemas"])


@pytest.mark.parametrize("name", SOUND)
def test_every_target_takes_it(name: str):
    """As data, and letter for letter."""
    _rules, resolved = resolved_with(SOUND[name])
    assert json.loads(made(resolved, "json", "e.json"))["errors"][0]["details"] == SOUND[name]
    tree = ast.parse(made(resolved, "python", "e.py"))
    (given,) = [
        one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.keyword) and one.arg == "details" and isinstance(one.value, ast.Dict)
    ]
    assert ast.literal_eval(given) == SOUND[name]
    assert made(resolved, "markdown", "e.md")
    ast.parse(made(resolved, "python-helpers", "e.py"))


def test_a_long_chain_of_references_is_followed():
    """Thousands of definitions, of which each refers to the next: no recursion of ours is as deep."""
    chain = {f"d{number}": {"$ref": f"#/$defs/d{number + 1}"} for number in range(3000)}
    details = {"$ref": "#/$defs/d0", "$defs": {**chain, "d3000": STRING}}
    assert resolved_with(details)[0] == []
    assert resolved_with({**details, "$defs": {**chain, "d3000": {"$ref": "#/$defs/d0"}}})[0] == ["bad-details"]


@pytest.mark.parametrize(
    ("schema", "in_30", "in_31"),
    [
        ({"minimum": 5, "exclusiveMinimum": 1}, {"minimum": 5}, {"minimum": 5}),
        ({"exclusiveMaximum": 1, "maximum": 1}, {"maximum": 1, "exclusiveMaximum": True}, {"exclusiveMaximum": 1}),
        ({"minimum": 1, "exclusiveMinimum": True}, {"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"exclusiveMinimum": False, "minimum": 1}, {"minimum": 1}, {"minimum": 1}),
        ({"exclusiveMinimum": True}, {}, {}),
        ({"enum": [1.0, 1, True]}, {"enum": [1.0, True]}, {"enum": [1.0, True]}),
        ({"enum": []}, {"allOf": [{"not": {}}]}, {"enum": []}),
        ({"type": ["null"]}, {"nullable": True, "enum": [None]}, {"type": ["null"]}),
        ({"required": []}, {}, {"required": []}),
        ({"items": True, "additionalProperties": True}, {"items": {}, "additionalProperties": True}, {"items": True, "additionalProperties": True}),
        ({"enum": [1], "const": 1}, {"enum": [1], "allOf": [{"enum": [1]}]}, {"enum": [1], "const": 1}),
        ({"const": {"$ref": "#"}}, {"description": "OpenAPI 3.0 can't express all constraints: const."}, {"description": "OpenAPI can't express all constraints: const."}),
    ],
)  # fmt: skip
def test_schemas_in_the_words_of_a_version(schema: Any, in_30: Any, in_31: Any):
    assert convert_schema(schema, "3.0.3") == in_30
    assert convert_schema(schema, "3.1.0") == in_31


def test_equal_values_are_one():
    assert without_duplicates([1, 1.0, True, "1", [1], [True], {"a": 1, "b": 2}, {"b": 2.0, "a": 1}, None, False, 0]) == [
        1, True, "1", [1], [True], {"a": 1, "b": 2}, None, False, 0,
    ]  # fmt: skip
