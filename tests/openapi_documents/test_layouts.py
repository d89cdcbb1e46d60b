"""Braces and JSON: what was there stays byte for byte, and what is added fits the lines around it."""

from __future__ import annotations

import json
import re

import pytest

from openapi_apply import HEAD, REF, apply, data, responses

ONE_LINE = (
    HEAD
    + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: {'200': {description: d}} # here\n      tags: [x]\n"
)
IN_BRACES = HEAD + "  /a: {get: {x-error-codes: [BUSY], responses: {'200': {description: d}}}} # c\n"
LINES = HEAD + """\
  /a: {
    get: {
      x-error-codes: [BUSY], # codes
      responses: {
        # first
        '200': {description: d}, # fine
        '404': {$ref: 'errors.openapi.yaml#/components/responses/ORDER_NOT_FOUND'}
        # end
      }
    }
  }
"""  # fmt: skip


def test_braces_on_one_line_become_a_block():
    assert apply(ONE_LINE) == ONE_LINE.replace(
        "      responses: {'200': {description: d}} # here\n",
        "      responses: # here\n"
        "        '200': {description: d}\n"
        f"        '502':\n          $ref: '{REF}BUSY_502'\n"
        f"        '503':\n          $ref: '{REF}BUSY_503'\n"
        f"        default:\n          $ref: '{REF}Error'\n",
    )


def test_braces_inside_braces_get_lines():
    assert apply(IN_BRACES) == IN_BRACES.replace(
        "{'200': {description: d}}}} # c\n",
        "{\n"
        "      '200': {description: d},\n"
        f"      '502': {{$ref: '{REF}BUSY_502'}},\n"
        f"      '503': {{$ref: '{REF}BUSY_503'}},\n"
        f"      default: {{$ref: '{REF}Error'}}\n"
        "    }}} # c\n",
    )


def test_a_short_response_stays_on_the_line():
    text = HEAD + "  /a:\n    get:\n      x-error-codes: [STRANGE]\n      responses: {}\n"
    assert apply(text) == text.replace("{}", f'{{default: {{$ref: "{REF}STRANGE"}}}}')


def test_lines_and_comments_stay():
    after = apply(LINES)
    assert after == LINES.replace(
        f"\n        '404': {{$ref: '{REF}ORDER_NOT_FOUND'}}\n",
        f"\n        '502': {{$ref: '{REF}BUSY_502'}},\n"
        f"        '503': {{$ref: '{REF}BUSY_503'}},\n"
        f"        default: {{$ref: '{REF}Error'}}\n",
    )
    assert apply(after.replace("[BUSY]", "[]")) == LINES.replace("[BUSY]", "[]").replace(
        f"'200': {{description: d}}, # fine\n        '404': {{$ref: '{REF}ORDER_NOT_FOUND'}}\n",
        "'200': {description: d} # fine\n",
    )


def test_a_comment_above_a_response_that_goes_stays():
    text = LINES.replace("        '404':", "        # why\n        '404':").replace("[BUSY]", "[]")
    after = apply(text)
    assert "'200': {description: d} # fine\n        # why\n        # end\n      }" in after


def test_a_comma_after_the_last_entry_stays():
    text = LINES.replace("ORDER_NOT_FOUND'}\n", "ORDER_NOT_FOUND'},\n")
    assert f"default: {{$ref: '{REF}Error'}},\n        # end" in apply(text)


def test_long_descriptions_in_braces_are_broken():
    text = HEAD + "  /a: {get: {x-error-codes: [ORDER_NOT_FOUND, SHOP_NOT_FOUND, ORDER_LOST], tags: [a]}}\n"
    after = apply(text)
    assert max(map(len, after.splitlines())) <= 110
    assert responses(after)["404"]["description"].splitlines()[2:] == [
        "* `ORDER_NOT_FOUND`",
        "* `SHOP_NOT_FOUND`",
        "* `ORDER_LOST`",
    ]


@pytest.mark.parametrize("indent", [2, 4, "\t", " "])
def test_json_keeps_its_indentation(indent: int | str):
    document = {
        "openapi": "3.1.0",
        "paths": {"/a": {"get": {"x-error-codes": ["BUSY"], "responses": {"200": {"description": "ü"}}}}},
    }
    after = apply(json.dumps(document, indent=indent, ensure_ascii=False))
    assert after == json.dumps(json.loads(after), indent=indent, ensure_ascii=False)
    assert list(json.loads(after)["paths"]["/a"]["get"]["responses"]) == ["200", "502", "503", "default"]


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
def test_json_on_one_line_stays_on_one_line(separators: tuple[str, str]):
    document = {"openapi": "3.1.0", "paths": {"/a": {"get": {"x-error-codes": ["BUSY"]}}}}
    after = apply(json.dumps(document, separators=separators))
    assert after == json.dumps(json.loads(after), separators=separators)


def test_spaces_inside_braces_are_those_of_the_document():
    text = '{\n  "openapi": "3.1.0",\n  "paths": {\n    "/a": {\n      "get": {\n        "x-error-codes": ["BUSY"],\n        "responses": {\n          "200": { "description": "d" }\n        }\n      }\n    }\n  }\n}\n'
    after = apply(text)
    assert f'          "502": {{ "$ref": "{REF}BUSY_502" }},\n' in after
    assert json.loads(after)["paths"]["/a"]["get"]["responses"]["502"] == {"$ref": f"{REF}BUSY_502"}


def test_escaped_pairs_in_json_are_read():
    r"""YAML's parser refuses \ud83d\ude00, which every JSON writer may write."""
    text = '{"openapi": "3.1.0", "info": {"title": "\\ud83d\\ude00"}, "paths": {"/a": {"get": {"x-error-codes": ["BUSY"]}}}}'
    after = apply(text)
    assert after.startswith('{"openapi": "3.1.0", "info": {"title": "\\ud83d\\ude00"}')
    assert list(json.loads(after)["paths"]["/a"]["get"]["responses"]) == ["502", "503", "default"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD
        + "  ? /a\n  : get:\n      ? x-error-codes\n      : [BUSY]\n      ? responses\n      : '200': {description: d}\n",
        HEAD
        + "  /a:\n    get: !op\n      x-error-codes: !list [!!str BUSY]\n      responses: !!map {'200': {description: d}}\n",
        HEAD
        + '  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: {"200":{description: d},"201":{description: d}}\n',
        HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: {'200': {description: d}}",
        HEAD
        + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: &r # here\n        '200': {description: d}\n",
        HEAD + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: ~ # here\n",
    ],
    ids=["question marks", "tags", "no spaces", "no line end", "an anchor", "null"],
)
def test_unusual_yaml(text: str):
    # PyYAML does not read tags of other tools
    after, text = (re.sub(r"!(?:op|list)", "", each) for each in (apply(text), text))
    assert [status for status in responses(after) if status not in {"200", "201"}] == ["502", "503", "default"]
    assert ("# here" in after) is ("# here" in text)
    old, new = data(text), data(after)
    old["paths"]["/a"]["get"].pop("responses", None)
    new["paths"]["/a"]["get"].pop("responses")
    assert new == old
