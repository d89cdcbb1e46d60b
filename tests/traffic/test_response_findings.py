"""What is found in recorded responses: `tests/traffic/<id>/` has a recording with each finding, and one without.

`bad.txt` is all that the terminal shows of the bad recording; `make update` writes it. The catalog is errors.yaml.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from errcat import resources
from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.findings.wording import finding_ids
from errcat.reporting import FORMATS

HERE = Path(__file__).parent
FOLDERS = sorted(folder for folder in HERE.iterdir() if folder.is_dir() and not folder.name.startswith("_"))


def verify(folder: Path, kind: str, errcat, *options: str):
    file = next(file for file in folder.glob(f"{kind}.*") if file.suffix != ".txt")
    document = ("--openapi", "api.yaml") if (folder / "api.yaml").exists() else ()
    return errcat("verify", file.name, "--catalog", "../errors.yaml", *document, *options, cwd=folder)


def test_every_finding_has_a_folder_and_every_folder_a_finding():
    assert {folder.name for folder in FOLDERS} == {id for id in finding_ids() if DIAGNOSTICS[id].group == "traffic"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad(folder: Path, errcat, expected):
    many = ("--format", "concise") if folder.name == "more-response-findings" else ()
    result = verify(folder, "bad", errcat, *many)
    assert f"[{folder.name}]" in result.out
    assert result.code == (1 if re.search(r"(?m)^(\S+ )?error\[", result.out) else 0)
    expected("\n".join(result.out.split("\n")[-5:]) if many else result.out, folder / "bad.txt")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good(folder: Path, errcat):
    result = verify(folder, "good", errcat, "--fail-on", "info")
    assert result.code == 0, result.out
    assert result.out.startswith("../errors.yaml: no problems (6 codes)\nRead ")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_report_has_a_value_of_a_response(folder: Path, errcat):
    """Recorded values can be secret: reports have only paths, types and codes."""
    for format_ in FORMATS:
        result = verify(folder, "bad", errcat, "--format", format_, "--seen")
        for secret in (
            "eyJ",
            "secret-9f8e7d",
            "81f6c2d0",
            "bob@example.com",
            "Bad Gateway",
            "order 12",
            "moon",
            "?key",
        ):
            assert secret not in result.out + result.err, (format_, secret)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_json_report_fits_its_schema(folder: Path, errcat):
    report = json.loads(verify(folder, "bad", errcat, "--format", "json").out)
    jsonschema.validate(report, json.loads(resources.schema_text("verify")))
    assert folder.name in {found["rule"] for found in report["findings"]}


def test_equal_findings_are_one_finding_with_its_number(errcat):
    report = json.loads(verify(HERE / "wrong-response-status", "bad", errcat, "--format", "json").out)
    found = [(one["message"], one["line"], one["count"], one["last"]["line"]) for one in report["findings"]]
    assert found == [
        ('"ORDER_NOT_FOUND" came with status 500, but the catalog has 404 (2 times, last at line 3)', 1, 2, 3),
        ('"ORDER_NOT_FOUND" came with status 200, but the catalog has 404', 2, 1, 2),
    ]


def test_findings_that_differ_too_much_are_counted(errcat):
    report = json.loads(verify(HERE / "more-response-findings", "bad", errcat, "--format", "json").out)
    assert len([one for one in report["findings"] if one["rule"] == "unknown-response-code"]) == 200
    assert [one["count"] for one in report["findings"] if one["rule"] == "more-response-findings"] == [3]


def test_levels_are_those_of_the_settings(tmp_path: Path, errcat):
    settings = '[rules]\nwrong-response-status = "off"\n'
    (tmp_path / "errcat.toml").write_text(settings, encoding="utf-8")
    file = str(HERE / "wrong-response-status" / "bad.jsonl")
    result = errcat("verify", file, "--catalog", str(HERE / "errors.yaml"))
    assert (result.code, "wrong-response-status" in result.out) == (0, False)
