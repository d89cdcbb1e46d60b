"""`errcat import`: what it writes, prints and refuses, and that it accounts for every line."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from errcat import resources

PAGE = """# Errors

Intro.

| Code | HTTP status | Message | What to do |
|---|---|---|---|
| SEAT_TAKEN | 409 | The seat is taken | Choose another seat |
| SEAT_GONE | 503 | The seat is gone | Try again later |
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "errors.md"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_page_becomes_a_catalog_that_checks(errcat, page: Path, tmp_path: Path):
    result = errcat("import", page.name, "-o", "errors.yaml", cwd=tmp_path)
    assert result.code == 0
    assert result.out == (
        "Found 2 errors, 1 guide.\n"
        "8 lines: 2 in errors, 2 in other parts of the catalog, 4 ignored, 0 to look at.\n"
        "Guessed: category of 1 error from the words of the text\n"
        "Wrote errors.yaml, and .errcat-import.json for later updates. Next: errcat check errors.yaml\n"
    )
    assert (tmp_path / "errors.yaml").read_text(encoding="utf-8") == (
        "errcat: 1\n\nguides:\n  - id: errors\n    title: Errors\n    body: Intro.\n\nerrors:\n"
        "  - code: SEAT_TAKEN\n    status: 409\n    message: The seat is taken\n    action: Choose another seat\n\n"
        "  - code: SEAT_GONE\n    status: 503\n    message: The seat is gone\n    category: retry\n    action: Try again later\n"
    )
    assert errcat("check", "errors.yaml", cwd=tmp_path).code == 0


def test_the_report_accounts_for_every_line(errcat, page: Path, tmp_path: Path):
    result = errcat("import", page.name, "-o", "errors.yaml", "--report", "json", cwd=tmp_path)
    report = json.loads(result.out)
    jsonschema.validate(report, json.loads(resources.schema_text("import")))
    items = report["sources"][0]["items"]
    lines = {line for item in items for line in range(item["first"], item["last"] + 1)}
    assert lines == set(range(1, PAGE.count("\n") + 1))
    fields = [(item["code"], item["field"]) for item in items if item["first"] == 7]
    assert fields == [("SEAT_TAKEN", name) for name in ("code", "status", "message", "action")]
    assert [item["guessed"] for item in items if "guessed" in item] == ["from the words of the text"]


def test_the_report_as_text(errcat, page: Path, tmp_path: Path):
    result = errcat("import", page.name, "-o", "errors.yaml", "--report", "text", cwd=tmp_path)
    assert "          7  errors[0] SEAT_TAKEN: code; errors[0] SEAT_TAKEN: status;" in result.out
    assert "        5-6  ignored: column names" in result.out


def test_lines_that_need_a_look_are_findings(errcat, tmp_path: Path):
    (tmp_path / "errors.md").write_text("| Code | Status |\n|---|---|\n| SEAT_A | soon |\n", encoding="utf-8")
    result = errcat("import", "errors.md", "-o", "errors.yaml", cwd=tmp_path)
    assert result.code == 1
    assert "errors.md:3:1" in result.out
    assert "not-imported" in result.out
    assert "Status: soon" in result.out


def test_nothing_is_overwritten_without_force(errcat, page: Path, tmp_path: Path):
    target = tmp_path / "errors.yaml"
    target.write_text("mine\n", encoding="utf-8")
    result = errcat("import", page.name, "-o", "errors.yaml", cwd=tmp_path)
    assert (result.code, target.read_text(encoding="utf-8")) == (2, "mine\n")
    assert "already exists" in result.err
    assert errcat("import", page.name, "-o", "errors.yaml", "--force", cwd=tmp_path).code == 0
    assert target.read_text(encoding="utf-8").startswith("errcat: 1\n")


def test_a_source_without_errors_needs_a_look(errcat, tmp_path: Path):
    (tmp_path / "guide.md").write_text("# Hello\n\nNothing here.\n", encoding="utf-8")
    result = errcat("import", "guide.md", "-o", "errors.yaml", cwd=tmp_path)
    assert result.code == 1
    assert "errcat found no errors in this file" in result.out


def test_a_column_that_no_table_has_is_an_error(errcat, page: Path, tmp_path: Path):
    result = errcat("import", page.name, "-o", "errors.yaml", "--map", "Codes of it=code", cwd=tmp_path)
    assert result.code == 2
    assert "no table has the column Codes of it; the columns are Code, HTTP status, Message, What to do" in result.err
    assert not (tmp_path / "errors.yaml").exists()


def test_columns_can_be_named(errcat, tmp_path: Path):
    (tmp_path / "list.csv").write_text("Ref,Wording\n101,Seat taken\n102,Seat gone\n", encoding="utf-8")
    maps = ("--map", "Ref=code", "--map", "Wording=message")
    result = errcat("import", "list.csv", "-o", "-", *maps, cwd=tmp_path)
    assert result.code == 0
    assert '  - code: "101"\n    message: Seat taken\n' in result.out
    assert "Found 2 errors" in result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("list.bin", "-o", "x.yaml"), "--from markdown"),
        (("missing.md", "-o", "x.yaml"), "missing.md"),
        (("empty", "-o", "x.yaml"), "nothing to import"),
        (("list.csv", "-o", "x.yaml", "--map", "Ref"), 'can\'t use --map "Ref"'),
        (("list.csv", "-o", "x.yaml", "--map", "Ref=messge"), "did you mean message?"),
        (("bad.json", "-o", "x.yaml"), "line 2"),
        (("latin.md", "-o", "x.yaml"), "UTF-8"),
        (("bad.toml", "-o", "x.yaml"), "line 2"),
        (("large.md", "-o", "x.yaml"), "larger than 5 MB"),
        (("alias.yaml", "-o", "x.yaml"), "alias"),
    ],
)
def test_what_cannot_run(errcat, tmp_path: Path, arguments: tuple[str, ...], message: str):
    (tmp_path / "empty").mkdir()
    (tmp_path / "list.bin").write_bytes(b"\x00")
    (tmp_path / "list.csv").write_text("Ref\n1\n", encoding="utf-8")
    (tmp_path / "bad.json").write_text('{"a": 1,\n oops}', encoding="utf-8")
    (tmp_path / "bad.toml").write_text("a = 1\nb =\n", encoding="utf-8")
    (tmp_path / "latin.md").write_bytes("Käse".encode("latin-1"))
    with (tmp_path / "large.md").open("wb") as large:
        large.truncate(50_000_000)
    (tmp_path / "alias.yaml").write_text("a: 1\nb: *a\n", encoding="utf-8")
    result = errcat("import", *arguments, cwd=tmp_path)
    assert result.code == 2
    assert message in result.err
    assert not (tmp_path / "x.yaml").exists()
