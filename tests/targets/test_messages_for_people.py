"""A message is a template for programs and a sentence for people: nobody who reads one sees a doubled brace."""

from __future__ import annotations

import ast
import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from errcat.reading import load_bytes
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.text import placeholders

CATALOG = b"""\
errcat: 1
api: {name: Templates, docs_url: https://t.example/errors}
errors:
  - code: BAD_TEMPLATE
    status: [400, 422]
    message: "Write {{ user.name }} for {field}"
    params: {field: {example: to, description: "The field"}}
    category: fix
    action: Double each {{ and }} in the template
    user_message: "Type {{ and }}"
    translations:
      de: {message: "Schreibe {{ user.name }} statt {field}"}
  - code: bad-template
    name: BAD_TEMPLATE_OF_A_PAGE
    status: 400
    messages:
      - {when: "at {{", message: "Nothing closes {{ in {page}"}
      - {message: "Nothing opens }} in {page}"}
    params: {page: {}}
    deprecated: {since: "2", replaced_by: BAD_TEMPLATE}
    translations:
      de: {messages: [{when: vorn, message: "Offen: {{ in {page}"}, {message: "Zu: }} in {page}"}]}
  - {code: "{{CODE}}", name: ODD_CODE, status: 500, title: "A {{title}} is no template"}
"""
PLAIN = ("{{CODE}}", "A {{title}} is no template", "Double each {{ and }} in the template", "Type {{ and }}", "at {{")
"""Texts that are no templates: they say what they say."""


def made(target: str, name: str, **settings: Any) -> dict[str, str]:
    resolved = resolve(load_bytes([("errors.yaml", CATALOG)]).catalog, "errors.yaml")
    values = TARGETS[target].values({key.replace("_", "-"): value for key, value in settings.items()})
    return {one.path: one.text for one in TARGETS[target].render(resolved, values, name)}


def shown(text: str) -> str:
    """A text without what is doubled on purpose, each with and without the escapes of its format."""
    text = html.unescape(text).replace("\\", "")
    for plain in PLAIN:
        text = text.replace(plain, "").replace(plain.strip("."), "")
    return text


def doubled(text: str) -> list[str]:
    return [line for line in shown(text).split("\n") if "{{" in line or "}}" in line]


@pytest.mark.parametrize("settings", [{"style": "site", "twins": True}, {"style": "twins"}, {"style": "plain"}])
def test_pages_and_lists_show_single_braces(settings: dict[str, Any]):
    files = made("markdown", "errors", **settings)
    texts = {path: text for path, text in files.items() if path.endswith((".md", ".txt"))}
    assert {path: found for path, text in texts.items() if (found := doubled(text))} == {}
    page = html.unescape(texts["bad-template.md" if "bad-template.md" in texts else "bad-template/index.md"])
    assert "Write { user.name } for {field}" in page
    assert "Schreibe { user.name } statt {field}" in page


def test_one_page_shows_single_braces():
    (page,) = made("markdown", "errors.md").values()
    assert doubled(page) == []
    assert "Nothing closes { in {page}" in page


def test_what_the_decoder_reads_stays_a_template():
    text = made("markdown", "errors", style="site")["assets/errcat-codes.js"]
    known = json.loads(text.partition("= ")[2].rstrip().removesuffix(";"))
    assert known["errors"][0][known["fields"].index("messages")] == ["Write {{ user.name }} for {field}"]


def strings(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from strings(one, (*path, str(key)))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from strings(one, (*path, str(number)))
    elif isinstance(value, str):
        yield path, value


def test_an_openapi_document_describes_with_single_braces():
    (text,) = made("openapi", "errors.openapi.yaml").values()
    document = yaml.safe_load(text)
    found = [(path, one) for path, one in strings(document) if "x-error" not in path and doubled(one)]
    assert found == []
    assert "Write { user.name } for {field}" in text
    templates = [one for path, one in strings(document) if "x-error" in path and path[-1] == "message"]
    assert "Write {{ user.name }} for {field}" in templates


def test_docstrings_of_a_module_show_single_braces():
    (text,) = made("python", "errors.py").values()
    docs = [
        node.value.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    assert [one for one in docs if doubled(one)] == []
    assert any("Write { user.name } for {field}" in one for one in docs)
    assert '"Write {{ user.name }} for {field}"' in text


def test_json_keeps_the_template():
    (text,) = made("json", "errors.json").values()
    error = json.loads(text)["errors"][0]
    assert error["message"] == "Write {{ user.name }} for {field}"
    assert error["response"]["body"]["detail"] == "Write { user.name } for to"


def test_a_terminal_shows_single_braces(tmp_path: Path, errcat: Any):
    (tmp_path / "errors.yaml").write_bytes(CATALOG)
    (tmp_path / "errcat.toml").write_text('catalogs = ["errors.yaml"]\n', encoding="utf-8")
    said = errcat("explain", "BAD_TEMPLATE", cwd=tmp_path).out
    assert "Write { user.name } for {field}" in said
    assert doubled(said) == []


@pytest.mark.parametrize(
    ("message", "for_people"),
    [
        ("plain", "plain"),
        ("{{", "{"),
        ("}}", "}"),
        ("{{{id}}}", "{{id}}"),
        ("a {{id}} b {id}", "a {id} b {id}"),
        ("{{{{", "{{"),
        ("{ 1 }", "{ 1 }"),
        ("", ""),
    ],
)
def test_for_people(message: str, for_people: str):
    assert placeholders.for_people(message) == for_people
