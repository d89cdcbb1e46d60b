"""Commands that are called wrongly suggest the right call, and files of a folder are checked as its catalog."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.cli import COMMANDS
from errcat.commands.wrong_calls import OTHER_WORDS


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("validate errors.yaml", "did you mean `errcat check errors.yaml`?"),
        ("fix errors.yaml", "did you mean `errcat check --fix errors.yaml`?"),
        ("generate errors.yaml --python x.py", "did you mean `errcat build errors.yaml --python x.py`?"),
        ("preview", "did you mean `errcat serve`?"),
        ("format errors.yaml", "did you mean `errcat fmt errors.yaml`?"),
        ("remove seat_taken", "did you mean `errcat retire seat_taken`?"),
        ("convert errors.md -o errors.yaml", "did you mean `errcat import errors.md -o errors.yaml`?"),
        ("merge errors", "did you mean `errcat join errors`?"),
        ("help check", "did you mean `errcat check --help`?"),
        ("version", "did you mean `errcat --version`?"),
        ("chekc errors.yaml", "did you mean `errcat check`?"),
        ("errors.yaml --format json", "to check this catalog, type: errcat check errors.yaml --format json"),
        ("openapi lint api.yaml", "did you mean `errcat openapi check api.yaml`?"),
        ("check --port 80 errors.yaml", "did you mean `errcat serve --port 80 errors.yaml`?"),
        ("check --python x.py errors.yaml", "did you mean `errcat build --python x.py errors.yaml`?"),
        ("build errors.yaml --format json", "did you mean `errcat check errors.yaml --format json`?"),
        ("check -f json errors.yaml", "did you mean `errcat check --format json errors.yaml`?"),
        ("check --strict errors.yaml", "did you mean `errcat check --fail-on warning errors.yaml`?"),
        ("--fix errors.yaml", "did you mean `errcat check --fix errors.yaml`?"),
        ("openapi check", "for example: errcat openapi check api.yaml --catalog errors.yaml"),
        ("rules vague-action", "did you mean `errcat explain vague-action`?"),
        ("check --fail-on", "Run errcat check --help for usage"),
        ("serve a.yaml b.yaml", "name one catalog: errcat serve a.yaml"),
        ("serve seats/a.yaml seats/b.yaml", "name their folder: errcat serve seats\n"),
        ("build seats/a.yaml seats/b.yaml --python x.py", "name their folder: errcat build seats --python x.py\n"),
    ],
)
def test_a_wrong_call_suggests_the_right_one(errcat, tmp_path: Path, arguments: str, said: str):
    result = errcat(*arguments.split(), cwd=tmp_path)
    assert result.code == 2
    assert said in result.err


@pytest.mark.parametrize(
    ("typed", "to_type"),
    [
        ("check", "errcat check my.yaml"),
        ("fmt", "errcat fmt my.yaml"),
        ("diff", "errcat diff my.yaml"),
        ("add seat_taken", "errcat add seat_taken my.yaml"),
        ("rename seat_taken seat_full", "errcat rename seat_taken seat_full my.yaml"),
        ("retire seat_taken", "errcat retire seat_taken my.yaml"),
        ("scan src lib", "errcat scan src lib --catalog my.yaml"),
        ("verify traffic.har", "errcat verify traffic.har --catalog my.yaml"),
        ("openapi check api.json", "errcat openapi check api.json --catalog my.yaml"),
    ],
)
def test_without_a_catalog_the_call_is_completed(errcat, tmp_path: Path, typed: str, to_type: str):
    (tmp_path / "api.json").write_text('{"openapi": "3.1.0"}', encoding="utf-8")
    (tmp_path / "my.yaml").write_text("errcat: 1\nerrors: []\n", encoding="utf-8")
    result = errcat(*typed.split(), cwd=tmp_path)
    assert result.code == 2
    assert f"this folder contains my.yaml; to use it, type: {to_type}\n" in result.err
    (tmp_path / "errcat.toml").write_text("", encoding="utf-8")
    result = errcat(*typed.split(), cwd=tmp_path)
    assert result.code == 2
    assert f"name the file or folder of a catalog: {to_type.replace('my', 'errors')}\n" in result.err


HEAD = "errcat: 1\napi: {name: Seats}\ngroups: {seats: {title: Seats}}\n"
ERROR = (
    "errors:\n  - {{code: {}, status: 409, message: Not now, category: fix, action: Choose another, group: seats}}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seats").mkdir()
    (tmp_path / "seats" / "api.yaml").write_text(HEAD, encoding="utf-8")
    for name in ("row", "hall"):
        (tmp_path / "seats" / f"{name}.yaml").write_text(ERROR.format(f"{name}_full"), encoding="utf-8")
    return tmp_path


FILES = ("seats/api.yaml", "seats/hall.yaml", "seats/row.yaml")


def test_all_files_of_a_folder_are_its_catalog(errcat, folder: Path):
    result = errcat("check", *FILES, cwd=folder)
    assert (result.code, result.out.strip()) == (0, "seats/: no problems (2 codes)")
    assert result.err == "seats: 3 files are part of this catalog, so errcat checks the folder\n"


def test_a_file_of_a_folder_that_the_settings_name_is_its_catalog(errcat, folder: Path):
    (folder / "errcat.toml").write_text('catalogs = ["seats"]\n', encoding="utf-8")
    result = errcat("check", "seats/row.yaml", cwd=folder)
    assert (result.code, result.out.strip()) == (0, "seats/: no problems (2 codes)")


def test_a_file_of_a_folder_names_its_catalog(errcat, folder: Path):
    result = errcat("check", "seats/row.yaml", cwd=folder)
    assert result.code == 1
    assert result.err == "seats/row.yaml: this file is part of the catalog in seats, so run errcat check seats\n"


def test_a_file_next_to_other_catalogs_is_its_own_catalog(errcat, folder: Path):
    (folder / "seats" / "row.yaml").write_text(HEAD.replace("seats:", "rows:") + ERROR.format("row_full"))
    assert errcat("check", "seats/row.yaml", cwd=folder).err == ""


def test_catalogs_that_are_in_one_folder_stay_apart(errcat, folder: Path):
    for name in ("api", "row", "hall"):
        text = HEAD.replace("seats:", f"{name}:").replace("name: Seats", f"name: {name}") + ERROR.format("not_here")
        (folder / "seats" / f"{name}.yaml").write_text(text, encoding="utf-8")
    result = errcat("check", *FILES, "--format", "concise", cwd=folder)
    assert result.code == 1
    assert result.err == ""
    assert result.out.count("[unknown-group]") == 3


def test_the_words_for_commands_are_no_commands_and_name_one_command_each():
    words = [word for others in OTHER_WORDS.values() for word in others]
    assert not set(words) & set(COMMANDS)
    assert len(words) == len(set(words))
    assert {command.split()[0] for command in OTHER_WORDS if not command.startswith("-")} <= set(COMMANDS)
