"""`errcat import --update`: a changed source is merged into an edited catalog, and no side loses anything."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat import resources
from errcat.editing.workspace import Workspace
from errcat.text.yaml_writer import YamlStyle, yaml_lines
from errcat.updating.merge import CatalogMerge
from errcat.updating.outcomes import CONFLICT, GONE

PAGE = """# Errors

Intro.

| Code | HTTP status | Message | What to do |
|---|---|---|---|
| SEAT_TAKEN | 409 | The seat is taken | Choose another seat |
| SEAT_GONE | 503 | The seat is gone | Try again later |
| SEAT_OLD | 400 | The seat is old | Nothing |
"""
UPDATE = ("import", "errors.md", "-o", "errors.yaml", "--update")


class Project:
    """A folder with a page and a catalog that was imported from it."""

    def __init__(self, errcat, folder: Path, page: str = PAGE) -> None:
        self.errcat, self.folder = errcat, folder
        self.page("", "", page)
        assert errcat("import", "errors.md", "-o", "errors.yaml", cwd=folder).code == 0

    def page(self, old: str, new: str, text: str = "") -> None:
        self._edit("errors.md", old, new, text)

    def catalog(self, old: str, new: str, text: str = "") -> None:
        self._edit("errors.yaml", old, new, text)

    def _edit(self, name: str, old: str, new: str, text: str) -> None:
        file = self.folder / name
        text = text or file.read_bytes().decode()
        assert old in text
        file.write_bytes(text.replace(old, new).encode())

    def update(self, *options: str):
        return self.errcat(*UPDATE, *options, cwd=self.folder)

    @property
    def text(self) -> str:
        return (self.folder / "errors.yaml").read_bytes().decode()

    @property
    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.folder.rglob("*") if file.is_file()}


@pytest.fixture
def project(errcat, tmp_path: Path) -> Project:
    return Project(errcat, tmp_path)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_each_side_keeps_what_only_it_changed(project: Project):
    project.catalog("message: The seat is taken", "message: Somebody sits here  # our words")
    project.catalog("action: Try again later", "action: Try again later\n    title: Gone")
    project.page("Try again later", "Try again in a minute")
    before = project.text
    result = project.update()
    assert result.code == 0, result.out
    assert changed_lines(before, project.text) == (
        ["    action: Try again later"],
        ["    action: Try again in a minute"],
    )
    assert "~ action of the error SEAT_GONE: Try again later → Try again in a minute" in result.out
    assert "Updated errors.yaml: 1 changed value" in result.out


def test_a_second_update_changes_nothing(project: Project):
    project.catalog("The seat is taken", "Somebody sits here")
    project.page("The seat is taken", "The seat is taken already")
    project.page("| SEAT_OLD | 400 | The seat is old | Nothing |\n", "| SEAT_NEW | 404 | No seat | Wait |\n")
    first = project.update()
    files = project.files
    second = project.update()
    assert (first.code, second.code, project.files) == (1, 1, files)
    assert "Nothing to update" in second.out
    assert first.out[first.out.index("warning[") :] == second.out[second.out.index("warning[") :]


def test_a_conflict_keeps_the_catalog_and_shows_both_until_it_is_accepted(project: Project):
    project.catalog("The seat is taken", "Somebody sits here")
    project.page("The seat is taken", "The seat is taken already")
    result = project.update()
    assert result.code == 1
    assert "message: Somebody sits here" in project.text
    assert "warning[import-conflict]: errcat kept message of the error SEAT_TAKEN" in result.out
    assert "the source now says: The seat is taken already" in result.out
    assert project.update("--accept").code == 0
    assert project.update().code == 0
    assert "message: Somebody sits here" in project.text
    project.page("taken already", "really taken")
    assert project.update().code == 1


def test_new_errors_go_where_they_are_in_the_source(project: Project):
    project.page("| SEAT_TAKEN", "| SEAT_FIRST | 500 | First | Call us |\n| SEAT_TAKEN")
    project.page("| SEAT_OLD", "| SEAT_B | 404 | B | Wait |\n| SEAT_C | 404 | C | Wait |\n| SEAT_OLD")
    project.catalog("  - code: SEAT_TAKEN", "  # about the first\n  - code: SEAT_TAKEN")
    before = project.text
    assert project.update().code == 0
    codes = [line.split()[-1] for line in project.text.splitlines() if "- code:" in line]
    assert codes == ["SEAT_FIRST", "SEAT_TAKEN", "SEAT_GONE", "SEAT_B", "SEAT_C", "SEAT_OLD"]
    assert changed_lines(before, project.text)[0] == []
    assert "\n\n  # about the first\n  - code: SEAT_TAKEN\n" in project.text
    assert project.errcat("fmt", "errors.yaml", "--check", cwd=project.folder).code == 0


def test_errors_that_the_source_lost_are_reported_and_stay(project: Project):
    project.page("| SEAT_OLD | 400 | The seat is old | Nothing |\n", "")
    before = project.text
    result = project.update()
    assert (result.code, project.text) == (1, before)
    assert "run `errcat retire SEAT_OLD`" in result.out
    assert project.errcat("retire", "SEAT_OLD", "errors.yaml", cwd=project.folder).code == 0
    assert project.update().code == 0


def test_what_was_deleted_by_hand_stays_deleted(project: Project):
    project.catalog("    action: Choose another seat\n", "")
    project.catalog("\n  - code: SEAT_OLD\n    status: 400\n    message: The seat is old\n    action: Nothing\n", "")
    before = project.text
    assert project.update().code == 0
    assert project.text == before
    project.page("Choose another seat", "Choose a seat")
    project.page("The seat is old", "The seat is very old")
    result = project.update()
    assert (result.code, project.text) == (1, before)
    assert "errcat did not add action of the error SEAT_TAKEN again" in result.out
    assert "errcat did not add the error SEAT_OLD again" in result.out


def test_a_retired_code_does_not_come_back(project: Project):
    assert project.errcat("retire", "SEAT_OLD", "errors.yaml", cwd=project.folder).code == 0
    (project.folder / ".errcat-import.json").unlink()
    result = project.update()
    assert result.code == 1
    assert "the catalog has its code as retired or reserved" in result.out
    assert "- code: SEAT_OLD\n    status" not in project.text


def test_values_that_the_source_deleted(project: Project):
    project.catalog("The seat is old", "The seat is too old")
    project.page("| SEAT_OLD | 400 | The seat is old | Nothing |", "| SEAT_OLD | 400 | | |")
    result = project.update()
    assert result.code == 1
    assert "    action: Nothing" not in project.text
    assert "    message: The seat is too old" in project.text
    assert "the source deleted it, and you changed it" in result.out


@pytest.mark.parametrize("option", ["--diff", "--check"])
def test_dry_runs_write_nothing(project: Project, option: str):
    project.page("Try again later", "Try again in a minute")
    files = project.files
    result = project.update(option)
    assert (result.code, project.files) == (1, files)
    assert "Try again in a minute" in result.out
    assert project.update().code == 0
    assert project.update(option).code == 0


def test_without_a_record_the_catalog_wins(project: Project):
    old = project.folder / "old.md"
    old.write_text(PAGE, encoding="utf-8")
    (project.folder / ".errcat-import.json").unlink()
    project.catalog("The seat is taken", "Somebody sits here")
    project.page("Try again later", "Try again in a minute")
    before = project.text
    result = project.update("--check")
    assert ".errcat-import.json is missing" in result.out
    assert result.out.count("warning[import-conflict]") == 2
    assert project.update("--base", "old.md").code == 0
    assert changed_lines(before, project.text)[1] == ["    action: Try again in a minute"]


def test_folders(project: Project):
    project.page("# Errors", "# Errors\n\n## Seats")
    project.page("| SEAT_OLD", "\n## Trams\n\n| Code | Message |\n|---|---|\n| TRAM_FULL | It is full |\n| SEAT_OLD")
    assert project.errcat("import", "errors.md", "-o", "errors.yaml", "--force", cwd=project.folder).code in (0, 1)
    assert project.errcat("split", "errors", "errors.yaml", cwd=project.folder).code == 0
    before = {file.name: file.read_text() for file in (project.folder / "errors").iterdir()}
    project.page("It is full", "The tram is full")
    project.page("| SEAT_GONE", "| SEAT_NEW | 404 | No seat | Wait |\n| SEAT_GONE")
    result = project.errcat("import", "errors.md", "-o", "errors", "--update", cwd=project.folder)
    after = {file.name: file.read_text() for file in (project.folder / "errors").iterdir()}
    changed = {name: changed_lines(before[name], after[name]) for name in after if after[name] != before[name]}
    assert len(changed) == 2, result.out
    assert [["    message: It is full"], ["    message: The tram is full"]] in [list(it) for it in changed.values()]
    text = next(text for text in after.values() if "SEAT_NEW" in text)
    assert text.index("SEAT_TAKEN") < text.index("SEAT_NEW") < text.index("SEAT_GONE")


def test_line_ends_block_scalars_and_flow_style(project: Project):
    text = project.text.replace(
        "  - code: SEAT_OLD\n    status: 400\n    message: The seat is old\n    action: Nothing\n", ""
    )
    text += "  - {code: SEAT_OLD, status: 400, message: The seat is old, action: Nothing}\n"
    text = text.replace("message: The seat is gone", "message: |-  # as it is\n      The seat is gone")
    project.catalog("", "", text.replace("\n", "\r\n"))
    project.page("The seat is gone", "The seat is lost")
    project.page("The seat is old", "The seat, old")
    assert project.update().code == 0
    assert "\n" not in project.text.replace("\r\n", "")
    assert '{code: SEAT_OLD, status: 400, message: "The seat, old", action: Nothing}' in project.text
    assert "The seat is lost" in project.text
    assert project.update().out.endswith("Nothing to update\n")


def test_columns_are_remembered(errcat, tmp_path: Path):
    (tmp_path / "list.csv").write_text("Ref,Wording\n101,Seat taken\n", encoding="utf-8")
    maps = ("--map", "Ref=code", "--map", "Wording=message")
    assert errcat("import", "list.csv", "-o", "list.yaml", *maps, cwd=tmp_path).code == 0
    (tmp_path / "list.csv").write_text("Ref,Wording\n101,Seat taken\n102,Seat gone\n", encoding="utf-8")
    assert errcat("import", "list.csv", "-o", "list.yaml", "--update", cwd=tmp_path).code == 0
    assert '- code: "102"\n    message: Seat gone\n' in (tmp_path / "list.yaml").read_text(encoding="utf-8")


def test_the_report_as_json(project: Project):
    project.page("Try again later", "Try again in a minute")
    project.page("| SEAT_OLD | 400 | The seat is old | Nothing |\n", "")
    report = json.loads(project.update("--report", "json").out)
    jsonschema.validate(report, json.loads(resources.schema_text("import")))
    assert [(it["change"], it["entry"], it["field"]) for it in report["update"]] == [
        ("changed", "SEAT_GONE", "action"),
        ("gone", "SEAT_OLD", ""),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("-o", "missing.yaml", "--update"), "omit --update"),
        (("-o", "-", "--update"), "omit --update"),
        (("-o", "new.yaml", "--accept"), "need --update"),
    ],
)
def test_what_cannot_run(project: Project, options: tuple[str, ...], message: str):
    result = project.errcat("import", "errors.md", *options, cwd=project.folder)
    assert result.code == 2
    assert message in result.err


def test_a_broken_record_is_an_error(project: Project):
    (project.folder / ".errcat-import.json").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    result = project.update()
    assert result.code == 2
    assert "isn't a record of errcat import" in result.err


# --- any three versions ----------------------------------------------------------------------------------------------

VALUES = st.one_of(st.none(), st.sampled_from(["", "a", "b: c", "x\ny", "x\n\ny #", "{z}", " é "]), st.integers(0, 3))
ENTRIES = st.fixed_dictionaries({"message": VALUES, "x-note": VALUES, "x-more": st.lists(VALUES, max_size=2)})
CATALOGS = st.dictionaries(st.sampled_from(["E_A", "E_B", "E_C", "E_D"]), ENTRIES, min_size=1)


def _catalog(entries: dict[str, dict[str, object]]) -> dict[str, object]:
    errors = [{"code": code, **{key: it for key, it in entry.items() if it}} for code, entry in entries.items()]
    return {"errcat": 1, "errors": errors}


def _contents(catalog: dict[str, object]):
    return (("errors.yaml", "\n".join([*yaml_lines(catalog, YamlStyle()), ""]).encode()),)


@given(CATALOGS, CATALOGS, CATALOGS)
def test_any_three_versions(base, mine, theirs):
    last, now = _catalog(base), _catalog(theirs)
    workspace = Workspace.of(_contents(_catalog(mine)))
    merge = CatalogMerge(workspace, last, now, [()] * len(theirs), accepts=False)
    merge.run()
    after = Workspace.of(workspace.after(merge.found.changes))
    entries = {entry["code"]: entry for entry in after.documents[0].data["errors"]}
    own = {entry["code"]: entry for entry in _catalog(mine)["errors"]}
    before = {entry["code"]: entry for entry in last["errors"]}
    source = {entry["code"]: entry for entry in now["errors"]}
    conflicts = {(it.entry, it.field) for it in merge.outcomes if it.kind in (CONFLICT, GONE)}
    assert own.keys() <= entries.keys()
    for code in entries.keys() | own.keys() | source.keys():
        if code not in entries:
            assert code in before, "only what somebody deleted is missing"
            assert source[code] == before[code] or (code, "") in conflicts
            continue
        if code not in source:
            assert entries[code] == own[code]
            assert code not in before or (code, "") in conflicts
            continue
        if code not in own:
            assert code not in before
            assert entries[code] == source[code]
            continue
        for name in ("message", "x-note", "x-more"):
            b, m, t = (side.get(code, {}).get(name) for side in (before, own, source))
            value = entries[code].get(name)
            expected = t if m == b else m
            assert value == expected
            assert m in (b, t) or t == b or (code, name) in conflicts
    again = CatalogMerge(after, merge.new_base, now, [()] * len(theirs), accepts=False)
    again.run()
    assert not any(again.found.changes.values())
    assert {(it.entry, it.field) for it in again.outcomes} == conflicts
