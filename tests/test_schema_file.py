"""schema/catalog.v1.schema.json as editors use it: a true draft-07 schema; words, examples and snippets that hold."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from errcat.findings.finding import Level
from errcat.findings.wording import default_level
from errcat.reading import load_bytes
from errcat.reading.schema.lookup import fits
from errcat.reading.schema_mistakes.synonyms import FIELDS, SWITCHES, VALUES
from errcat.reading.schema_mistakes.value_guesses import BARE_FIELDS, KEYED_FIELDS

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "generator"))
import checker_writer  # noqa: E402 — a script beside the package

SCHEMA = json.loads((ROOT / "schema" / "catalog.v1.schema.json").read_text(encoding="utf-8"))
DEFINITIONS = SCHEMA["definitions"]


def parts(part: Any, where: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema in the schema, with its pointer."""
    yield where, part
    for key in ("properties", "definitions"):
        for name, inner in part.get(key, {}).items():
            yield from parts(inner, f"{where}/{key}/{name}")
    for key in ("items", "additionalProperties", "propertyNames", "then"):
        if isinstance(part.get(key), dict):
            yield from parts(part[key], f"{where}/{key}")
    for number, inner in enumerate(part.get("anyOf", ())):
        yield from parts(inner, f"{where}/anyOf/{number}")


PARTS = dict(parts(SCHEMA))
WITH = {
    key: {where: part for where, part in PARTS.items() if key in part}
    for key in ("pattern", "enum", "enumDescriptions", "examples", "defaultSnippets", "properties")
}


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    target = part.get("$ref", "").removeprefix("#/definitions/")
    return {**DEFINITIONS.get(target, {}), **part}


def validator_of(part: dict[str, Any]) -> jsonschema.Draft7Validator:
    alone = {"$ref": part["$ref"]} if "$ref" in part else part
    return jsonschema.Draft7Validator({"definitions": DEFINITIONS, **alone})


def test_it_is_a_draft_07_schema():
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_every_reference_leads_somewhere():
    for where, part in PARTS.items():
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/definitions/") in DEFINITIONS, where


@pytest.mark.parametrize("where", WITH["properties"])
def test_every_field_has_words(where: str):
    wordless = [
        name for name, part in WITH["properties"][where]["properties"].items() if not resolved(part).get("description")
    ]
    assert wordless == []


@pytest.mark.parametrize("where", WITH["enumDescriptions"])
def test_every_value_has_its_words(where: str):
    part = WITH["enumDescriptions"][where]
    assert len(part["enumDescriptions"]) == len(part["enum"])


@pytest.mark.parametrize("where", WITH["pattern"])
def test_patterns_mean_the_same_to_editors(where: str):
    part = WITH["pattern"][where]
    assert part["pattern"].startswith("^")
    assert part["pattern"].endswith("$")
    assert re.compile(part["pattern"])
    only_python = re.search(r"\(\?[P#aiLmsux]|\\[AZzGQEhHRKX]|[*+?}]\+|\(\?>|\[\[:|\\[wdb]", part["pattern"])
    assert only_python is None
    assert part["patternErrorMessage"].endswith(".")


@pytest.mark.parametrize("where", WITH["examples"])
def test_examples_fit(where: str):
    part = WITH["examples"][where]
    for example in part["examples"]:
        assert list(validator_of(part).iter_errors(example)) == []


def test_every_field_of_an_error_has_an_example():
    for name, part in DEFINITIONS["error"]["properties"].items():
        assert {"examples", "enum"} & set(resolved(part)), name


# Where each snippet is offered: what comes before it and after it, as data. `...` is the snippet.
AN_ERROR = {"code": "order_not_found"}
SNIPPET_PLACES: dict[str, Any] = {
    "#/then": ...,
    "#/properties/errors/then": {"errors": [...]},
    "#/properties/categories": {"categories": ...},
    "#/properties/groups": {"groups": ...},
    "#/properties/types": {"types": ...},
    "#/definitions/error/then": {"errors": [...]},
    "#/definitions/error/properties/transports": {"errors": [{**AN_ERROR, "transports": ...}]},
    "#/definitions/error/properties/translations": {"errors": [{**AN_ERROR, "translations": ...}]},
    "#/definitions/params": {"errors": [{**AN_ERROR, "params": ...}]},
    "#/definitions/retry/then": {"errors": [{**AN_ERROR, "retry": ...}]},
    "#/definitions/deprecated/then": {"errors": [{**AN_ERROR, "deprecated": ...}]},
    "#/definitions/link/then": {"errors": [{**AN_ERROR, "links": [...]}]},
    "#/definitions/example/then": {"errors": [{**AN_ERROR, "examples": [...]}]},
    "#/definitions/variant/then": {"errors": [{**AN_ERROR, "messages": [...]}]},
    "#/definitions/statusNote/then": {"statuses": [...]},
    "#/definitions/guide/then": {"guides": [...]},
    "#/definitions/envelope": {"envelope": ...},
    "#/definitions/retiredCode/then": {"retired": [...]},
    "#/definitions/reservedCodes/then": {"reserved": [...]},
}
SNIPPETS = [(where, snippet) for where, part in WITH["defaultSnippets"].items() for snippet in part["defaultSnippets"]]


