"""Hostile documents end in a clear error or in findings, without a traceback: the limits are in one place each."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from errcat.errors import RunError
from errcat.importing import pipeline
from errcat.importing.found import sources
from errcat.importing.pipeline import import_sources
from errcat.importing.readers import grammars
from import_results import imported, unclear

MANY = 3000


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("json", "[" * 100_000, "it nests too deeply"),
        ("json", '{"a":' * 100_000, "it nests too deeply"),
        ("yaml", "[" * 100_000, "it nests too deeply"),
        ("yaml", "\n".join(" " * depth + "a:" for depth in range(300)), "it nests too deeply"),
        ("toml", "a" + ".a" * 100_000 + "=1\n", "it nests too deeply"),
        ("toml", "a=" + "[" * 50_000 + "]" * 50_000, "it nests too deeply"),
        ("python", "x = " + "-" * 50_000 + "1", "it nests too deeply"),
        ("python", "x = " + "(" * 50_000 + ")" * 50_000, "too many nested parentheses"),
        ("markdown", "\n".join(" " * (2 * depth) + "- x" for depth in range(200)), "it nests too deeply"),
        ("csv", ",".join(f"c{number}" for number in range(MANY)), "it has more than 200 columns"),
        ("csv", "code,message\nA," + "x" * 300_000, "field larger than field limit"),
        ("csv", 'code,message\nA,"' + "x\n" * 100, "unexpected end of data"),
    ],
)
def test_what_cannot_be_read_says_why(kind: str, text: str, reason: str):
    with pytest.raises(RunError) as error:
        imported(text, kind)
    assert error.value.id == "source-unreadable"
    assert reason in str(error.value.values["reason"])
    assert error.value.values["path"] == "errors.md"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("markdown", "<div>" * MANY),
        ("markdown", "<a " * MANY),
        ("markdown", "<summary>" * MANY),
        ("markdown", "[" * MANY + "**a " * MANY + "`" * MANY),
        ("markdown", ">" * MANY + " x"),
        ("markdown", "| Code | Message |\n|---|---|\n" + "|" * MANY),
        ("html", "<div>" * MANY),
        ("html", "<table><tr><td>" * MANY),
        ("html", "<div " + " ".join(f'a{number}="x"' for number in range(MANY)) + ">x</div>"),
        ("html", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>' * 100),
        ("html", '<table><tr><th>Code<th>Text<tr><td rowspan="99999999" colspan="99999999">E_1<td>x</table>'),
        ("typescript", "const ERRORS = " + "{a: " * MANY),
        ("typescript", "const ERRORS = {A: " + " + ".join(["'x'"] * MANY) + "}"),
        ("go", "package a\nvar errs = []E{" + "{" * MANY),
        ("java", "class AError extends Exception {" + "class B {" * MANY),
        ("protobuf", "message A {" * MANY),
        ("python", "".join(f"class A{number}(A{number + 1}): pass\n" for number in range(300))),
        ("yaml", "a: &a [*a]\n"),
    ],
)
def test_what_is_odd_is_read_within_bounds(kind: str, text: str):
    with suppress(RunError):
        result = imported(text, kind)
        assert len(result.catalog["errors"]) <= 1  # type: ignore[arg-type]


def _read(folder: Path, name: str, text: str):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return import_sources(sources.read_sources([str(file)])[0], {})


def test_the_numbers_of_lines_entries_and_nodes_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sources, "MAX_PAGE_LINES", 10)
    monkeypatch.setattr(sources, "MAX_LINES", 20)
    monkeypatch.setattr(pipeline, "MAX_ENTRIES", 5)
    monkeypatch.setattr(grammars, "MAX_NODES", 30)
    for name, text, what in (
        ("a.md", "x\n" * 11, "longer than 10 lines"),
        ("a.csv", "x\n" * 21, "longer than 20 lines"),
        ("b.csv", "code\n" + "x\n" * 6, "a list with more than 5 entries"),
        ("b.md", "- x\n" * 6, "a list with more than 5 entries"),
        ("a.go", "package a\n" + "var errA = 1;" * 20, "code with more than 30 nodes"),
    ):
        with pytest.raises(RunError) as error:
            _read(tmp_path, name, text)
        assert error.value.id == "too-much-to-import"
        assert error.value.values["what"] == what
        assert str(error.value.values["path"]).endswith(name)


def test_references_out_of_a_document_are_findings():
    responses = {
        "404": {"$ref": "http://127.0.0.1:1/errors"},
        "400": {"$ref": "file:///etc/passwd"},
        "401": {"$ref": "../../etc/passwd"},
    }
    text = json.dumps({"openapi": "3.0.0", "paths": {"/a": {"get": {"responses": responses}}}}, indent=1)
    result = imported(text, "json")
    assert [reason.partition(": ")[2] for reason in unclear(result)] == ["reference"] * 3
    assert result.catalog["errors"] == []


def test_circles_of_references_end():
    schemas: dict[str, object] = {
        f"Error{number}": {"allOf": [{"$ref": f"#/components/schemas/Error{number + 1}"}] * 9} for number in range(30)
    }
    schemas["ErrorA"] = {"allOf": [{"$ref": "#/components/schemas/ErrorA"}, {"$ref": "#/components/schemas/ErrorB"}]}
    schemas["ErrorB"] = {"allOf": [{"$ref": "#/components/schemas/ErrorA"}]}
    responses = {"A": {"$ref": "#/components/responses/B"}, "B": {"$ref": "#/components/responses/A"}}
    paths = {"/a": {"get": {"responses": {"404": {"$ref": "#/components/responses/A"}}}}}
    document = {"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas, "responses": responses}}
    assert imported(json.dumps(document), "json").catalog["errors"] == []


# --- workbooks -------------------------------------------------------------------------------------------------------

_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def _workbook(rows: str, doctype: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", doctype + _SHEET.format(rows))
    return data.getvalue()


def _cell(place: str, text: str) -> str:
    return f'<row r="{place[1:]}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


@pytest.mark.parametrize(
    "data",
    [
        _workbook(_cell("A1", " " * 150_000_000)),
        _workbook(_cell("A1", "code &e;"), '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        _workbook(_cell("A1", "code") + _cell("A1048576", "E_1")),
        b"PK\x03\x04 and nothing else",
        b"",
    ],
    ids=["a bomb", "an entity of another file", "a row far below", "no archive", "nothing"],
)
def test_hostile_workbooks(tmp_path: Path, data: bytes):
    file = tmp_path / "errors.xlsx"
    file.write_bytes(data)
    with suppress(RunError):
        result = import_sources(sources.read_sources([str(file)])[0], {})
        assert "root:" not in str(result.catalog)
