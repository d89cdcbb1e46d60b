"""errcat.lock.json: what a build writes, what it is good for in a review, and as the baseline of `errcat diff`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from changes.pairs import PAIRS, Pair
from changes.test_pairs import TODAY
from cli.test_diff import Project, catalog
from cli.test_diff import project as project  # the fixture  # noqa: PLC0414
from errcat.changes import RULES, find_changes
from errcat.commands.contract_lock import EXPLANATIONS
from errcat.contract import LOCK_FILE, contract_of, lock_text, locked_catalogs
from errcat.reading import load, load_bytes

GOLDEN = Path(__file__).parent.parent / "golden" / "catalog.yaml"
SETTINGS = 'catalogs = ["errors.yaml"]\nlock = true\n'


@pytest.fixture
def locked(tmp_path: Path, errcat) -> Project:
    """A project without Git whose errcat.toml asks for a lock."""
    made = Project(tmp_path / "locked", errcat)
    made.write(SETTINGS, "errcat.toml")
    made.write(catalog("a", "b"))
    assert made.errcat("build", cwd=made.folder).code == 0
    return made


def lock(project: Project) -> str:
    return (project.folder / LOCK_FILE).read_text(encoding="utf-8")


def reread(data: dict) -> object:
    """The catalog that a lock of some data has."""
    text = lock_text({"errors.yaml": contract_of([data])})
    [found] = locked_catalogs(text)
    loaded = load_bytes([(LOCK_FILE, found.data)])
    assert {problem.rule for problem in loaded.problems} <= {"too-long"}, loaded.problems
    return loaded.catalog


def test_each_code_has_a_line(locked: Project):
    lines = [line for line in lock(locked).splitlines() if '"code"' in line]
    assert [json.loads(line.strip().rstrip(","))["code"] for line in lines] == ["a", "b"]
    assert json.loads(lock(locked))["catalogs"]["errors.yaml"]["errors"][0]["status"] == 404


def test_a_stale_lock_is_drift(locked: Project):
    assert locked.errcat("build", "--check", cwd=locked.folder).code == 0
    locked.write(catalog("a", "b", a=410))
    result = locked.errcat("build", "--check", cwd=locked.folder)
    assert result.code == 1
    assert LOCK_FILE in result.out
    assert locked.errcat("build", cwd=locked.folder).code == 0
    assert locked.errcat("build", "--check", cwd=locked.folder).code == 0


def test_only_errcat_toml_asks_for_a_lock(locked: Project):
    (locked.folder / LOCK_FILE).unlink()
    locked.errcat("build", "errors.yaml", "--python", "errors.py", cwd=locked.folder)
    assert not (locked.folder / LOCK_FILE).exists()
    locked.write('catalogs = ["errors.yaml"]\n[[build]]\npython = "errors.py"\n', "errcat.toml")
    locked.errcat("build", cwd=locked.folder)
    assert not (locked.folder / LOCK_FILE).exists()


def test_a_lock_that_nobody_asks_for_anymore_is_removed(locked: Project):
    locked.write('catalogs = ["errors.yaml"]\n[[build]]\npython = "errors.py"\n', "errcat.toml")
    locked.errcat("build", cwd=locked.folder)
    assert not (locked.folder / LOCK_FILE).exists()


def test_without_git_the_lock_is_the_baseline(locked: Project):
    assert locked.rules() == []
    locked.write(catalog("a", "b", a=503).replace("Look", "Stare"))
    assert locked.rules() == [("status-class-changed", "a"), ("action-changed", "a"), ("action-changed", "b")]
    change = json.loads(locked.diff("--format", "json").out)["changes"][0]
    place = change["old_place"]
    assert place["file"] == LOCK_FILE
    assert '"code": "a"' in lock(locked).splitlines()[place["line"] - 1]
    assert locked.diff().code == 1


def test_a_catalog_that_only_the_lock_has_is_gone(locked: Project):
    locked.write('catalogs = ["*.yaml"]\nlock = true\n', "errcat.toml")
    locked.write(catalog("c"), "more.yaml")
    locked.errcat("build", cwd=locked.folder)
    (locked.folder / "errors.yaml").unlink()
    assert locked.rules() == [("code-removed", "a"), ("code-removed", "b")]
    locked.write(catalog("a", "b"), "moved.yaml")
    assert locked.rules() == []


def test_a_lock_is_named_as_a_file_or_in_a_commit(project: Project, errcat):
    project.write('catalogs = ["*.yaml"]\nlock = true\n', "errcat.toml")
    project.write(catalog("a", "b"))
    project.write(catalog("c"), "more.yaml")
    errcat("build", cwd=project.folder)
    project.commit()
    project.write(catalog("a"))
    for old in (LOCK_FILE, f"main:{LOCK_FILE}", f"./{LOCK_FILE}"):
        assert project.rules(old, "errors.yaml") == [("code-removed", "b")], old
    project.write(catalog("d"), "new.yaml")
    result = project.diff(LOCK_FILE, "new.yaml")
    assert result.code == 2
    assert "errors.yaml" in result.err


def test_all_catalogs_are_compared_with_the_lock_of_a_commit(project: Project, errcat):
    project.write(catalog("a", "b"))
    project.write(catalog("c", "d"), "more.yaml")
    project.write('lock = true\ncatalogs = ["*.yaml"]\n', "errcat.toml")
    errcat("build", cwd=project.folder)
    project.commit()
    project.write(catalog("a"))
    project.write(catalog("d"), "more.yaml")
    errcat("build", cwd=project.folder)
    against = ("--against", f"main:{LOCK_FILE}")
    assert project.rules(*against) == [("code-removed", "b"), ("code-removed", "c")]
    assert project.rules("more.yaml", *against) == [("code-removed", "c")]
    (project.folder / "more.yaml").rename(project.folder / "moved.yaml")
    assert project.rules(*against) == [("code-removed", "b"), ("code-removed", "c")]


@pytest.mark.parametrize("text", ["", "{}", "<<<<<<< HEAD\n{}\n", '{"version": 2, "catalogs": {}}'])
def test_a_lock_that_cannot_be_read_is_no_answer(locked: Project, text: str):
    locked.write(text, LOCK_FILE)
    result = locked.diff()
    assert (result.code, result.out) == (2, "")
    assert "isn't a lock" in result.err


def test_a_formatted_lock_is_no_answer(locked: Project):
    locked.write(json.dumps(json.loads(lock(locked))), LOCK_FILE)
    assert locked.diff().code == 2


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.rule} {pair.about}".strip())
def test_a_lock_finds_what_a_catalog_finds(pair: Pair):
    """Every change of a rule that isn't about explanations is also found against a lock."""
    old, new = (load_bytes([("errors.yaml", json.dumps(data).encode())]).catalog for data in (pair.old, pair.new))
    wanted = [change for change in find_changes(old, new, TODAY) if change.rule not in EXPLANATIONS]
    found = [change for change in find_changes(reread(pair.old), new, TODAY) if change.rule not in EXPLANATIONS]
    assert [(change.rule, change.code, change.level) for change in found] == [
        (change.rule, change.code, change.level) for change in wanted
    ]


def test_a_lock_of_every_field_does_not_differ_from_its_catalog():
    loaded = load(str(GOLDEN))
    old = reread(loaded.documents[0].data)
    assert {change.rule for change in find_changes(old, loaded.catalog)} <= EXPLANATIONS


def test_the_rules_about_explanations_exist():
    assert set(RULES) >= EXPLANATIONS


def test_a_folder_is_one_catalog():
    parts = [{"errcat": 1, "errors": [{"code": "a"}], "retired": ["x"]}, {"errors": [{"code": "b"}], "retired": ["y"]}]
    contract = contract_of(parts)
    assert contract == {"errcat": 1, "retired": ["x", "y"], "errors": [{"code": "a"}, {"code": "b"}]}


def test_hostile_texts_come_back():
    code = 'a": {\u2028\u0085\x7f😀'
    catalog_ = reread({"errcat": 1, "errors": [{"code": "A", "message": code, "status": 404}]})
    assert catalog_.errors[0].message == code
