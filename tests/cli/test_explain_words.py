"""`errcat explain` for words that are no codes: statuses, ids, fields, markers, messages, and several words at once."""

from __future__ import annotations

from pathlib import Path

import pytest

CATALOG = """\
errcat: 1
categories:
  fix: {title: Fix the request}
  wait: {title: Wait a moment, description: The tram is busy., retry: {strategy: backoff}}
groups:
  seats: {title: Seats and rows, description: Everything about seats.}
  held: {title: Held seats, parent: seats}
types:
  booking: {title: Error of a booking}
statuses:
  - {status: 409, description: Somebody else was faster.}
errors:
  - code: seat_taken
    status: 409
    message: Seat {seat} is taken
    params: {seat: {description: The seat, example: 14B}}
    category: fix
    action: Choose another seat
    group: seats
    type: booking
    tags: [tram]
    translations: {de: {message: "Platz {seat} ist belegt"}}
  - code: seat_held
    status: [409, 423]
    message: "{reason}"
    params: {reason: {description: Why}}
    category: wait
    action: Wait a minute, then book it
    group: held
  - {code: "404", status: 404, message: No such stop, category: fix, action: Use another stop}
  - {code: line_closed, status: 404, message: No such line, category: fix, action: Use another line}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "errcat.toml").write_text('catalogs = ["errors.yaml"]\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["409"], ["409 Conflict  status of 2 errors", "Somebody else was faster.", "SEAT_TAKEN", "SEAT_HELD"]),
        (["HTTP 409 Conflict"], ["409 Conflict  status of 2 errors"]),
        (["HTTP", "409"], ["409 Conflict  status of 2 errors"]),
        (["404"], ["404  ", "No such stop", "404 Not Found  status of 2 errors", "LINE_CLOSED"]),
        (["wait"], ["wait  Wait a moment  category of 1 error", "The tram is busy.", "after growing waits"]),
        (["seats"], ["seats  Seats and rows  group of 2 errors", "Everything about seats."]),
        (["Seats and rows"], ["seats  Seats and rows  group of 2 errors"]),
        (["booking"], ["booking  Error of a booking  type of 1 error"]),
        (["tram"], ["tram  tag of 1 error"]),
        (["category"], ["category  field of an error", "category: fix", "<category>  marker of envelopes"]),
        (["retry.after"], ["after  field of `retry`", "after: 30"]),
        (["severity"], ["- warning: "]),
        (["<request_id>"], ["<request_id>  marker of envelopes", 'request_id: "<request_id>"']),
        (["Seat 14B is taken"], ["seat_taken  Seat taken"]),
        (["Seat", "14B", "is", "taken."], ["seat_taken  Seat taken"]),
        (["Platz 14B ist belegt"], ["seat_taken  Seat taken"]),
        (["seat_taken", "duplicate-code"], ["seat_taken  Seat taken", "duplicate-code  Two errors share a code"]),
    ],
)
def test_what_is_known_is_explained(errcat, project: Path, words: list[str], lines: list[str]):
    result = errcat("explain", *words, cwd=project)
    assert (result.code, result.err) == (0, "")
    for line in lines:
        assert line in result.out


def test_an_unknown_word_among_others_is_reported(errcat, project: Path):
    result = errcat("explain", "seat_taken", "999", cwd=project)
    assert result.code == 2
    assert result.out.startswith("seat_taken  Seat taken\n")
    assert 'there is no rule or code "999"' in result.err


def test_a_mistyped_field_has_a_suggestion(errcat, project: Path):
    assert "did you mean `errcat explain category`?" in errcat("explain", "categry", cwd=project).err


@pytest.mark.parametrize(
    "pasted",
    [
        "Seat 14B is taken",
        "2027-01-31 12:00 ERROR Seat 404 is taken (request 4711)",
        '{"error": {"text": "Platz 3 ist belegt"}}',
    ],
)
def test_a_message_in_a_response_leads_to_its_error(errcat, project: Path, pasted: str):
    result = errcat("explain", "-", cwd=project, stdin=pasted)
    assert result.code == 0, result.err
    assert result.out.startswith("found: seat_taken in the message\n")


def test_a_response_with_only_a_status_lists_its_errors(errcat, project: Path):
    result = errcat("explain", "-", cwd=project, stdin="HTTP/1.1 409 Conflict\n")
    assert result.code == 1
    assert result.out.startswith("409 Conflict  status of 2 errors\n")
    assert "the response contains no known code" in result.err


def test_a_message_of_nothing_but_values_fits_nothing(errcat, project: Path):
    assert errcat("explain", "The moon is down", cwd=project).code == 2