def typed(value: Any) -> Any:
    """A snippet as an editor types it: the text of each placeholder, the first choice of each list."""
    if isinstance(value, dict):
        return {typed(key): typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    text = re.sub(r"\$\{\d+[:|]([^},|]*)[^}]*\}", r"\1", str(value))
    return yaml.safe_load(text)


def placed(place: Any, value: Any) -> Any:
    """A value at its place."""
    if isinstance(place, dict):
        return {key: placed(inner, value) for key, inner in place.items()}
    if isinstance(place, list):
        return [placed(inner, value) for inner in place]
    return value if place is ... else place


@pytest.mark.parametrize(("where", "snippet"), SNIPPETS, ids=lambda value: value if isinstance(value, str) else "")
def test_snippets_are_catalogs(where: str, snippet: dict[str, Any]):
    catalog = {"errcat": 1, "errors": [], **placed(SNIPPET_PLACES[where], typed(snippet["body"]))}
    text = yaml.safe_dump(catalog, allow_unicode=True, sort_keys=False)
    problems = load_bytes([("snippet.yaml", text.encode())]).problems
    assert [problem for problem in problems if default_level(problem.rule) is Level.ERROR] == [], text


def test_every_snippet_is_tried():
    assert SNIPPET_PLACES.keys() == WITH["defaultSnippets"].keys()


# --- the writer of the checker: what it does not know it refuses --------------------------------------------------


@pytest.mark.parametrize(
    "part",
    [
        {"type": "string", "format": "uri"},
        {"oneOf": [{"type": "string"}]},
        {"type": ["string", "integer"]},
        {"type": "null"},
        {"minLength": 1},
        {"pattern": "^a$"},
        {"properties": {"a": {"type": "string"}}},
        {"type": "string", "items": {"type": "string"}},
        {"enum": [1, 2]},
        {"type": "object", "additionalProperties": False},
        {"type": "string", "if": {"minLength": 2}, "then": {"maxLength": 1}},
        {"type": "object", "patternProperties": {"^y-": True}, "additionalProperties": False},
    ],
    ids=str,
)
def test_the_checker_is_written_from_words_that_its_writer_knows(part: dict[str, Any]):
    with pytest.raises(SystemExit):
        checker_writer.checker_module({**SCHEMA, "definitions": {"odd": part}, "properties": {}}, "command")


def test_the_writer_knows_every_word_of_the_schema():
    for where, part in PARTS.items():
        if "$ref" not in part and not where.endswith("/then"):
            checker_writer.refuse_unknown(where, part)


# --- synonyms -------------------------------------------------------------------------------------------------------

PLACES = {
    "catalog": (), "error": ("errors", 0), "api": ("api",), "category": ("categories", "a"), "codes": ("codes",),
    "deprecated": ("errors", 0, "deprecated"), "envelope": ("envelope",), "errorType": ("types", "a"),
    "example": ("errors", 0, "examples", 0), "group": ("groups", "a"), "guide": ("guides", 0),
    "link": ("errors", 0, "links", 0), "numberBand": ("codes", "numbers"), "note": ("errors", 0, "causes", 0), "param": ("errors", 0, "params", "a"),
    "request_id": ("api", "request_id"), "reservedCodes": ("reserved", 0), "retiredCode": ("retired", 0),
    "retry": ("errors", 0, "retry"), "sample": ("guides", 0, "samples", 0), "statusNote": ("statuses", 0),
    "support": ("api", "support"), "translation": ("errors", 0, "translations", "de"),
    "variant": ("errors", 0, "messages", 0),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted({*FIELDS, *SWITCHES, *BARE_FIELDS, *KEYED_FIELDS}))
def test_synonyms_lead_to_fields_and_are_none(kind: str):
    from errcat.reading.schema.lookup import fields_at, nodes_at, object_at
    from errcat.reading.schema_mistakes.unknown_keys import _steps

    node = object_at(PLACES[kind])
    assert node is not None
    assert node.name == kind
    known = set(fields_at(PLACES[kind]))
    for word, target in FIELDS.get(kind, {}).items():
        assert word not in known
        assert nodes_at((*PLACES[kind], *_steps(target))) or kind == "envelope", target
    for word, meanings in SWITCHES.get(kind, {}).items():
        assert word not in known | set(FIELDS[kind])
        assert all(fits((*PLACES[kind], field), value) for field, value in meanings.values())
    assert set(BARE_FIELDS.get(kind, ())) <= known
    assert set(KEYED_FIELDS.get(kind, ())) <= known


@pytest.mark.parametrize("field", VALUES)
def test_synonyms_of_values_lead_to_values(field: str):
    enums = [
        part["enum"]
        for where, part in PARTS.items()
        if "enum" in part and (where.endswith(f"/{field}") or f"/{field}/" in where)
    ]
    assert enums
    for word, meaning in VALUES[field].items():
        assert any(meaning in enum and word not in enum for enum in enums)
