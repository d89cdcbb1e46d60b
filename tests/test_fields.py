"""Every field of the schema is in the model, in the resolved catalog and in each output, or a table here says why not.

One catalog gives every field of the schema a value of its own, and all targets are built from it. If only the schema
has a field, its value is nowhere, and a test fails by the name of the field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import jsonschema
import pytest

from built import module_of
from errcat import resources
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.model.texts import Texts
from errcat.reading import load_bytes
from errcat.reading.records import RECORDS
from errcat.reading.schema.lookup import nodes_at
from errcat.resolved import generated_types
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS

Path = tuple[Any, ...]

# Values that must look a certain way, and the keys of maps; by the path of the field.
CHOSEN: dict[str, Any] = {
    "api.docs_url": "https://zqdocs.example/errors",
    "api.support.email": "zqmail@example.com",
    "api.support.url": "https://zqsupport.example",
    "categories": "zqcategory",
    "categories.retry.strategy": "after",
    "groups": "zqgroup",
    "types": "zqtype",
    "statuses.status": [471, 473],
    "envelope.body": {"zqbody": "<code>", "zqkind": "<category>"},
    "envelope.media_type": "application/zqmedia",
    "envelope.headers": {"X-Zq": "zqheader"},
    "errors.status": 471,
    "errors.transports": {"zqtransport": "zqvalue"},
    "errors.params": "zqparam",
    "errors.message": "zqmessage {zqparam}",
    "errors.details": {"type": "object", "properties": {"zqdetail": {"type": "string"}}},
    "errors.category": "zqcategory",
    "errors.group": "zqgroup",
    "errors.visibility": "public",
    "errors.type": "zqtype",
    "errors.retry.strategy": "after",
    "errors.deprecated.sunset": "2031-12-31",
    "errors.translations": "de",
}

# --- why a field is not there ----------------------------------------------------------------------------------------

FOR_READERS = "it helps people who read the docs, and no code"
NOT_SENT = "it helps people who read the docs: an OpenAPI document describes what is sent"
INHERITED = "an error has it from its category, unless it has its own, as here"
NOT_CURRENT = "it is about codes that nothing sends"
FOR_CHECKS = "errcat check holds the codes to it"

# For each output, by the path of the field; `*` is any end of a path.
NOT_IN: dict[str, dict[str, str]] = {
    "model": {},
    "resolved": {},
    "json": {},
    "python": {
        "api.description": FOR_READERS,
        "api.links.*": FOR_READERS,
        "api.request_id.advice": FOR_READERS,
        "api.request_id.example": FOR_READERS,
        "api.request_id.path": FOR_READERS,
        "api.summary": FOR_READERS,
        "api.support.*": FOR_READERS,
        "categories.acts": FOR_READERS,
        "categories.links.*": FOR_READERS,
        "codes.numbers.*": FOR_CHECKS,
        "codes.pattern": FOR_CHECKS,
        "codes.set": "a module always takes codes that it does not know",
        "codes.unique": FOR_CHECKS,
        "envelope.description": FOR_READERS,
        "groups.description": FOR_READERS,
        "groups.links.*": FOR_READERS,
        "groups.numbers.*": FOR_READERS,
        "groups.parent": FOR_READERS,
        "guides.*": FOR_READERS,
        "reserved.*": NOT_CURRENT,
        "retired.*": NOT_CURRENT,
        "statuses.*": FOR_READERS,
        "types.causes.*": FOR_READERS,
        "types.links.*": FOR_READERS,
        "types.solutions.*": FOR_READERS,
    },
    "openapi": {
        "api.description": NOT_SENT,
        "api.links.*": NOT_SENT,
        "api.request_id.advice": NOT_SENT,
        "api.request_id.path": "the body of the envelope shows where it is",
        "api.summary": NOT_SENT,
        "api.support.text": NOT_SENT,
        "categories.action": INHERITED,
        "categories.acts": NOT_SENT,
        "categories.description": NOT_SENT,
        "categories.links.*": NOT_SENT,
        "categories.retry.*": INHERITED,
        "codes.numbers.*": FOR_CHECKS,
        "codes.pattern": FOR_CHECKS,
        "codes.unique": FOR_CHECKS,
        "envelope.description": NOT_SENT,
        "groups.*": NOT_SENT,
        "guides.*": NOT_SENT,
        "reserved.*": NOT_CURRENT,
        "retired.*": NOT_CURRENT,
        "statuses.action": NOT_SENT,
        "statuses.description": NOT_SENT,
        "statuses.links.*": NOT_SENT,
        "statuses.status": "it has the statuses that errors have",
        "types.*": NOT_SENT,
    },
    "page": {
        "codes.numbers.*": FOR_CHECKS,
        "codes.pattern": FOR_CHECKS,
        "codes.set": "the pages show the codes that there are",
        "codes.unique": FOR_CHECKS,
        "groups.numbers.gaps": FOR_CHECKS,
        "groups.parent": "the page of the parent lists the group",
    },
}

# What records and the resolved catalog have besides the fields of the format, by kind of mapping.
IN_EVERY_RECORD = {"at", "id", "extensions"}
IN_RECORDS: dict[str, set[str]] = {
    "catalog": {"texts", "samples", "unread_codes", "unread_sections"},
    "envelope": {"name"},
    "error": {"named", "raw", "broken"},
    "example": {"has_request", "has_response"},
    "numberBand": {"first", "last"},
    "param": {"has_example"},
    "reservedCodes": {"first", "last"},
}
NOT_IN_RECORDS = {
    "catalog": {"errcat"},
    "numberBand": {"from", "to"},  # as in reservedCodes
    "reservedCodes": {"from", "to"},  # words of Python's: first and last
}
DERIVED: dict[str, set[str]] = {
    "catalog": {"version", "source", "generated_by"},
    "category": {"id", "names", "retry_declared", "retryable"},
    "codes": {"repeat"},
    "envelope": {"declared", "name", "schema"},
    "error": {"names", "response_title", "retryable", "docs_url", "response"},
    "errorType": {"id"},
    "group": {"id"},
    "param": {"name", "in_message"},
}
TYPES: dict[str, Any] = {
    "api": generated_types.ResolvedApi,
    "catalog": generated_types.ResolvedCatalog,
    "category": generated_types.ResolvedCategory,
    "codes": generated_types.ResolvedCatalogCodes,
    "deprecated": generated_types.ResolvedDeprecation,
    "envelope": generated_types.ResolvedEnvelope,
    "error": generated_types.ResolvedError,
    "errorType": generated_types.ResolvedType,
    "example": generated_types.ResolvedExample,
    "group": generated_types.ResolvedGroup,
    "guide": generated_types.ResolvedGuide,
    "link": generated_types.ResolvedLink,
    "note": generated_types.ResolvedNote,
    "numberBand": generated_types.ResolvedNumberBand,
    "param": generated_types.ResolvedParam,
    "request_id": generated_types.ResolvedRequestId,
    "reservedCodes": generated_types.ResolvedReserved,
    "retiredCode": generated_types.ResolvedRetired,
    "retry": generated_types.ResolvedRetry,
    "sample": generated_types.ResolvedSample,
    "statusNote": generated_types.ResolvedStatusNote,
    "support": generated_types.ResolvedSupport,
    "translation": generated_types.ResolvedTranslation,
    "variant": generated_types.ResolvedVariant,
}


# --- the catalog -----------------------------------------------------------------------------------------------------


def name_of(path: Path) -> str:
    """The path of a field without numbers and without the keys that the writer chose: errors.params.type."""
    return ".".join(step for step in path if isinstance(step, str) and not step.startswith("<"))


class Filled:
    """A catalog with every field. Of the fields that have few possible values, `changed` has another one."""

    def __init__(self, changed: str = "") -> None:
        self.changed = changed
        self.values: dict[str, Any] = {}
        self.with_few_values: list[str] = []
        self.data = self.mapping("catalog", ()) | {"errcat": 1}
        del self.values["errcat"]  # the version of the format, which says nothing about the API
        (reserved,) = self.data["reserved"]
        self.data["reserved"].append({key: value for key, value in reserved.items() if key != "code"})

    def mapping(self, kind: str, path: Path) -> dict[str, Any]:
        return {name: self.value(field, (*path, name)) for name, field in FIELDS[kind].items()}

    def value(self, field: Field, path: Path) -> Any:
        if not field.holds:
            return self.plain(field, path)
        if field.is_list:
            return [self.mapping(field.holds, (*path, 0))]
        if field.is_map:
            key = CHOSEN[name_of(path)]
            return {key: self.mapping(field.holds, (*path, f"<{key}>"))}
        return self.mapping(field.holds, path)

    def plain(self, field: Field, path: Path) -> Any:
        name = name_of(path)
        choices = [True, False] if field.types == ("boolean",) else choices_at(path)
        if choices:
            self.with_few_values.append(name)
            usual = CHOSEN.get(name) or next(choice for choice in choices if choice != field.default)
            return next(choice for choice in choices if choice != usual) if name == self.changed else usual
        value = CHOSEN.get(name)
        if value is None:
            number = 47000 + len(self.values)
            is_text = not (field.items or field.types) or "string" in (field.items or field.types)
            value = (
                f"zq{number}{path[-1].replace('_', '')}" if is_text or (not field.items and field.is_list) else number
            )
            value = [value] if field.is_list else value
        self.values[name] = value
        return value


def choices_at(path: Path) -> list[Any]:
    return next((node.schema["enum"] for node in nodes_at(path) if "enum" in node.schema), [])


# --- what becomes of it ----------------------------------------------------------------------------------------------


@cache
def outputs(changed: str = "") -> Mapping[str, str]:
    """Everything that is made of the catalog, as texts."""
    reading = load_bytes([("errors.yaml", json.dumps(Filled(changed).data).encode())])
    assert reading.problems == ()
    resolved = resolve(reading.catalog, "errors.yaml")

    def built(target: str, name: str) -> dict[str, str]:
        files = TARGETS[target].render(resolved, TARGETS[target].values({}), name)
        return {file.path: file.text for file in files}

    pages = [text for path, text in built("markdown", "docs").items() if path.endswith(".md")]
    bare = reading.catalog._replace(
        texts=Texts(),
        samples=Texts(),
        errors=tuple(error._replace(raw={}) for error in reading.catalog.errors),
    )
    return {
        "model": repr(bare),
        "resolved": json.dumps(resolved, default=dict),
        "json": built("json", "errors.json")[""],
        "python": built("python", "errors.py")[""],
        "openapi": built("openapi", "errors.yaml")[""],
        "page": "\n".join(pages),
    }


def test_the_python_module_takes_every_field_of_an_error():
    resolved = resolve(load_bytes([("errors.yaml", json.dumps(Filled().data).encode())]).catalog, "errors.yaml")
    known = repr([error.info for error in module_of(resolved).ErrorCode])
    assert [
        name for name, value in Filled().values.items() if name.startswith("errors.") and not has(known, value)
    ] == []


def has(text: str, value: Any) -> bool:
    """Whether an output has a value: each word of ours that is in it, or the whole of it."""
    words = re.findall(r"zq\w+", json.dumps(value)) or re.findall(r"[\w-]+", json.dumps(value))
    return all(re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)


def excused(output: str, names: Iterable[str]) -> set[str]:
    return {name for name in names if any(fnmatchcase(name, pattern) for pattern in NOT_IN[output])}


def test_the_resolved_catalog_fits_its_schema():
    schema = json.loads(resources.schema_text("resolved"))
    assert [
        mistake.message for mistake in jsonschema.Draft7Validator(schema).iter_errors(json.loads(outputs()["json"]))
    ] == []


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_is_in_the_model_and_no_other(kind: str):
    record = {"catalog": Catalog, "error": ErrorEntry}.get(kind) or RECORDS[kind]
    own = set(record._fields)
    own -= (IN_EVERY_RECORD | IN_RECORDS.get(kind, set())) - set(FIELDS[kind])
    assert own == set(FIELDS[kind]) - NOT_IN_RECORDS.get(kind, set())


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_is_in_the_resolved_catalog_and_no_other(kind: str):
    assert set(TYPES[kind].__annotations__) - DERIVED.get(kind, set()) == set(FIELDS[kind]) - {"errcat"}


@pytest.mark.parametrize("output", NOT_IN)
def test_every_field_is_in_every_output(output: str):
    values = Filled().values
    missing = {name for name, value in values.items() if not has(outputs()[output], value)}
    assert missing == excused(output, values), "a field is nowhere, or is on the list although it is there"


@pytest.mark.parametrize("output", NOT_IN)
def test_every_choice_makes_a_difference_in_every_output(output: str):
    names = Filled().with_few_values
    assert names
    same = {name for name in names if outputs(name)[output] == outputs()[output]}
    assert same == excused(output, names), "a field changes nothing, or is on the list although it does"


@pytest.mark.parametrize("output", NOT_IN)
def test_every_excuse_is_about_a_field(output: str):
    names = [*Filled().values, *Filled().with_few_values]
    assert [pattern for pattern in NOT_IN[output] if not any(fnmatchcase(name, pattern) for name in names)] == []
