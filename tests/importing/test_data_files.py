"""Tables and data files: CSV, TSV, JSON, JSON Lines, YAML, TOML and workbooks."""

from __future__ import annotations

import io
import zipfile

import pytest

from errcat.errors import RunError
from errcat.importing.found.sources import ImportSource
from errcat.importing.pipeline import import_sources
from import_results import errors, imported, unclear

TWO = [{"code": "SEAT_TAKEN", "status": 409, "message": "Taken"}, {"code": "SEAT_GONE", "message": "Gone"}]

FILES = {
    "csv": ("csv", "code,status,message\nSEAT_TAKEN,409,Taken\nSEAT_GONE,,Gone\n", TWO),
    "csv with semicolons": ("csv", "code;status;message\nSEAT_TAKEN;409;Taken\nSEAT_GONE;;Gone\n", TWO),
    "tsv": ("tsv", "code\tstatus\tmessage\nSEAT_TAKEN\t409\tTaken\nSEAT_GONE\t\tGone\n", TWO),
    "csv with line breaks in a cell": (
        "csv",
        'code,message,cause\nSEAT_A,Taken,"- One\n- Two"\n',
        [{"code": "SEAT_A", "message": "Taken", "causes": ["One", "Two"]}],
    ),
    "several statuses in a cell, names that start with a digit": (
        "csv",
        "name,codes,description\n2FA_WAIT,420,Wait {seconds}\nBUSY_NOW,400 503,Busy\nTIMED_OUT,-503,Late\n",
        [
            {"code": "2FA_WAIT", "status": 420, "message": "Wait {seconds}", "params": {"seconds": {}}},
            {"code": "BUSY_NOW", "status": [400, 503], "message": "Busy"},
            {"code": "TIMED_OUT", "status": -503, "message": "Late"},
        ],
    ),
    "json": (
        "json",
        '[{"code": "SEAT_TAKEN", "status": 409, "message": "Taken"},\n{"code": "SEAT_GONE", "message": "Gone"}]',
        TWO,
    ),
    "json below a key": (
        "json",
        '{"errors": [{"code": "SEAT_TAKEN", "status": 409, "message": "Taken"}, {"code": "SEAT_GONE", "message": "Gone"}]}',
        TWO,
    ),
    "json by code": (
        "json",
        '{"SEAT_TAKEN": {"status": 409, "message": "Taken"}, "SEAT_GONE": {"message": "Gone"}}',
        TWO,
    ),
    "json of messages": (
        "json",
        '{"seat.taken": "Taken", "seat.gone": "Gone"}',
        [{"code": "seat.taken", "message": "Taken"}, {"code": "seat.gone", "message": "Gone"}],
    ),
    "json with the status in the code": (
        "json",
        """[{"constant": "SeatTakenErr", "code": 400, "error_code": 10040, "description": "seat {seat} taken", "help": ""},
            {"constant": "SeatGoneErr", "code": 404, "error_code": 10041, "description": "seat gone", "help": ""}]""",
        [
            {
                "code": "10040",
                "name": "SeatTakenErr",
                "status": 400,
                "message": "seat {seat} taken",
                "params": {"seat": {}},
            },
            {"code": "10041", "name": "SeatGoneErr", "status": 404, "message": "seat gone"},
        ],
    ),
    "json lines": (
        "jsonl",
        '{"code": "SEAT_TAKEN", "status": 409, "message": "Taken"}\n{"code": "SEAT_GONE", "message": "Gone"}\n',
        TWO,
    ),
    "yaml": (
        "yaml",
        "errors:\n  - code: SEAT_TAKEN\n    status: 409\n    message: Taken\n  - code: SEAT_GONE\n    message: Gone\n",
        TWO,
    ),
    "yaml with anchors": (
        "yaml",
        "base: &base\n  - status: 409\nerrors:\n  - code: A_ONE\n    message: &text Taken\n  - code: A_TWO\n    message: *text\n",
        [{"code": "A_ONE", "message": "Taken"}, {"code": "A_TWO", "message": "Taken"}],
    ),
    "yaml whose codes look like numbers": (
        "yaml",
        "- code: 01000\n  message: yes\n- code: 1_000\n  message: no\n",
        [{"code": "01000", "message": "yes"}, {"code": "1_000", "message": "no"}],
    ),
    "toml": (
        "toml",
        "# Codes\n[\"ns:ErrSeat\"]\nerror = '''\nseat %s taken\n'''\nworkaround = \"wait\"\n\n[\"ns:ErrGone\"]\nerror = 'gone'\n",
        [
            {"code": "ns:ErrSeat", "message": "seat %s taken", "solutions": ["wait"]},
            {"code": "ns:ErrGone", "message": "gone"},
        ],
    ),
    "unknown columns stay as extensions": (
        "csv",
        "code,message,Squad number\nSEAT_A,Taken,7\n",
        [{"code": "SEAT_A", "message": "Taken", "x-squad-number": "7"}],
    ),
    "html in plain text stays text": (
        "csv",
        "code,message,description\nTAG_BAD,Use <Say>,A <Dial> in <Say>\n",
        [{"code": "TAG_BAD", "message": "Use <Say>", "description": "A \\<Dial> in \\<Say>"}],
    ),
    "braces that are text": (
        "csv",
        'code,message\nNAME_BAD,"Use [a-z]{3,30} for {name}"\n',
        [{"code": "NAME_BAD", "message": "Use [a-z]{{3,30}} for {name}", "params": {"name": {}}}],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_files(case: str):
    kind, text, expected = FILES[case]
    result = imported(text, kind)
    assert [entry for entry in result.catalog["errors"] if "code" in entry and entry["code"] != "unnamed"] == expected
    lines = {line for use in result.ledger.uses for line in range(use.lines.first, use.lines.last + 1)}
    assert set(range(1, text.rstrip("\n").count("\n") + 2)) <= lines


def test_values_outside_of_lists_need_a_look():
    assert unclear(imported('{"seats": 3,\n"errors": [{"code": "SEAT_A", "message": "Taken"}]}', "json")) == [
        "1: value"
    ]


def test_rows_can_be_shorter_than_the_header():
    result = imported("Message,Status\nTaken,409\nalone\n", "csv")
    assert [entry["status"] for entry in result.catalog["errors"]] == [409]
    assert unclear(result) == ["3: row"]


def test_columns_can_be_mapped():
    assert errors("Ref,Wording,Team\n101,Taken,x\n", "csv", Ref="code", Wording="message", Team="owner") == [
        {"code": "101", "message": "Taken", "owner": "x"}
    ]


def workbook(rows: list[list[object]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Error codes"
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_workbooks():
    data = workbook([["Code", "HTTP Status", "Message"], ["SEAT_TAKEN", 409, "Taken"], ["SEAT_GONE", None, "Gone"]])
    assert import_sources([ImportSource("errors.xlsx", "xlsx", "", data)], {}).catalog["errors"] == TWO


def test_a_zip_bomb_is_refused():
    pytest.importorskip("openpyxl")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(12):
            archive.writestr(f"xl/part{number}.xml", b"\0" * 10_000_000)
    with pytest.raises(RunError) as failure:
        import_sources([ImportSource("errors.xlsx", "xlsx", "", file.getvalue())], {})
    assert failure.value.id == "too-much-to-import"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("json", "[" * 100_000),
        ("json", '{"a":' * 5_000 + "1" + "}" * 5_000),
        ("json", '{"a": NaN}'),
        ("json", '{"a": 1, "a": 2}'),
        ("json", '{"a": 1} x'),
        ("yaml", "[" * 100_000),
        ("yaml", "- " * 3_000 + "x"),
        ("yaml", "a: 1\na: 2\n"),
        (
            "yaml",
            "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + "".join(f"b{n}: &b{n} [{', '.join(['*' + ('a' if n == 0 else f'b{n - 1}')] * 10)}]\n" for n in range(8)),
        ),
        ("toml", "a = " + "[" * 100_000),
        ("csv", 'code,message\n"SEAT'),
        ("csv", "a," * 500 + "b\n"),
        ("python", "("),
        ("markdown", "> " * 500 + "x"),
    ],
)
def test_hostile_files_end_in_a_run_error(kind: str, text: str):
    with pytest.raises(RunError):
        imported(text, kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("html", "<table>" * 20_000),
        ("html", "<table><tr>" + "<td rowspan=9999 colspan=9999>x" * 300 + "</table>"),
        ("html", "<b>" * 50_000 + "x"),
        ("markdown", "[" * 50_000),
        ("markdown", "`" * 3_000 + " a\n" + "*" * 20_000),
        ("markdown", "<table>\n" * 3_000),
        ("markdown", "| Code | Message |\n|---|---|\n| A_B | " + "<b>" * 5_000 + " |\n"),
        ("markdown", "**Cause:** " + "a " * 50_000),
        ("markdown", "### `" + "a" * 50_000 + "`\n"),
        ("jsonl", "\n" * 10_000),
    ],
)
def test_hostile_pages_end_soon(kind: str, text: str):
    result = imported(text, kind)
    assert isinstance(result.catalog["errors"], list)
