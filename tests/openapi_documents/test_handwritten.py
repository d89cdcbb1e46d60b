"""Responses that somebody wrote by hand: the command keeps them, reports each, and replaces them only with --replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from openapi_apply import CATALOG, HEAD, REF, responses

TEXT = HEAD + """\
  /a:
    get:
      x-error-codes: [ORDER_NOT_FOUND, KEY_MISSING]
      responses:
        '200': {description: d}
        '404': {description: mine} # a note
    put:
      x-error-codes: [BUSY]
      responses:
        default: {description: mine}
        '503':
          $ref: 'errors.openapi.yaml#/components/responses/BUSY_502' # edited
"""  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "api.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "errors.openapi.yaml").write_text("openapi: 3.1.0\n", encoding="utf-8")
    return tmp_path


def apply(errcat, *options: str):
    return errcat("openapi", "apply", "api.yaml", "--catalog", str(CATALOG), *options)


def test_each_is_kept_and_reported(project: Path, errcat):
    result = apply(errcat)
    assert (result.code, result.out) == (0, "api.yaml: 2 operations changed\n")
    assert result.err.splitlines() == [
        "api.yaml:9: warning: GET /a has a handwritten response 404, which differs from the catalog",
        "api.yaml:14: warning: PUT /a has a handwritten response 503, which differs from the catalog",
        "To replace them, add --replace. To see the changes first, add --diff, too",
    ]
    after = (project / "api.yaml").read_text(encoding="utf-8")
    assert [line for line in TEXT.splitlines() if line not in after.splitlines()] == []
    assert list(responses(after)) == ["200", "404", "401", "default"]
    assert list(responses(after, "put")) == ["default", "503", "502"]
    again = apply(errcat)
    assert (again.code, again.out) == (0, "api.yaml: all operations are up to date\n")
    assert again.err == result.err.replace(":14:", ":18:"), "they are reported each time"
    assert apply(errcat, "--check").code == 0


def test_replace_overwrites_them(project: Path, errcat):
    result = apply(errcat, "--replace")
    assert (result.code, result.err) == (0, "")
    after = (project / "api.yaml").read_text(encoding="utf-8")
    assert responses(after)["404"] == {"$ref": f"{REF}ORDER_NOT_FOUND"}
    assert responses(after, "put")["503"] == {"$ref": f"{REF}BUSY_503"}
    assert responses(after, "put")["default"] == {"description": "mine"}, "a default of the document is enough"
    assert "'404': # a note\n" in after
    assert responses(after)["200"] == {"description": "d"}, "no code needs this status"


def test_replace_with_diff_writes_nothing(project: Path, errcat):
    result = apply(errcat, "--replace", "--diff")
    assert result.code == 1
    assert "-        '404': {description: mine} # a note" in result.out
    assert (project / "api.yaml").read_text(encoding="utf-8") == TEXT


def test_the_level_decides_about_the_exit_code(project: Path, errcat):
    (project / "errcat.toml").write_text('[rules]\nhandwritten-response = "error"\n', encoding="utf-8")
    result = apply(errcat)
    assert result.code == 1
    assert "api.yaml:9: error: GET /a has a handwritten response 404" in result.err
    assert (project / "api.yaml").read_text(encoding="utf-8") != TEXT, "the others are written"
    (project / "errcat.toml").write_text('[rules]\nhandwritten-response = "off"\n', encoding="utf-8")
    assert apply(errcat).err == ""


def test_force_is_about_files_only(project: Path, errcat):
    assert apply(errcat, "--force").code == 0
    assert "'404': {description: mine} # a note" in (project / "api.yaml").read_text(encoding="utf-8")


def test_a_missing_document_is_named(project: Path, errcat):
    (project / "errors.openapi.yaml").unlink()
    command = f"errcat build {CATALOG} --openapi errors.openapi.yaml"
    message = f"errors.openapi.yaml doesn't exist, and the new responses refer to it. To create it, run: {command}"
    result = apply(errcat, "-o", "out.yaml")
    assert result.err.splitlines()[-1] == message
    assert "gen/e.json doesn't exist" in apply(errcat, "--fragment", "gen/e.json", "-o", "out.yaml").err
    built = errcat(*command.split()[1:])
    assert built.code == 0
    assert message not in apply(errcat).err
    assert "doesn't exist" not in apply(errcat, "--fragment", "https://example.com/errors.yaml", "-o", "out.yaml").err


def test_a_missing_document_of_the_settings(project: Path, errcat):
    catalog = CATALOG.read_text(encoding="utf-8")
    (project / "errors.yaml").write_text(catalog, encoding="utf-8")
    settings = 'catalogs = ["errors.yaml"]\n[build]\nopenapi = "gen/errors.json"\n'
    (project / "errcat.toml").write_text(settings, encoding="utf-8")
    result = errcat("openapi", "apply", "api.yaml", "-o", "out/api.yaml")
    assert "gen/errors.json doesn't exist, and the new responses refer to it. To create it, run: errcat build\n" in (
        result.err
    )
    assert "../gen/errors.json#/components" in (project / "out" / "api.yaml").read_text(encoding="utf-8")


def test_codes_are_suggested_and_not_names(tmp_path: Path, errcat):
    catalog = "errcat: 1\nerrors:\n- {code: tram_full, status: 409, message: Full, category: fix, action: Wait}\n"
    catalog += "- {code: busy, name: BUSY_A, status: 503, message: B, category: retry, action: Wait}\n"
    catalog += "- {code: busy, name: BUSY_B, status: 503, message: B, category: retry, action: Wait}\n"
    (tmp_path / "errors.yaml").write_text(
        catalog.replace("errors:", "codes: {unique: none}\nerrors:"), encoding="utf-8"
    )
    for typed, meant in (
        ("tram_ful", "tram_full"),
        ("TRAM_FUL", "tram_full"),
        ("TramFull", "tram_full"),
        ("BUSY_C", "BUSY_"),
    ):
        text = HEAD + f"  /a:\n    get:\n      x-error-codes: [{typed}]\n"
        (tmp_path / "api.yaml").write_text(text, encoding="utf-8")
        for command in ("apply", "check"):
            result = errcat("openapi", command, "api.yaml", "--catalog", "errors.yaml")
            assert f"did you mean {meant}" in result.out + result.err
