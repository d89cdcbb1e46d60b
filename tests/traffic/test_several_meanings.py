"""Catalogs in which a code has several meanings, several catalogs, and catalogs without an envelope or a code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SEVERAL = """\
errcat: 1
codes: {unique: none}
envelope: {body: {code: <code>, message: <message>, details?: <details>}}
errors:
  - {code: bad, name: bad_name, status: 400, message: "The name is bad"}
  - {code: bad, name: bad_age, status: [400, 422], message: "The age {age} is bad", details: {type: object, required: [age]}}
  - {code: bad, name: bad_luck, status: 503, message: "Bad luck"}
"""
SECOND = """\
errcat: 1
envelope: {body: {error: {number: <number>, text: <message>}}}
errors:
  - {code: bad, number: 4001, status: 409, message: "It is bad"}
  - {code: worse, number: 4002, status: 409, message: "It is worse"}
"""
BARE = """\
errcat: 1
errors:
  - {code: seat_taken, status: 409, message: "Seat {seat} is taken"}
  - {code: "404", status: 404, message: "Nothing is there"}
"""
ONLY_MESSAGE = """\
errcat: 1
envelope: {body: {message: <message>}}
errors:
  - {code: seat_taken, status: 409, message: "Seat {seat} is taken"}
  - {code: seat_gone, status: 410, message: "Seat {seat} is gone"}
"""
IN_A_LIST = """\
errcat: 1
envelope: jsonapi
errors:
  - {code: name_missing, status: 422, message: "The name is missing"}
  - {code: age_missing, status: 422, message: "The age is missing"}
"""
IN_A_TEXT = """\
errcat: 1
envelope: {body: {type: "https://x.example/errors/<code>", title: <title>}}
errors:
  - {code: seat_taken, status: 409, title: Seat taken}
"""


@pytest.fixture
def verify(errcat, tmp_path: Path):
    """Verify responses with catalogs, and return the rules with their codes, and how often each code was seen."""

    def run(catalogs: list[str], *responses: object) -> tuple[list[tuple[str, str]], dict[str, int]]:
        options: list[str] = []
        for number, text in enumerate(catalogs):
            (tmp_path / f"errors{number}.yaml").write_text(text, encoding="utf-8")
            options += ["--catalog", f"errors{number}.yaml"]
        (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, responses)), encoding="utf-8")
        report = json.loads(errcat("verify", "a.jsonl", *options, "--format", "json").out)
        found = [(one["rule"], one["code"]) for one in report["findings"]]
        return found, {code["code"]: code["count"] for each in report["catalogs"] for code in each["codes"]}

    return run


def answer(status: int, **body: object) -> dict[str, object]:
    return {"status": status, "body": body}


def test_a_status_is_wrong_only_if_no_meaning_of_the_code_has_it(verify):
    good = [
        answer(400, code="bad", message="The name is bad"),
        answer(422, code="bad", message="The age 7 is bad", details={"age": 7}),
        answer(503, code="bad", message="Bad luck"),
    ]
    assert verify([SEVERAL], *good) == ([], {"bad": 3})
    assert verify([SEVERAL], answer(404, code="bad", message="Bad luck"))[0] == [("wrong-response-status", "bad")]
    # the name has no details, and the age has no status 503
    assert verify([SEVERAL], answer(400, code="bad", message="The age 7 is bad"))[0] != []
    assert verify([SEVERAL], answer(503, code="bad", message="The name is bad"))[0] == [
        ("message-against-catalog", "bad")
    ]


def test_a_response_belongs_to_the_catalog_that_knows_it(verify):
    first, second = (
        answer(503, code="bad", message="Bad luck"),
        answer(409, error={"number": 4002, "text": "It is worse"}),
    )
    for catalogs in ([SEVERAL, SECOND], [SECOND, SEVERAL]):
        found, seen = verify(catalogs, first, second)
        assert found == []
        assert seen == {"bad": 0, "worse": 1} | {"bad": 1 if catalogs[1] is SEVERAL else 0}
    assert verify([SEVERAL, SECOND], answer(409, error={"number": 4003, "text": "x"}))[0] == [
        ("unknown-response-code", "4003")
    ]


def test_a_catalog_without_an_envelope(verify):
    found, seen = verify(
        [BARE],
        answer(409, error={"code": "seat_taken", "more": 1}),
        answer(409, errorCode="seat_taken"),
        answer(404, detail="Not Found"),
        answer(409, detail="Seat 14B is taken"),
    )
    assert (found, seen) == ([], {"seat_taken": 3, "404": 1})
    found, _seen = verify([BARE], answer(409, error={"code": "seat_token"}), answer(404, error={"code": "seat_taken"}))
    assert found == [("unknown-response-code", "seat_token"), ("wrong-response-status", "seat_taken")]
    assert verify([BARE], answer(500, what="ever"))[0] == [("not-an-error-body", "")]


def test_an_envelope_without_a_code_is_known_by_its_message(verify):
    found, seen = verify(
        [ONLY_MESSAGE], answer(409, message="Seat 14B is taken"), answer(409, message="Seat 14B is gone")
    )
    assert (found, seen) == ([("wrong-response-status", "seat_gone")], {"seat_taken": 1, "seat_gone": 1})
    assert verify([ONLY_MESSAGE], answer(409, message="Something else"))[0] == [("unknown-response-code", "")]


def test_each_error_of_a_list_is_looked_at(verify):
    name, age = (
        {"code": "name_missing", "detail": "The name is missing"},
        {"code": "age_missing", "detail": "The age is missing"},
    )
    assert verify([IN_A_LIST], answer(422, errors=[name, age])) == ([], {"name_missing": 1, "age_missing": 1})
    assert verify([IN_A_LIST], answer(422, errors=[name, {**age, "detail": "x"}]))[0] == [
        ("message-against-catalog", "age_missing")
    ]
    assert verify([IN_A_LIST], answer(422, errors=[name, {"code": "sex_missing"}]))[0] == [
        ("unknown-response-code", "sex_missing")
    ]


def test_a_code_inside_a_text(verify):
    assert verify([IN_A_TEXT], answer(409, type="https://x.example/errors/seat_taken", title="Seat taken"))[1] == {
        "seat_taken": 1
    }
    unknown = answer(409, type="https://x.example/errors/seat_token", title="Seat taken")
    assert verify([IN_A_TEXT], unknown)[0] == [("unknown-response-code", "seat_token")]


def test_a_success_is_an_error_only_with_a_known_code(verify):
    assert verify([SEVERAL], answer(200, code="ok", message="Fine"), answer(201, id=1), {"status": 204}) == (
        [],
        {"bad": 0},
    )
    assert verify([SEVERAL], answer(200, code="bad", message="Bad luck"))[0] == [("wrong-response-status", "bad")]


def test_redacted_values_fit_everything(verify):
    redacted = answer(422, code="bad", message="[REDACTED]", details="***")
    assert verify([SEVERAL], redacted, {"status": 400, "body": "[removed]"}) == ([], {"bad": 1})
