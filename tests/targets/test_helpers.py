"""The helpers and the OpenAPI document say the same of every error: the same responses, once references are followed."""

from __future__ import annotations

import json
import sys
import threading
import types
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

from built import EVERY, WHOLE, resolved_of, run_in, text_of, word_of
from errcat.json_schema import schemas_in
from errcat.openapi_documents.responses import OpenApiFragment, expected_responses
from errcat.reading import load_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.openapi_components import is_http, public_errors
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS

# errcat's own catalog is like the others, and by far the largest
SMALL = [file for file in EVERY if file.stem != "errcat"]
SETTINGS = [
    {"version": version, "schemas": schemas, "codes": codes}
    for version, schemas, codes in (
        ("3.0.3", "per-status", "open"), ("3.1.0", "single", "closed"), ("3.1.0", "per-code", "open"), ("3.2.0", "per-code", "closed"),
    )
]  # fmt: skip


def module_of(text: str) -> Any:
    module = types.ModuleType("helpers")
    sys.modules["helpers"] = module
    run_in(module, text)
    return module


def rendered(resolved: ResolvedCatalog, target: str, name: str, **given: Any) -> str:
    (artifact,) = TARGETS[target].render(resolved, TARGETS[target].values(given), name)
    return artifact.text


class Resolver:
    """Puts in what a document refers to; a schema inside of itself admits anything."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def at(self, reference: str) -> Any:
        found: Any = self.document
        for step in unquote(reference).removeprefix("#/").split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found[name]
        return found

    def response(self, response: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in response:
            return self.response(self.at(response["$ref"]))
        found = {key: value for key, value in response.items() if key != "x-error"}
        if "headers" in found:
            found["headers"] = {name: self.at(one["$ref"]) for name, one in found["headers"].items()}
        for kind, media in found.get("content", {}).items():
            whole = {"schema": self.schema(media["schema"], ())}
            if "examples" in media:
                whole["examples"] = {name: self.at(one["$ref"]) for name, one in media["examples"].items()}
            found["content"] = {kind: whole}
        return found

    def schema(self, schema: Any, within: tuple[str, ...]) -> Any:
        if not isinstance(schema, dict):
            return schema
        found: dict[str, Any] = {}
        for key, value in schema.items():
            parts = {steps: self.schema(part, within) for steps, part in schemas_in(key, value)}
            if key in ("$ref", "discriminator"):
                continue
            if isinstance(value, list) and parts:
                found[key] = list(parts.values())
            elif (key,) in parts or not parts:
                found[key] = parts.get((key,), value)
            else:
                found[key] = {name: parts.get((key, name), one) for name, one in value.items()}
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return found
        if reference in within:
            target = {"description": f"{reference.split('/')[3]} again."}
        else:
            target = self.schema(self.at(reference), (*within, reference))
        return {"allOf": [target], **found} if found else target


def compare(resolved: ResolvedCatalog, document: dict[str, Any], helpers: Any, schemas: str = "per-status") -> None:
    """Each error by itself, and all errors of a status at once."""
    resolver = Resolver(document)
    repeat = resolved["codes"]["repeat"]
    fragment = OpenApiFragment(resolved, "", schemas)
    validator = OAS30Validator if document["openapi"].startswith("3.0") else Draft202012Validator
    keys = {error["name"]: error["name"] if repeat else error["code"] for error in resolved["errors"]}
    errors = public_errors(resolved)
    for error in errors:
        found = helpers.openapi_responses(keys[error["name"]])
        own = {"default": {"$ref": f"#/components/responses/{error['names']['openapi']}"}}
        expected = expected_responses(fragment, [error], default=False) or own
        assert {str(status): response for status, response in found.items()} == {
            status: resolver.response(response) for status, response in expected.items()
        }, error["code"]
    every = [keys[error["name"]] for error in errors]
    together = helpers.openapi_responses(*every)
    expected = expected_responses(fragment, errors, default=False)
    for status, response in together.items():
        if isinstance(status, int):
            general = document["components"]["responses"][f"Http{status}"]
            one = resolver.response(expected[str(status)])
            is_alone = "$ref" in expected[str(status)]
            assert response == (one if is_alone else {**one, "description": general["description"]})
    compare_bytes(document, helpers, {error["names"]["openapi"]: keys[error["name"]] for error in errors})
    for status, response in together.items():
        for media in response.get("content", {}).values():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of the validator's own making
                judge = validator(media["schema"])
                for example in media.get("examples", {}).values():
                    problems = list(judge.iter_errors(example["value"]))
                    assert not problems, (status, example, problems)
    api = {
        "openapi": document["openapi"],
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/a": {
                "get": {
                    "responses": {str(key): one for key, one in together.items()} or {"default": {"description": ""}}
                }
            }
        },
    }
    assert "$ref" not in json.dumps([one.get("content") for one in together.values()]) or "examples" in json.dumps(api)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        validate(api)


def compare_bytes(document: dict[str, Any], helpers: Any, keys: dict[str, str]) -> None:
    """The components are the same JSON, with keys in the same order; so are responses that refer to them."""
    components = json.loads(json.dumps(document["components"]))
    for response in components["responses"].values():
        response.pop("x-error", None)
    found = helpers.openapi_components()
    assert json.dumps(found) == json.dumps(components)
    for name, key in keys.items():
        for status, response in helpers.openapi_responses(key, refs=True).items():
            variants = [one for one in (f"{name}_{status}", f"{name}_{status}_2") if one in components["responses"]]
            expected = [json.dumps(components["responses"][one]) for one in (*variants, name)]
            assert json.dumps(response) in expected, (key, status)


@pytest.mark.parametrize("file", SMALL, ids=word_of)
def test_both_say_the_same(file: Path):
    document = yaml.load(text_of("openapi", file), yaml.CSafeLoader)
    compare(resolved_of(file), document, module_of(text_of("python-helpers", file)))


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("stem", ["catalog", "details", "repeated-codes", "odd-statuses"])
def test_both_say_the_same_in_every_way_that_they_can_be_asked_for(stem: str, settings: dict[str, str]):
    file = next(file for file in EVERY if file.stem == stem)
    document = yaml.load(text_of("openapi", file, **settings), yaml.CSafeLoader)
    compare(resolved_of(file), document, module_of(text_of("python-helpers", file, **settings)), settings["schemas"])


def test_an_internal_error_is_in_no_contract_but_its_own():
    helpers = module_of(text_of("python-helpers", WHOLE))
    alone = helpers.openapi_responses("SORTER_ON_FIRE")[500]
    (media,) = alone["content"].values()
    assert media["examples"]["SORTER_ON_FIRE"]["value"]["error"]["code"] == "SORTER_ON_FIRE"
    assert Draft202012Validator(media["schema"]).is_valid(media["examples"]["SORTER_ON_FIRE"]["value"])
    assert "SORTER_ON_FIRE" not in json.dumps(helpers.openapi_responses("PARCEL_NOT_FOUND", "LABEL_SMUDGED"))


def test_public_and_internal_errors_of_a_status_make_one_response():
    text = text_of_two()
    helpers = module_of(text)
    (response,) = helpers.openapi_responses("seen", "hidden").values()
    (media,) = response["content"].values()
    judge = Draft202012Validator(media["schema"])
    assert media["examples"].keys() == {"seen", "hidden"}
    for example in media["examples"].values():
        assert judge.is_valid(example["value"])
        assert not judge.is_valid({**example["value"], "code": "other"})
    (response,) = helpers.openapi_responses("seen").values()
    assert "hidden" not in json.dumps(response)


def text_of_two() -> str:
    errors = [
        {"code": code, "status": 500, "message": "m", "category": "fix", "action": "Fix it", "visibility": visibility}
        for code, visibility in (("seen", "public"), ("hidden", "internal"))
    ]
    catalog = {"errcat": 1, "errors": errors, "envelope": {"body": {"code": "<code>"}}}
    resolved = resolve(load_bytes([("e.yaml", json.dumps(catalog).encode())]).catalog, "e.yaml")
    return rendered(resolved, "python-helpers", "e.py")


def test_schemas_that_grow_without_end_are_cut():
    """Sixty definitions, of which each holds the next one twice: nobody can write down what they come to."""
    schemas = {f"d{n}": {"properties": {key: {"$ref": f"#/$defs/d{n + 1}"} for key in "ab"}} for n in range(60)}
    details = {"$ref": "#/$defs/d0", "$defs": {**schemas, "d60": {"type": "string"}}}
    catalog = {
        "errcat": 1,
        "envelope": {"body": {"code": "<code>", "details?": "<details>"}},
        "errors": [{"code": "a", "status": 400, "message": "m", "category": "fix", "action": "Fix it", "details": details}],
    }  # fmt: skip
    resolved = resolve(load_bytes([("e.yaml", json.dumps(catalog).encode())]).catalog, "e.yaml")
    helpers = module_of(rendered(resolved, "python-helpers", "e.py"))
    assert len(json.dumps(helpers.openapi_responses("a"))) < 2_000_000


def test_a_document_with_references_has_each_response_once():
    """Also an internal error, which is in no component: its response has no references."""
    helpers = module_of(text_of("python-helpers", WHOLE))
    responses = helpers.openapi_responses("PARCEL_NOT_FOUND", "LABEL_SMUDGED", "SORTER_ON_FIRE", refs=True)
    assert "$ref" not in json.dumps(responses[500])
    assert "#/components/schemas/ParcelNotFoundBody" in json.dumps(responses[404])
    assert "SORTER_ON_FIRE" not in json.dumps(helpers.openapi_components())
    path = {"get": {"responses": {str(status): one for status, one in responses.items()}}}
    info = {"title": "T", "version": "1"}
    validate({"openapi": "3.1.0", "info": info, "paths": {"/a": path}, "components": helpers.openapi_components()})


def test_callers_get_responses_of_their_own():
    helpers = module_of(text_of("python-helpers", WHOLE))
    before = json.dumps([helpers.openapi_responses("PARCEL_NOT_FOUND"), helpers.openapi_components()])
    helpers.openapi_components()["schemas"]["ErrorBody"].clear()
    helpers.openapi_responses("PARCEL_NOT_FOUND")[404]["headers"].clear()
    (media,) = helpers.openapi_responses("PARCEL_NOT_FOUND")[404]["content"].values()
    media["schema"].clear()
    assert json.dumps([helpers.openapi_responses("PARCEL_NOT_FOUND"), helpers.openapi_components()]) == before


def test_threads_that_start_at_once_find_everything():
    for _ in range(20):
        helpers = module_of(text_of("python-helpers", WHOLE))
        start, found = threading.Barrier(8), []

        def ask(helpers: Any = helpers, start: threading.Barrier = start, found: list[int] = found) -> None:
            start.wait()
            found.append(len(helpers.openapi_responses("PARCEL_NOT_FOUND", "LABEL_SMUDGED")))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [3] * 8


def test_statuses_that_no_response_may_have_are_in_neither():
    file = next(file for file in EVERY if file.stem == "odd-statuses")
    helpers = module_of(text_of("python-helpers", file))
    for error in resolved_of(file)["errors"]:
        found = helpers.openapi_responses(error["code"])
        assert list(found) == ([one for one in error["status"] or () if is_http(one)] or ["default"])
