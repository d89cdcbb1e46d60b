"""`errcat explain`: a rule, a code, or a response that somebody pasted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from errcat.findings.diagnostics import DIAGNOSTICS

CATALOG = """\
errcat: 1
api:
  name: Order API
  docs_url: https://docs.acme.example/errors/
categories:
  wait: {title: Wait, retry: {strategy: backoff, max_attempts: 5}, action: Wait a moment}
  fix: {title: Fix the request}
envelope:
  body: {error: {kind: <code>, text: <message>, "data?": <details>}}
statuses:
  - status: 423
    title: Somebody was faster
errors:
  - code: order_not_found
    number: 4001
    status: 404
    title: No such order
    message: The order {order_id} does not exist
    params:
      order_id: {description: The number of the order}
    category: fix
    action: Check the order number
    description: |
      An **order** that nobody ever placed, or `one *that* is gone`. See
      [the list](https://docs.acme.example/orders).

      ```bash
      curl https://api.acme.example/orders
      ```
    causes:
      - The order was deleted
    solutions:
      - title: Look it up
        audience: developer
        text: Look at the list of orders.
    links:
      - title: Orders
        url: https://docs.acme.example/orders
    see_also: [order_locked]
  - code: order_locked
    status: [409, 423]
    transports: {grpc: ABORTED}
    messages:
      - when: it is being edited
        message: Somebody is editing the order
      - message: The order is locked
    category: wait
    retry: {strategy: after, header: X-Wait}
  - code: "400"
    name: BAD_REQUEST
    status: 400
    message: Bad request
    category: fix
    action: Read the message
    visibility: internal
retired:
  - code: order_lost
    since: "2.0"
    replaced_by: order_not_found
    reason: Orders cannot get lost any more
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "errcat.toml").write_text('catalogs = ["errors.yaml"]\n', encoding="utf-8")
    return tmp_path


# --- rules ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", DIAGNOSTICS)
def test_every_message_is_explained(errcat, id: str):
    words = DIAGNOSTICS[id]
    result = errcat("explain", id)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{id}  {words.title}\n")
    for title, code in words.examples:
        assert f"\n{title}\n" in result.out
        assert code.strip().splitlines()[0] in result.out
    assert (f"errcat: ignore[{id}]" in result.out) == (words.kind == "finding" and "protective" not in words.tags)
    assert "\nPage\n" not in result.out  # until the documentation is published: see tests/reporting/test_formats.py


def test_a_rule_says_its_level_in_this_project(errcat, project: Path):
    (project / "errcat.toml").write_text('[rules]\nmissing-status = "off"\n', encoding="utf-8")
    assert "off in this project, warning by default" in errcat("explain", "missing-status", cwd=project).out
    assert "\n  error\n" in errcat("explain", "duplicate-code", cwd=project).out
    assert "fixable with errcat check --fix" in errcat("explain", "repeated-item", cwd=project).out
    assert "exit code 2" in errcat("explain", "unknown-schema", cwd=project).out


# --- codes ----------------------------------------------------------------------------------------------------------


def test_a_code_says_everything_about_itself(errcat, project: Path, expected):
    result = errcat("explain", "order_not_found", cwd=project)
    assert (result.code, result.err) == (0, "")
    expected(result.out, Path(__file__).parent / "explained-code.txt")


def test_an_error_with_several_messages_and_a_retry_of_its_own(errcat, project: Path, expected):
    result = errcat("explain", "order_locked", cwd=project)
    expected(result.out, Path(__file__).parent / "explained-retry.txt")


@pytest.mark.parametrize("word", ["order_not_found", "ORDER_NOT_FOUND", "4001", "Order_Not_Found"])
def test_a_code_is_found_by_name_number_and_capitals(errcat, project: Path, word: str):
    assert errcat("explain", word, cwd=project).out.startswith("order_not_found  No such order\n")


def test_an_internal_error_has_no_page(errcat, project: Path):
    out = errcat("explain", "BAD_REQUEST", cwd=project).out
    assert out.startswith("400  Bad request\n")
    assert "docs.acme.example" not in out


