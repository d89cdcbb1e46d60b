"""Sheets for people: formulas do nothing, other readers read them, and edits come back."""

from __future__ import annotations

import csv
import io

import pytest

from built import WHOLE, files_from, text_of
from errcat.text.sheet_cells import guarded, read_cell, unguarded, write_cell
from import_results import errors, imported, unclear

FORMULAS = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    "＝1+1",
    "=cmd|'/C calc'!A0",
]
CATALOG = """\
errcat: 1
errors:
  - code: "-1121"
    name: BAD_SYMBOL
    status: [400, 422]
    message: "=1+1"
    category: billing
categories:
  billing: {}
"""


@pytest.mark.parametrize("text", [*FORMULAS, *(f"'{text}" for text in FORMULAS)])
def test_a_spreadsheet_runs_no_cell(text: str):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["-1121", "it's", "'quoted'", "a=b", "", "-3.5"])
def test_other_cells_stay_as_they_are(text: str):
    assert guarded(text) == unguarded(text) == text


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("text", "a, b\nc", "a, b\nc"),
        ("text", '"quoted"', '"\\"quoted\\""'),
        ("text", "", '""'),
        ("text", "a\rb", '"a\\rb"'),
        ("statuses", 404, "404"),
        ("statuses", [422, -503], "422, -503"),
        ("statuses", [], "none"),
        ("lines", ["a b", "c"], "a b\nc"),
        ("lines", ["a\nb"], '["a\\nb"]'),
        ("notes", ["One"], "One"),
        ("notes", ["One\n\nTwo", "Three"], "* One\n\n  Two\n* Three"),
        ("notes", [{"title": "T", "text": "x", "audience": "dev"}], "**T** *For: dev*\nx"),
        ("pairs", {"grpc": "NOT_FOUND", "exit": 4}, "grpc: NOT_FOUND\nexit: 4"),
        ("pairs", {"sqlstate": "57014"}, '{"sqlstate": "57014"}'),
        ("links", [{"title": "A", "url": "https://a.example"}, {"url": "b.md"}], "[A](https://a.example)\nb.md"),
        ("data", True, "true"),
        ("data", "true", '"true"'),
        ("data", None, "null"),
    ],
)
def test_a_cell_has_the_plainest_form_that_is_read_back(kind: str, value: object, cell: str):
    assert write_cell(kind, value) == cell
    assert read_cell(kind, cell) == value


def test_other_readers_find_one_row_per_error():
    rows = list(csv.DictReader(io.StringIO(text_of("csv", WHOLE))))
    assert [row["code"] for row in rows] == ["PARCEL_NOT_FOUND", "LABEL_SMUDGED", "SORTER_ON_FIRE"]
    assert rows[1]["status"] == "422, 503"
    assert rows[2]["visibility"] == "internal"


def test_settings_choose_what_a_sheet_has():
    sheet = text_of("csv", WHOLE, "e.tsv", columns="status, code", internal=False, bom=True, line_ends="crlf")
    head, *rows = sheet.removeprefix("\ufeff").split("\r\n")
    assert sheet.startswith("\ufeff")
    assert head.split("\t")[:2] == ["status", "code"]
    assert rows == ["404\tPARCEL_NOT_FOUND\t", "422, 503\tLABEL_SMUDGED\t", ""]
    assert [error["code"] for error in errors(sheet.removeprefix("\ufeff").replace("\r\n", "\n"), "tsv")] == [
        "PARCEL_NOT_FOUND",
        "LABEL_SMUDGED",
    ]


def test_an_edited_sheet_is_read_without_guesses():
    sheet = files_from("csv", CATALOG, "errors.csv")[""]
    assert "'=1+1" in sheet
    edited = sheet.replace("BAD_SYMBOL", "WRONG_SYMBOL") + "new,,four,Try again later,billing,\n"
    result = imported(edited, "csv")
    first, second = result.catalog["errors"]  # type: ignore[misc]
    assert first["name"] == "WRONG_SYMBOL"
    assert first["message"] == "=1+1"
    assert second == {"code": "new", "message": "Try again later", "category": "billing"}
    assert result.catalog["categories"] == {"billing": {}}
    assert unclear(result) == ["3: status"]


def test_a_sheet_without_its_mark_is_a_sheet_like_any_other():
    assert errors("code,message\nA_1,'=1+1\n", "csv")[0]["message"] == "=1+1"


def test_a_page_that_people_broke_is_a_page_like_any_other():
    page = text_of("markdown", WHOLE, "errors.md")
    assert len(errors(page)) == 2
    broken = page.replace("| Code | Since | Instead | Why |", "| Kode | Since | Instead | Why |")
    assert "PARCEL_NOT_FOUND" in str(errors(broken))
