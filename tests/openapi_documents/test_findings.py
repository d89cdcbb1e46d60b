"""What is found in OpenAPI documents: `tests/openapi_documents/<id>/` has a document with each finding, and one without.

`bad.txt` is all that the terminal shows of `bad.yaml`; `make update` writes it. The catalog is errors.yaml.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.findings.wording import finding_ids

HERE = Path(__file__).parent
FOLDERS = sorted(folder for folder in HERE.iterdir() if folder.is_dir() and not folder.name.startswith("_"))


def check(folder: Path, name: str, errcat, *options: str):
    return errcat("openapi", "check", name, "--catalog", "../errors.yaml", *options, cwd=folder)


def test_every_finding_has_a_folder_and_every_folder_a_finding():
    assert {folder.name for folder in FOLDERS} == {id for id in finding_ids() if DIAGNOSTICS[id].group == "openapi"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad(folder: Path, errcat, expected):
    result = check(folder, "bad.yaml", errcat)
    assert f"[{folder.name}]" in result.out
    assert result.code == (1 if "error[" in result.out else 0)
    expected(result.out, folder / "bad.txt")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good(folder: Path, errcat):
    result = check(folder, "good.yaml", errcat, "--fail-on", "info")
    assert (result.code, result.out, result.err) == (0, "good.yaml: no problems (6 codes)\n", "")


def test_levels_and_formats_are_those_of_check(tmp_path: Path, errcat):
    (tmp_path / "errcat.toml").write_text('[rules]\nunknown-error-code = "off"\n', encoding="utf-8")
    bad = HERE / "unknown-error-code" / "bad.yaml"
    (tmp_path / "api.yaml").write_text(bad.read_text(encoding="utf-8"), encoding="utf-8")
    catalog = str(HERE / "errors.yaml")
    assert "unknown-error-code" not in errcat("openapi", "check", "api.yaml", "--catalog", catalog).out
    (tmp_path / "errcat.toml").unlink()
    report = json.loads(errcat("openapi", "check", "api.yaml", "--catalog", catalog, "--format", "json").out)
    found = [(one["rule"], one["file"], one["line"]) for one in report["findings"]]
    assert ("unknown-error-code", "api.yaml", 7) in found
    assert [place for place in found if place[0] == "unknown-error-code"] == [
        ("unknown-error-code", "api.yaml", line) for line in (7, 7, 19, 20)
    ]


def test_a_shared_response_is_looked_at_once(tmp_path: Path, errcat):
    text = """\
openapi: 3.1.0
paths:
  /a:
    get: {responses: {'404': {$ref: '#/components/responses/gone'}}}
    put: {responses: {'404': {$ref: '#/components/responses/gone'}}}
components:
  responses:
    gone:
      description: d
      content:
        application/json:
          example: {error: {code: ORDER_NOT_FUOND}}
"""
    (tmp_path / "api.yaml").write_text(text, encoding="utf-8")
    catalog = str(HERE / "errors.yaml")
    report = json.loads(errcat("openapi", "check", "api.yaml", "--catalog", catalog, "--format", "json").out)
    assert [(one["rule"], one["line"]) for one in report["findings"]] == [("unknown-error-code", 12)]


def test_a_json_document_has_places_as_well(tmp_path: Path, errcat):
    document = {
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"x-error-codes": ["NOWHERE"], "responses": {"200": {"description": "d"}}}}},
    }
    (tmp_path / "api.json").write_text(json.dumps(document, indent=2), encoding="utf-8")
    result = errcat("openapi", "check", "api.json", "--catalog", str(HERE / "errors.yaml"), "--format", "concise")
    assert "api.json:11:11: error[unknown-error-code]" in result.out


def test_a_catalog_with_errors_is_reported_first(tmp_path: Path, errcat):
    (tmp_path / "errors.yaml").write_text("errcat: 1\nerrors: [{code: A, category: fxi}]\n", encoding="utf-8")
    (tmp_path / "api.yaml").write_text("openapi: 3.1.0\npaths: {}\n", encoding="utf-8")
    for command in ("apply", "check"):
        result = errcat("openapi", command, "api.yaml", "--catalog", "errors.yaml")
        assert result.code == 1
        assert "unknown-category" in result.out


def test_which_catalog_must_be_clear(tmp_path: Path, errcat):
    (tmp_path / ".git").mkdir()
    (tmp_path / "api.yaml").write_text("openapi: 3.1.0\npaths: {}\n", encoding="utf-8")
    (tmp_path / "errcat.toml").write_text('catalogs = ["a.yaml", "b.yaml"]\n', encoding="utf-8")
    result = errcat("openapi", "check", "api.yaml")
    assert result.code == 2
    assert "--catalog errors.yaml" in result.err