def test_a_retired_code_says_what_took_its_place(errcat, project: Path):
    out = errcat("explain", "order_lost", cwd=project).out
    assert "Retired      2.0" in out
    assert "Use instead  order_not_found" in out


def test_all_errors_with_one_code_are_told(errcat, tmp_path: Path):
    twice = "errcat: 1\ncodes: {unique: none}\nerrors:\n" + "".join(
        f"  - {{code: invalid, name: INVALID_{n}, title: Kind {n}}}\n" for n in (1, 2)
    )
    (tmp_path / "two.yaml").write_text(twice, encoding="utf-8")
    out = errcat("explain", "invalid", "--catalog", "two.yaml").out
    assert out.index("Kind 1") < out.index("Kind 2")
    assert "two.yaml:4" in out
    assert "two.yaml:5" in out


def test_a_code_wins_over_a_name(errcat, tmp_path: Path):
    text = "errcat: 1\nerrors:\n  - {code: A, name: GONE, title: By name}\n  - {code: GONE, name: B, title: By code}\n"
    (tmp_path / "errors.yaml").write_text(text, encoding="utf-8")
    out = errcat("explain", "GONE", "--catalog", "errors.yaml").out
    assert "By code" in out
    assert "By name" not in out


def test_a_catalog_with_findings_is_no_hindrance(errcat, project: Path):
    spoiled = CATALOG.replace("status: 404", 'status: "404"').replace("errcat: 1", "errcat: 1\ncolour: red")
    (project / "errors.yaml").write_text(spoiled, encoding="utf-8")
    result = errcat("explain", "order_not_found", cwd=project)
    assert (result.code, result.err) == (0, "")
    assert "Status" not in result.out
    assert "The order {order_id} does not exist" in result.out


@pytest.mark.parametrize(
    ("word", "help_"),
    [
        ("order_not_fond", "did you mean `errcat explain order_not_found`?"),
        ("ORDR_LOCKED", "did you mean `errcat explain ORDER_LOCKED`?"),
        ("duplicate-cod", "did you mean `errcat explain duplicate-code`?"),
        ("zzz", "errcat also looked for a code in errors.yaml"),
    ],
)
def test_an_unknown_word_gets_a_hint(errcat, project: Path, word: str, help_: str):
    result = errcat("explain", word, cwd=project)
    assert (result.code, result.out) == (2, "")
    assert f'no rule or code "{word}"' in result.err
    assert help_ in result.err


def test_without_a_catalog_it_says_how_to_name_one(errcat):
    result = errcat("explain", "order_not_found")
    assert result.code == 2
    assert "--catalog errors.yaml" in result.err


def test_nothing_to_explain(errcat, project: Path):
    assert errcat("explain").code == 2
    assert "errcat explain duplicate-code" in errcat("explain").err
    assert "standard input is empty" in errcat("explain", "-", cwd=project, stdin=b" \n").err
    (project / "errcat.toml").unlink()
    assert "--catalog" in errcat("explain", "-", cwd=project, stdin=b"{}").err


# --- responses ------------------------------------------------------------------------------------------------------

BODY = {"error": {"kind": "order_not_found", "text": "The order A-7 does not exist", "data": {"order_id": "A-7"}}}


def paste(errcat, project: Path, text: str | bytes):
    return errcat("explain", "-", cwd=project, stdin=text if isinstance(text, bytes) else text.encode())


