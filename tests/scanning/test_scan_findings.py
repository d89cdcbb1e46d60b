"""What is found in source code: `tests/scanning/<id>/` has code with each finding, and code without.

`bad.txt` is all that the terminal shows of `bad`; `make update` writes it. The catalog is errors.yaml.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.findings.wording import finding_ids

HERE = Path(__file__).parent
FOLDERS = sorted(folder for folder in HERE.iterdir() if folder.is_dir() and not folder.name.startswith("_"))


def scan(folder: Path, name: str, errcat, *options: str):
    return errcat("scan", name, "--catalog", "../errors.yaml", "--computed", *options, cwd=folder)


def test_every_finding_has_a_folder_and_every_folder_a_finding():
    assert {folder.name for folder in FOLDERS} == {id for id in finding_ids() if DIAGNOSTICS[id].group == "scan"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad(folder: Path, errcat, expected):
    result = scan(folder, "bad", errcat)
    assert f"[{folder.name}]" in result.out
    assert result.code == (1 if "error[" in result.out else 0)
    expected(result.out, folder / "bad.txt")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good(folder: Path, errcat):
    result = scan(folder, "good", errcat, "--fail-on", "info", "--format", "concise")
    assert "error[" not in result.out
    assert (result.code, result.err) == (0, ""), result.out
