"""Code in five languages: read, and never run."""

from __future__ import annotations

from typing import Any

import pytest

from errcat.errors import RunError
from errcat.importing.readers import grammars
from import_results import errors, imported, unclear

PYTHON = '''
"""Codes."""
from enum import Enum
from http import HTTPStatus

class Color(Enum):
    RED = 1

class ErrorCode(str, Enum):
    # Somebody else has the seat.
    SEAT_TAKEN = "seat_taken"
    TRAM_FULL = "tram_full"  # No seat is left.
    OTHER = "other"
    """Something else."""

class NumericError(Enum):
    BAD = (1001, "Bad day", HTTPStatus.BAD_REQUEST)

class AppError(Exception):
    status_code = 500

class NotFound(AppError):
    """No such thing."""
    status_code = 404
    code = "not_found"
    message = "Thing not found"

class Conflict(AppError):
    default_detail = "Conflict here"
    default_code = "conflict"

ERRORS = {
    "E1": {"message": "First", "status": 400},
    "E2": {"message": "Second", "status": 404},
}
raise SystemExit("run")
'''
TYPESCRIPT = """
/** All codes. */
export enum ErrorCode {
  /** Somebody else has it. */
  SeatTaken = "SEAT_TAKEN",
  TramFull = "TRAM_FULL", // No seat is left
}
export const API_ERRORS = {
  bad_day: { status: 400, message: "It's a bad day" },
  "bad-hour": { status: 422, message: 'Bad \\u00e9' },
} as const;
enum Color { Red }
"""
GO = """
package x
const (
	// Somebody else has it.
	ErrSeatTaken ErrCode = iota + 100
	ErrTramFull // No seat is left
	_
	ErrLate
)
const Pi = 3
var ErrGone = errors.New("seat gone")
"""
JAVA = """
public enum ErrorCode {
  /** Somebody else has it. */
  SEAT_TAKEN(1001, "Seat taken", HttpStatus.CONFLICT),
  TRAM_FULL(1002, "Tram " + "full", 410);
  private final int code;
}
"""
PROTOBUF = """
syntax = "proto3";
// Codes.
enum ErrorReason {
  option allow_alias = true;
  // Somebody else
  // has it.
  SEAT_TAKEN = 1 [deprecated = true, (x) = {a: 1}];
  TRAM_FULL = 2; // No seat is left.
}
message M { enum Color { RED = 0; } string a = 1; }
"""
CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "python": (
        PYTHON,
        [
            {"code": "seat_taken", "name": "SEAT_TAKEN", "description": "Somebody else has the seat."},
            {"code": "tram_full", "name": "TRAM_FULL", "description": "No seat is left."},
            {"code": "other", "name": "OTHER", "description": "Something else."},
            {"code": "1001", "name": "BAD", "status": 400, "message": "Bad day"},
            {
                "code": "not_found",
                "status": 404,
                "message": "Thing not found",
                "description": "No such thing.",
                "x-class": "NotFound",
            },
            {"code": "conflict", "status": 500, "message": "Conflict here", "x-class": "Conflict"},
            {"code": "E1", "status": 400, "message": "First"},
            {"code": "E2", "status": 404, "message": "Second"},
        ],
    ),
    "typescript": (
        TYPESCRIPT,
        [
            {"code": "SEAT_TAKEN", "name": "SeatTaken", "description": "Somebody else has it."},
            {"code": "TRAM_FULL", "name": "TramFull", "description": "No seat is left"},
            {"code": "bad_day", "status": 400, "message": "It's a bad day"},
            {"code": "bad-hour", "status": 422, "message": "Bad é"},
        ],
    ),
    "go": (
        GO,
        [
            {"code": "100", "name": "ErrSeatTaken", "description": "Somebody else has it."},
            {"code": "101", "name": "ErrTramFull", "description": "No seat is left"},
            {"code": "103", "name": "ErrLate"},
            {"code": "ErrGone", "message": "seat gone"},
        ],
    ),
    "java": (
        JAVA,
        [
            {
                "code": "1001",
                "name": "SEAT_TAKEN",
                "status": 409,
                "message": "Seat taken",
                "description": "Somebody else has it.",
            },
            {"code": "1002", "name": "TRAM_FULL", "status": 410, "message": "Tram full"},
        ],
    ),
    "protobuf": (
        PROTOBUF,
        [
            {"code": "SEAT_TAKEN", "number": 1, "description": "Somebody else has it."},
            {"code": "TRAM_FULL", "number": 2, "description": "No seat is left."},
        ],
    ),
}
EXTRA = ("typescript", "go", "java")


@pytest.mark.parametrize("language", CASES)
def test_languages(language: str):
    if language in EXTRA:
        pytest.importorskip(f"tree_sitter_{language}")
    text, expected = CASES[language]
    result = imported(text, language, f"codes.{language}")
    assert result.catalog["errors"] == expected
    lines = {line for use in result.ledger.uses for line in range(use.lines.first, use.lines.last + 1)}
    assert lines >= set(range(1, text.count("\n") + 1))


def test_a_code_that_is_the_name_of_a_class_is_a_guess():
    result = imported("class SeatGone(Exception):\n    status_code = 410\n", "python")
    assert result.catalog["errors"] == [{"code": "SeatGone", "status": 410}]
    assert [use.guess for use in result.ledger.uses if use.target == "code"] == ["class"]


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(grammars.GRAMMARS, "go", ("tree_sitter_that_is_missing", "language"))  # type: ignore[index]
    with pytest.raises(RunError) as failure:
        errors(GO, "go")
    assert failure.value.id == "missing-import-extra"


def test_python_values_that_are_no_plain_constants():
    text = """
class ErrorCode(str, Enum):
    FULL = "full"
    OTHER_NAME = FULL
    BUSY = "busy" + "_now"
    READ = read_code()


class SeatError(Exception):
    code = "seat_taken"

    def __init__(self, seat):
        super().__init__(f"Seat {seat} is {{taken}}")


ERRORS = {"E101": "Old", "E102": ("Too old", 400)}
"""
    result = imported(text, "python")
    found = [(entry["code"], entry.get("message"), entry.get("status")) for entry in result.catalog["errors"]]  # type: ignore[union-attr]
    assert found == [
        ("full", None, None),
        ("busy_now", None, None),
        ("seat_taken", "Seat {seat} is {{taken}}", None),
        ("E101", "Old", None),
        ("E102", "Too old", 400),
    ]
    assert unclear(result) == ["6: language"]