def test_a_response_is_explained_by_its_envelope(errcat, project: Path):
    result = paste(errcat, project, json.dumps(BODY))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("found: order_not_found in error.kind\n\norder_not_found  No such order\n")
    assert "Message   The order A-7 does not exist" in result.out
    assert "Do now    Check the order number" in result.out


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n\r\n" + json.dumps(BODY), "error.kind"),
        ("2026-01-01 12:00 WARN call failed " + json.dumps(BODY) + " after 3 tries", "error.kind"),
        (json.dumps({"level": "error", "msg": json.dumps(BODY)}), "error.kind"),
        ("\ufeff" + json.dumps(BODY), "error.kind"),
        (json.dumps([{"code": "order_not_found"}]), "[0].code"),
        (json.dumps({"a": {"b": ["x", "order_not_found"]}}), "a.b[1]"),
        (json.dumps({"error_code": 4001}), "error_code"),
        (json.dumps({"status": 400, "type": "ORDER_NOT_FOUND"}), "type"),
        ("X-Error-Code: order_not_found\n\n<html>gone</html>", "the header x-error-code"),
        ("it said: 'order_not_found'.", "line 1"),
        ("\n\nstatus=404 code=order_not_found;", "line 3"),
        ("{broken json, but order_not_found is in it", "line 1"),
    ],
)
def test_the_code_is_found_wherever_it_stands(errcat, project: Path, text: str, where: str):
    result = paste(errcat, project, text)
    assert result.out.startswith(f"found: order_not_found in {where}\n"), result.err


def test_the_likeliest_place_counts(errcat, project: Path):
    body = {"status": 400, "note": "order_locked", "code": "order_not_found"}
    out = paste(errcat, project, json.dumps(body)).out
    assert out.startswith("found: order_not_found in code\n")
    assert "order_locked  " not in out
    assert paste(errcat, project, '{"status": 400}').out.startswith("found: 400 in status\n")


def test_several_errors_in_one_response_are_all_told(errcat, project: Path):
    out = paste(errcat, project, json.dumps({"errors": [{"code": "order_not_found"}, {"code": "order_locked"}]})).out
    assert "found: order_not_found in errors[0].code" in out
    assert "found: order_locked in errors[1].code" in out


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("X-Wait: 30", "30 seconds (X-Wait)"),
        ("Retry-After: 2.5", "2.5 seconds (Retry-After)"),
        ("< retry-after: Thu, 01 Jan 2026 00:00:30 GMT", "until 2026-01-01 00:00:30 UTC (Retry-After)"),
        ("Retry-After: soon", "soon (Retry-After)"),
    ],
)
def test_how_long_to_wait_is_read_from_the_headers(errcat, project: Path, header: str, wait: str):
    text = f'HTTP/2 409\n{header}\n\n{{"error": {{"kind": "order_locked"}}}}'
    assert f"Wait      {wait}\n" in paste(errcat, project, text).out


def test_no_wait_where_sending_again_is_no_use(errcat, project: Path):
    assert "Wait" not in paste(errcat, project, "Retry-After: 30\n\n" + json.dumps(BODY)).out


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            '{"error": {"kind": "order_not_fond"}}',
            '"order_not_fond" in error.kind isn\'t a known code; did you mean `errcat explain order_not_found`?',
        ),
        (
            "ERROR order_lockd at once",
            '"order_lockd" in line 1 isn\'t a known code; did you mean `errcat explain order_locked`?',
        ),
        ('{"code": "quota"}', '"quota" in code isn\'t a known code\n'),
        ("all is well", "check that you pasted the whole response"),
    ],
)
def test_an_unknown_code_gets_a_hint(errcat, project: Path, text: str, hint: str):
    result = paste(errcat, project, text)
    assert (result.code, result.out) == (1, "")
    assert hint in result.err


def test_nothing_that_is_pasted_reaches_the_terminal_as_an_order(errcat, project: Path):
    body = {"error": {"kind": "order_not_found", "data": {"order_id": "\x1b[2J\u202e"}}, "\x1b[31m": 1}
    result = paste(errcat, project, json.dumps(body))
    assert "The order <U+001B>[2J<U+202E> does not exist" in result.out
    unknown = paste(errcat, project, b'{"code": "\\u001b[2J\\u0007order"}')
    assert "\x1b" not in result.out + unknown.out + unknown.err
    assert "<U+001B>[2J<U+0007>order" in unknown.err


