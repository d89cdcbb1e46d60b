"""Every finding has a folder here: `tests/rules/<id>/`.

    bad*.yaml    has the finding; `bad*.txt` next to it is everything that the terminal shows of that finding
    good*.yaml   does not have it, and is clean altogether
    bad*/ good*/ catalogs of several files; or, where errcat.toml is among them, settings with their errors.yaml
    errcat.toml  the settings for the folder, where it needs some

Nothing is listed: put a file there, and it is a test. `make update` writes the expected texts.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.checking import examine_with
from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.findings.finding import Level
from errcat.findings.wording import finding_ids
from errcat.fixing import fix
from errcat.model.check_result import CheckResult
from errcat.reading import contents_of

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
    # what is found in OpenAPI documents has its folders in tests/openapi_documents, in source code in tests/scanning, in
    # responses in tests/traffic, what isn't imported in tests/importing, and what errcat diff finds has its tests in
    # tests/cli/test_accepted_changes.py
    elsewhere = ("openapi", "scan", "traffic", "import", "changes")
    of_catalogs = {id for id in finding_ids() if DIAGNOSTICS[id].group not in elsewhere}
    assert {folder.name for folder in FOLDERS} == of_catalogs


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_folder_has_good_and_bad(folder: Path):
    assert [case for case in cases("bad") if case.parent == folder]
    assert [case for case in cases("good") if case.parent == folder]


def check(case: Path, errcat, *options: str):
    """Check a case from its own folder, as its writer would."""
    if (case / "errcat.toml").exists():
        return errcat("check", "errors.yaml", *options, cwd=case)
    return errcat("check", case.name, *options, cwd=case.parent)


@pytest.mark.parametrize("case", cases("bad"), ids=name_of)
def test_bad(case: Path, errcat, expected):
    result = check(case, errcat)
    assert f"[{case.parent.name}]" in result.out
    expected(result.out, case.with_suffix(".txt") if case.is_file() else case.parent / f"{case.name}.txt")


def number_of_errors(checked: CheckResult) -> int:
    return sum(finding.level is Level.ERROR for finding in checked.findings)


@pytest.mark.parametrize("case", cases("bad"), ids=name_of)
def test_every_safe_fix_removes_its_finding_and_nothing_else(case: Path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    contents = contents_of(str(case))
    examine = examine_with({})
    before, fixed = examine(contents).checked, fix(contents, examine)
    fixable = [finding for finding in before.findings if finding.fix and finding.fix.safe]
    assert bool(fixed.applied) == bool(fixable)
    # every fixable finding is fixed, and the rest was there before, or was hidden by the mistake
    assert [finding for finding in fixed.checked.findings if finding.fix and finding.fix.safe] == []
    assert number_of_errors(fixed.checked) <= number_of_errors(before)


@pytest.mark.parametrize("case", cases("good"), ids=name_of)
def test_good(case: Path, errcat):
    result = check(case, errcat, "--fail-on", "info")
    assert (result.code, result.err) == (0, ""), result.out
