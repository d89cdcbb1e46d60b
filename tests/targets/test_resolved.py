"""The resolved catalog: what it fills in, what it keeps, and that its schema says just that."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from built import EVERY, ODD, WHOLE, resolved_of, text_of, word_of
from errcat import resources
from errcat.reading import load_bytes
from errcat.resolved.python_reserved_names import ENUM_ATTRIBUTES, PYTHON_WORDS
from errcat.resolved.resolve import resolve
from errcat.resolved.target_names import COMPONENT_KEY

SCHEMA = json.loads(resources.schema_text("resolved"))


def resolved(text: str) -> Any:
    return resolve(load_bytes([("errors.yaml", text.encode())]).catalog, "errors.yaml")


def only(**fields: Any) -> Any:
    """The one error of a catalog."""
    entry = {"code": "A_B", **fields}
    return resolved(f"errcat: 1\nerrors: [{json.dumps(entry)}]\n")["errors"][0]


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_it_holds_to_its_schema(file: Path):
    data = json.loads(text_of("json", file))
    assert [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(data)] == []


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_the_file_is_the_data(file: Path):
    data = json.loads(text_of("json", file))
    assert data.pop("generated_by").startswith(f"errcat from {file.name}: do not edit (errcat-seal:")
    assert data == json.loads(json.dumps(resolved_of(file), default=dict))


def test_node_reads_it_as_python_does(node_modules: Path):
    assert node_modules
    for file in ODD:
        text = text_of("json", file)
        script = "let t='';for await(const c of process.stdin)t+=c;process.stdout.write(JSON.stringify(JSON.parse(t)))"
        done = subprocess.run(
            ["node", "--input-type=module", "-e", script], input=text, capture_output=True, encoding="utf-8", check=True
        )
        assert json.loads(done.stdout) == json.loads(text)


def every_object(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema
        for part in schema.values():
            yield from every_object(part)
    if isinstance(schema, list):
        for part in schema:
            yield from every_object(part)


def test_the_schema_is_closed_and_says_what_each_key_is():
    for one in every_object(SCHEMA):
        assert one["additionalProperties"] is False
        for name, part in one["properties"].items():
            assert "description" in part or part.keys() == {"$ref"}, name


def test_every_key_of_the_schema_is_made():
    """Of the catalog that uses every field once."""
    seen: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            seen.update(value)
            for item in value.values():
                walk(item)
        if isinstance(value, list):
            for item in value:
                walk(item)

    walk(json.loads(text_of("json", WHOLE)))
    wanted = {name for one in every_object(SCHEMA) for name in one["properties"]}
    assert wanted - seen == set()


# --- what it fills in -----------------------------------------------------------------------------------------------


def test_a_retry_is_inherited_and_its_own_comes_first():
    text = (
        "errcat: 1\n"
        "categories: {slow: {retry: {strategy: after, after: 9}, action: Wait}}\n"
        "errors:\n"
        "  - {code: A, category: slow}\n"
        "  - {code: B, category: slow, retry: {strategy: never}, action: Stop}\n"
        "  - {code: C}\n"
    )
    a, b, c = resolved(text)["errors"]
    assert (a["retry"]["after"], a["retryable"], a["action"]) == (9, True, "Wait")
    assert (b["retry"]["strategy"], b["retryable"], b["action"]) == ("never", False, "Stop")
    assert (c["retry"], c["retryable"], c["action"]) == (None, None, None)


def test_a_missing_status_and_none_are_two_things():
    assert only()["status"] is None
    assert only()["response"]["status"] is None
    assert only(status=[])["status"] == []
    assert only(status=[])["response"] is None
    assert only(status=[400, 403])["status"] == [400, 403]


def test_titles_addresses_and_params_are_filled_in():
    error = only(message="{a} and {b}", params={"c": {"type": "integer"}})
    assert error["title"] == "A b"
    assert [(one["name"], one["type"], one["in_message"]) for one in error["params"]] == [
        ("c", "integer", False), ("a", "string", True), ("b", "string", True),
    ]  # fmt: skip
    text = "errcat: 1\napi: {name: X, docs_url: 'https://x.example/e/'}\nerrors: [{code: A_B}, {code: C, visibility: internal}]\n"
    public, internal = resolved(text)["errors"]
    assert public["docs_url"] == "https://x.example/e/a-b/"
    assert internal["docs_url"] is None


def test_an_example_that_is_null_is_one():
    assert only(params={"a": {"example": None}})["params"][0]["example"] is None
    assert "example" not in only(params={"a": {}})["params"][0]
    example = only(examples=[{"response": None}])["examples"][0]
    assert example["response"] is None
    assert "request" not in example


def test_what_must_be_there_is_there_in_the_example_of_a_response():
    text = (
        "errcat: 1\n"
        "envelope: {body: {number: <number>, type: <type>, 'detail?': <action>, text: '<title>: <message>', code: '<code:integer>'}}\n"
        "errors: [{code: '4001', status: 400}]\n"
    )
    assert resolved(text)["errors"][0]["response"]["body"] == {
        "number": 0, "type": "", "text": "Bad Request: Bad Request", "code": 4001,
    }  # fmt: skip


def test_extensions_are_kept_wherever_they_may_stand():
    """An `x-` key in every place where the format lets one be."""
    marked = 0

    def mark(value: Any, schema: Any) -> Any:
        nonlocal marked
        root = json.loads(resources.schema_text("catalog"))
        while isinstance(schema, dict) and "$ref" in schema:
            schema = root["definitions"][schema["$ref"].rsplit("/", 1)[1]]
        schema = schema if isinstance(schema, dict) else {}
        for choice in schema.get("anyOf", []):
            target = root["definitions"][choice["$ref"].rsplit("/", 1)[1]] if "$ref" in choice else choice
            if target.get("type") == (
                "object" if isinstance(value, dict) else "array" if isinstance(value, list) else None
            ):
                schema = target
        if isinstance(value, dict):
            inner = schema.get("properties", {})
            found = {
                key: mark(item, inner.get(key, schema.get("additionalProperties", {}))) for key, item in value.items()
            }
            if schema.get("patternProperties"):
                marked += 1
                found[f"x-mark-{marked}"] = marked
            return found
        if isinstance(value, list):
            return [mark(item, schema.get("items", {})) for item in value]
        return value

    import yaml

    catalog = yaml.load(WHOLE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    catalog = mark(catalog, json.loads(resources.schema_text("catalog")))
    assert marked > 40
    text = json.dumps(resolved(json.dumps(catalog)), default=dict)
    assert [number for number in range(1, marked + 1) if f'"x-mark-{number}": {number}' not in text] == []


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_names_are_legal_and_unlike_each_other(file: Path):
    names = [error["names"] for error in resolved_of(file)["errors"]]
    members = [one["python"] for one in names]
    assert len(set(members)) == len(members)
    assert all(member.isidentifier() and member not in PYTHON_WORDS | ENUM_ATTRIBUTES for member in members)
    keys = [one["openapi"] for one in names]
    assert all(COMPONENT_KEY.fullmatch(key) for key in keys)
    pages = [one["page"] for one in names]
    for every in (keys, pages):
        assert len({one.casefold() for one in every}) == len(every), "some file systems know no case"


def test_names_that_people_chose_stay_as_they_are():
    entries = [
        {"code": str(number), "name": name}
        for number, name in enumerate(["OrderLost", "upper", "status", "mro", "Class"])
    ]
    found = resolved(f"errcat: 1\nerrors: {json.dumps(entries)}\n")["errors"]
    assert [one["names"]["python"] for one in found] == ["OrderLost", "upper_", "status_", "mro_", "Class"]


def test_component_keys_are_the_codes_where_they_can_be():
    found = {error["code"]: error["names"]["openapi"] for file in ODD for error in resolved_of(file)["errors"]}
    assert found["order.not_found"] == "order.not_found"
    assert found["-1121"] == "-1121"
    assert found["ddl:1054"] == "DDL_1054"
    assert found[""] == "UNKNOWN"
    assert found["TIMEOUT"] == "TIMEOUT"
    assert found["Timeout"] == "TIMEOUT_OF_WORKER"
    assert found["Http504"] == "HTTP_504_OF_A_PROXY", "that is the component of a status"
    assert found["Error"] == "PLAIN_ERROR", "and that the one for all errors"
