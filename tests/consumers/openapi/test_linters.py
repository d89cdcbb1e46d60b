"""The built OpenAPI document before those who judge such documents: two linters, a validator, and its own schemas."""

from __future__ import annotations

import itertools
import json
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

from built import OWN, TRIED, WHOLE, text_of, word_of
from profiles import IS_LONG

VERSIONS = ("3.0.3", "3.1.0", "3.2.0")
SCHEMAS = ("single", "per-status", "per-code")
REDOCLY = """\
extends: [recommended-strict]
rules:
  no-unused-components: off  # they are there for other documents to use
"""


def document(file: Path, **settings: Any) -> dict[str, Any]:
    return yaml.load(text_of("openapi", file, **settings), yaml.CSafeLoader)


@pytest.fixture(scope="session")
def fragments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fragments")
    for file, version in itertools.product(TRIED, VERSIONS):
        (folder / f"{word_of(file)}-{version}.yaml").write_text(
            text_of("openapi", file, version=version), encoding="utf-8"
        )
    for schemas, codes in itertools.product(SCHEMAS, ("open", "closed")):
        for version in VERSIONS:
            name = f"whole-{schemas}-{codes}-{version}.json"
            text = text_of("openapi", WHOLE, name, version=version, schemas=schemas, codes=codes)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("file", TRIED, ids=word_of)
def test_the_validator_of_the_specification(file: Path, version: str):
    validate(document(file, version=version))


@pytest.mark.parametrize(("schemas", "codes"), list(itertools.product(SCHEMAS, ("open", "closed"))))
@pytest.mark.parametrize("version", VERSIONS)
def test_examples_are_what_the_schemas_say(version: str, schemas: str, codes: str):
    """Every example of every response, by the response's own schema; and with another code in it, not."""
    for file in TRIED:
        found = document(file, version=version, schemas=schemas, codes=codes)
        seen = 0
        for key, response in found["components"]["responses"].items():
            for media in response.get("content", {}).values():
                for example in media.get("examples", {}).values():
                    value = resolved(found, example)["value"]
                    problems = list(validator(found, media["schema"]).iter_errors(value))
                    assert not problems, (file.name, key, problems[0].message)
                    seen += 1
        assert seen or file.name == "sqlstate.yaml" or not found["components"].get("examples")


def resolved(found: dict[str, Any], value: Any) -> Any:
    while isinstance(value, dict) and "$ref" in value:
        target: Any = found
        for step in value["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        value = target
    return value


def validator(found: dict[str, Any], schema: dict[str, Any]) -> Any:
    whole = {**schema, "components": found["components"]}
    if found["openapi"].startswith("3.0"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the validator's own making
            return OAS30Validator(whole)
    return Draft202012Validator(whole)


def test_a_closed_contract_knows_a_code_that_is_not_its_own():
    """What a contract test finds: a code that the catalog does not have, or has under another status."""
    for codes, is_found in (("closed", True), ("open", False)):
        found = document(WHOLE, codes=codes)
        body = resolved(found, found["components"]["examples"]["PARCEL_NOT_FOUND"])["value"]
        schema = {"$ref": "#/components/schemas/Http404Body"}
        other = {**body, "error": {**body["error"], "code": "BRAND_NEW"}}
        assert bool(list(validator(found, schema).iter_errors(other))) is is_found
        wrong = {**body, "error": {**body["error"], "status": 400}}
        assert list(validator(found, schema).iter_errors(wrong))


def test_redocly_has_nothing_to_say(fragments: Path, node_modules: Path):
    (fragments / "redocly.yaml").write_text(REDOCLY, encoding="utf-8")
    names = sorted(file.name for file in fragments.iterdir() if file.name not in {"redocly.yaml", ".spectral.yaml"})
    files = [name for name in names if IS_LONG or is_small(name)]
    done = subprocess.run(
        [node_modules / ".bin" / "redocly", "lint", "--format=json", *files],
        cwd=fragments, capture_output=True, text=True, check=False,
    )  # fmt: skip
    reports = list(documents_in(done.stdout))
    assert len(reports) == len(files)
    assert [(one["location"][0], one["message"]) for report in reports for one in report["problems"]] == []


def is_small(name: str) -> bool:
    """Whether the slow linters read a document in `make test`: documents of every kind, but not of every catalog."""
    return name.startswith(("whole", word_of(WHOLE), "lifecycle", "repeated_codes"))


def documents_in(text: str) -> Iterator[dict[str, Any]]:
    """One JSON document after the other."""
    while "{" in text:
        found, end = json.JSONDecoder().raw_decode(text, text.index("{"))
        yield found
        text = text[end:]


def test_spectral_has_nothing_to_say(fragments: Path, node_modules: Path):
    (fragments / ".spectral.yaml").write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
    files = [file.name for file in fragments.glob("*.yaml") if "3.0.3" in file.name or "3.1.0" in file.name]
    files = [name for name in files if IS_LONG or is_small(name)]
    done = subprocess.run(
        [node_modules / ".bin" / "spectral", "lint", "--ruleset", ".spectral.yaml", "--format=json", "--quiet", *sorted(files)],
        cwd=fragments, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(done.stdout[done.stdout.index("[") :]) if "[" in done.stdout else None
    assert found == [], (done.stdout[-2000:], done.stderr[-500:])


def test_yaml_and_json_are_the_same_document():
    for file in OWN:
        from_yaml = yaml.load(text_of("openapi", file, "errors.yaml"), yaml.CSafeLoader)
        from_json = json.loads(text_of("openapi", file, "errors.json"))
        from_json.pop("x-generated")
        from_json["info"]["description"] = from_json["info"]["description"].replace("errors.json", "errors.yaml")
        assert from_json == from_yaml
