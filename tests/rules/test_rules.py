"""Every finding has a folder here: `tests/rules/<id>/`.

    bad*.yaml    has the finding; `bad*.txt` beside it is all that the terminal shows of that finding
    good*.yaml   does not have it, and is clean altogether
    bad*/ good*/ catalogs of several files
    errcat.toml  the settings for the folder, where it needs some

Nothing is listed: put a file there, and it is a test. `make update` writes the expected texts.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.checking import finding_ids

HERE = Path(__file__).parent
FOLDERS = sorted(folder for folder in HERE.iterdir() if folder.is_dir() and not folder.name.startswith("_"))


def cases(kind: str) -> list[Path]:
    return sorted(
        case
        for folder in FOLDERS
        for case in folder.glob(f"{kind}*")
        if case.is_dir() or case.suffix in (".yaml", ".json")
    )


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def test_every_finding_has_a_folder_and_every_folder_a_finding():
    assert {folder.name for folder in FOLDERS} == set(finding_ids())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_folder_has_good_and_bad(folder: Path):
    assert [case for case in cases("bad") if case.parent == folder]
    assert [case for case in cases("good") if case.parent == folder]


@pytest.mark.parametrize("case", cases("bad"), ids=name_of)
def test_bad(case: Path, errcat, expected):
    result = errcat("check", case.name, cwd=case.parent)
    assert f"[{case.parent.name}]" in result.out
    expected(result.out, case.with_suffix(".txt") if case.is_file() else case.parent / f"{case.name}.txt")


@pytest.mark.parametrize("case", cases("good"), ids=name_of)
def test_good(case: Path, errcat):
    result = errcat("check", case.name, "--fail-on", "info", cwd=case.parent)
    assert (result.code, result.err) == (0, ""), result.out