@pytest.mark.parametrize("text", [b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe\x00", b"{" * 5000 + b"}", b'"x"'])
def test_whatever_is_pasted_it_comes_to_an_end(errcat, project: Path, text: bytes):
    result = paste(errcat, project, text)
    assert result.code == 1
    assert "Traceback" not in result.err


def test_the_help_has_examples(errcat):
    assert "errcat explain -" in errcat("explain", "--help").out


# --- several errors with one code -----------------------------------------------------------------------------------

REPEATED = (
    "errcat: 1\ncodes: {unique: none}\nenvelope: {body: {error: <code>, error_description: <message>}}\nerrors:\n"
    + "".join(
        f"  - {{code: invalid, name: INVALID_{number}, status: {400 + number % 3}, message: 'The field {{field}} breaks rule "
        f"{number}', params: {{field: {{}}}}}}\n"
        for number in range(60)
    )
    + """\
  - {code: invalid, name: BRACES, status: 400, message: "Use {{braces}}"}
  - {code: invalid, name: TEAPOT, status: 418, message: "Short and {stout}", params: {stout: {}}}
  - {code: invalid, name: SIZED, status: 409, message: Too big, details: {required: [size], properties: {size: {type: integer}}}}
  - {code: invalid, name: NAMED, status: 409, message: Too big, details: {required: [name], properties: {name: {type: string}}}}
  - {code: twins, name: TWIN_1, status: 400, message: The same}
  - {code: twins, name: TWIN_2, status: 400, message: The same}
"""
)


@pytest.fixture
def repeated(tmp_path: Path) -> Path:
    (tmp_path / "errors.yaml").write_text(REPEATED, encoding="utf-8")
    (tmp_path / "errcat.toml").write_text('catalogs = ["errors.yaml"]\n', encoding="utf-8")
    return tmp_path


def response(message: str, **more: object) -> str:
    return json.dumps({"error": "invalid", "error_description": message, **more})


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (response("The field name breaks rule 7"), "Invalid 7"),
        (response("The field {field} breaks rule 17"), "Invalid 17"),
        (response("Use {braces}"), "Braces"),
        ("HTTP/1.1 418 I'm a teapot\n\n" + response("in another language"), "Teapot"),
        (response("in another language", status=418), "Teapot"),
        (response("Too big", size=3), "Sized"),
        (response("Too big", name="x"), "Named"),
        ("12:00 WARN invalid: The field a.b breaks rule 59 (3 tries)", "Invalid 59"),
        ("12:00 WARN code=invalid Use {braces}!", "Braces"),
    ],
)
def test_of_a_repeated_code_the_error_that_matches_is_shown(errcat, repeated: Path, text: str, title: str):
    out = paste(errcat, repeated, text).out
    assert [line for line in out.splitlines() if line.startswith("invalid  ")] == [f"invalid  {title}"]


def test_what_cannot_be_told_apart_is_a_short_list(errcat, repeated: Path):
    result = paste(errcat, repeated, json.dumps({"error": "invalid"}))
    lines = result.out.splitlines()
    assert len(lines) == 10
    assert lines[0] == "found: invalid in error: 62 similar errors have this code"
    assert lines[1] == "  INVALID_0  400       The field {field} breaks rule 0"
    assert lines[-2:] == ["  and 55 more", "To see one error: errcat explain INVALID_0"]
    assert errcat("explain", "INVALID_0", cwd=repeated).out.startswith("invalid  Invalid 0\n")
    twins = paste(errcat, repeated, json.dumps({"error": "twins", "error_description": "The same"})).out
    assert len(twins.splitlines()) == 4
    assert "TWIN_2" in twins


def test_a_code_of_many_errors_is_a_short_list_too(errcat, repeated: Path):
    lines = errcat("explain", "invalid", cwd=repeated).out.splitlines()
    assert lines[0] == "64 errors have the code invalid"
    assert len(lines) == 10


def test_a_response_of_very_many_codes_comes_to_an_end(errcat, tmp_path: Path):
    codes = [f"code_{number}" for number in range(40)]
    text = "errcat: 1\nerrors:\n" + "".join(f"  - {{code: {code}, status: 400}}\n" for code in codes)
    (tmp_path / "errors.yaml").write_text(text, encoding="utf-8")
    out = errcat(
        "explain", "-", "--catalog", "errors.yaml", stdin=json.dumps([{"code": one} for one in codes]).encode()
    ).out
    assert out.count("found: ") == 10
    assert out.endswith("The response has 30 more codes.\n")
