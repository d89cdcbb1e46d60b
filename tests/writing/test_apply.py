"""What a build does to a disk, step by step: names, modes, folders, refusals, and what it leaves when it fails."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

import pytest
from test_plans import killed_at_replacement, names, output, sealed_output

from errcat import plain_files
from errcat.errors import RunError
from errcat.writing import Scope, lock, planning, write
from errcat.writing.apply import staged_path
from errcat.writing.lock import locked
from processes import PATIENCE

FLAGS = Scope()
ORDERED = Scope(is_configured=True, is_whole=True)
STAGED_SUFFIX = ".errcat-new"


def refused(folder: Path, *given, **named) -> RunError:
    with pytest.raises(RunError) as stopped:
        write(folder, *given, **named)
    return stopped.value


def staged(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if STAGED_SUFFIX in path.name]


def open_files() -> int:
    """How many this process has open, where the system tells."""
    folder = Path("/dev/fd")
    return sum(1 for _ in folder.iterdir()) if folder.exists() else 0


@contextlib.contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, name: str, number: int, error: OSError):
    """The n-th call of a function of `os` fails."""
    function, count = getattr(os, name), 0

    def call(*given, **named):
        nonlocal count
        count += 1
        if count == number:
            raise error
        return function(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, name, call)
        yield


@pytest.mark.parametrize(("count", "more"), [(1, ""), (5, ""), (6, " and 1 more"), (8, " and 3 more")])
@pytest.mark.parametrize("is_edited", [False, True])
def test_the_first_five_files_that_are_not_ours_are_named(
    tmp_path: Path, monkeypatch, count: int, more: str, is_edited: bool
):
    monkeypatch.chdir(tmp_path)
    files = [f"f{number}" for number in range(count)]
    if is_edited:
        write(tmp_path, [output(tmp_path / "docs", "one", *files)], FLAGS)
    for name in files:
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text("by hand", encoding="utf-8")
    error = refused(tmp_path, [output(tmp_path / "docs", "two", *files)], FLAGS)
    assert (error.id, error.help) == ("not-ours", "edited" if is_edited else "")
    assert error.values["files"] == ", ".join(f"docs/{name}" for name in files[:5]) + more


def test_a_new_file_waits_beside_its_place_under_a_name_that_file_systems_take(tmp_path: Path):
    longest = "x" * (255 - len(STAGED_SUFFIX) - 1)
    assert staged_path(tmp_path / longest) == tmp_path / f".{longest}{STAGED_SUFFIX}"
    short = staged_path(tmp_path / f"{longest}y")
    assert (short.parent, short.name[0], short.name[-len(STAGED_SUFFIX) :]) == (tmp_path, ".", STAGED_SUFFIX)
    assert len(short.name) < 100
    assert short != staged_path(tmp_path / f"{longest}z")
    write(tmp_path, [output(tmp_path, "text", "x" * 250, "é" * 120)], FLAGS)
    assert names(tmp_path) == sorted(["x" * 250, "é" * 120])


def test_the_state_folder_is_made_and_ignored_once(tmp_path: Path):
    folder = tmp_path / "new" / "project"
    write(folder, [output(folder / "a.json", "one")], FLAGS)
    ignore = folder / ".errcat" / ".gitignore"
    assert ignore.read_bytes() == b"*\n"
    ignore.write_bytes(b"mine\n")
    write(folder, [output(folder / "a.json", "two")], FLAGS)
    assert ignore.read_bytes() == b"mine\n"


def test_new_files_have_the_usual_mode_and_old_ones_keep_theirs(tmp_path: Path):
    before = os.umask(0)
    try:
        write(tmp_path, [output(tmp_path / "deep" / "er" / "a.json", "one")], FLAGS)
        file = tmp_path / "deep" / "er" / "a.json"
        assert file.stat().st_mode & 0o7777 == 0o666
        file.chmod(0o751)
        os.umask(0o077)
        write(tmp_path, [output(file, "two")], FLAGS)
        assert file.stat().st_mode & 0o7777 == 0o751
        assert file.read_text(encoding="utf-8") == "two \n"
        os.umask(0o027)
        write(tmp_path, [output(tmp_path / "b.json", "one")], FLAGS)
        assert (tmp_path / "b.json").stat().st_mode & 0o7777 == 0o640
    finally:
        os.umask(before)


@pytest.mark.parametrize("name", ["replace", "fsync"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_refusal_of_the_disk_is_named_and_leaves_nothing_behind(tmp_path: Path, monkeypatch, name: str, number: int):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, [output(tmp_path / "docs", "one", "a", "b")], FLAGS)
    with failing(monkeypatch, name, number, OSError(28, "No space left on device")):
        error = refused(tmp_path, [output(tmp_path / "docs", "two", "a", "b")], FLAGS)
    assert (error.id, error.values["reason"]) == ("cannot-write", "No space left on device")
    assert error.values["path"] == [".errcat/manifest.json", "docs/a", "docs/b"][number - 1]
    if (name, number) != ("replace", 1):  # that one is left to the next build
        assert staged(tmp_path) == []
    write(tmp_path, [output(tmp_path / "docs", "three", "a", "b")], FLAGS)
    assert {(tmp_path / "docs" / one).read_text(encoding="utf-8") for one in "ab"} == {"three a\n", "three b\n"}
    assert staged(tmp_path) == []


def test_a_refusal_without_words_of_the_system(tmp_path: Path, monkeypatch):
    with failing(monkeypatch, "replace", 2, OSError("odd")):
        error = refused(tmp_path, [output(tmp_path / "a.json", "one")], FLAGS)
    assert (error.id, error.values["reason"]) == ("cannot-write", "odd")


def test_every_file_is_synced_and_closed(tmp_path: Path, monkeypatch):
    synced = []
    before = open_files()
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(file), fsync(file)))
    write(tmp_path, [output(tmp_path / "docs", "one", "a", "b")], FLAGS)
    assert len(synced) == 4, "two files, and the manifest before and after them"
    assert open_files() == before


def test_no_link_is_written_through(tmp_path: Path, monkeypatch):
    """Not even a file that appears in the way while a build runs."""
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    replace = os.replace

    def and_plant(*given):
        replace(*given)
        with contextlib.suppress(FileExistsError):
            staged_path(tmp_path / "a.json").symlink_to(victim)

    monkeypatch.setattr(os, "replace", and_plant)
    with contextlib.suppress(RunError):
        write(tmp_path, [output(tmp_path / "a.json", "one")], FLAGS)
    assert victim.read_text(encoding="utf-8") == "precious"


def test_a_file_in_place_of_a_folder_and_the_other_way_round(tmp_path: Path):
    file, folder = (
        sealed_output(tmp_path / "out" / "moved", "one"),
        sealed_output(tmp_path / "out" / "moved", "one", "now.json"),
    )
    for wanted, path in ((file, "out/moved"), (folder, "out/moved/now.json"), (file, "out/moved")):
        write(tmp_path, [wanted], ORDERED)
        assert [name for name in names(tmp_path) if (tmp_path / name).is_file()] == [path]


def test_a_build_that_only_learns_something_writes_its_manifest_once(tmp_path: Path, monkeypatch):
    (tmp_path / "a.json").write_text("one \n", encoding="utf-8")
    replaced = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda *given: (replaced.append(given[1]), replace(*given)))
    write(tmp_path, [output(tmp_path / "a.json", "one")], FLAGS)
    assert [Path(path).name for path in replaced] == ["manifest.json"]


def test_a_stale_file_that_is_removed_at_the_same_time(tmp_path: Path, monkeypatch):
    write(tmp_path, [sealed_output(tmp_path / "docs", "one", "a")], ORDERED)
    replace = os.replace

    def and_remove(*given):
        replace(*given)
        (tmp_path / "docs" / "a").unlink(missing_ok=True)

    monkeypatch.setattr(os, "replace", and_remove)
    write(tmp_path, [sealed_output(tmp_path / "b.json", "one")], ORDERED)
    assert names(tmp_path) == ["b.json"]


def test_the_current_folder_stays(tmp_path: Path, monkeypatch):
    write(tmp_path, [sealed_output(tmp_path / "docs" / "here", "one", "a")], ORDERED)
    monkeypatch.chdir(tmp_path / "docs" / "here")
    write(tmp_path, [sealed_output(tmp_path / "b.json", "one")], ORDERED)
    assert names(tmp_path) == ["b.json", "docs", "docs/here"]


def test_folders_that_another_program_emptied_stay(tmp_path: Path):
    """The manifest alone is no proof that errcat made them."""
    write(tmp_path, [sealed_output(tmp_path / "docs", "one", "deep/er/a")], ORDERED)
    (tmp_path / "docs" / "deep" / "er" / "a").unlink()
    (tmp_path / "docs" / "deep" / "er").rmdir()
    write(tmp_path, [sealed_output(tmp_path / "b.json", "one")], ORDERED)
    assert names(tmp_path) == ["b.json", "docs", "docs/deep"]


def test_a_folder_that_cannot_be_removed_is_named_unless_it_is_in_use(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for error, is_named in ((OSError(5, "Input/output error"), True), (OSError(16, "Device or resource busy"), False)):
        write(tmp_path, [sealed_output(tmp_path / "docs", "one", "a")], ORDERED)
        with failing(monkeypatch, "rmdir", 1, error):
            if is_named:
                said = refused(tmp_path, [sealed_output(tmp_path / "b.json", "one")], ORDERED)
                assert (said.id, said.values) == ("cannot-write", {"path": "docs", "reason": "Input/output error"})
            else:
                write(tmp_path, [sealed_output(tmp_path / "b.json", "one")], ORDERED)


def test_a_file_that_appears_while_a_build_waits_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, [output(tmp_path / "a.json", "one")], FLAGS)
    said: list[str] = []

    def build() -> None:
        try:
            write(tmp_path, [output(tmp_path / "b.json", "two")], FLAGS)
        except RunError as error:
            said.append(error.id)

    waits = threading.Event()
    try_to_lock = lock._try_to_lock  # noqa: SLF001 — the one sign that the build waits

    def tried(file: int) -> bool:
        waits.set()
        return try_to_lock(file)

    with locked(tmp_path / ".errcat", 1):
        monkeypatch.setattr(lock, "_try_to_lock", tried)
        waiting = threading.Thread(target=build)
        waiting.start()
        assert waits.wait(PATIENCE)
        (tmp_path / "b.json").write_text("by hand", encoding="utf-8")
    waiting.join()
    assert said == ["not-ours"]
    assert (tmp_path / "b.json").read_text(encoding="utf-8") == "by hand"


def test_a_manifest_that_a_killed_build_left_half_done_goes(tmp_path: Path):
    wanted = [output(tmp_path / "a.json", "one")]
    write(tmp_path, wanted, ORDERED)
    killed_at_replacement(1, tmp_path, [output(tmp_path / "a.json", "two")])
    assert len(staged(tmp_path)) == 1
    write(tmp_path, wanted, ORDERED)
    assert staged(tmp_path) == []


def test_folders_that_a_killed_build_emptied_go_with_the_next_one(tmp_path: Path):
    write(tmp_path, [sealed_output(tmp_path / "docs", "one", "deep/er/a")], ORDERED)
    known = tmp_path / ".errcat" / "manifest.json"
    known.write_text(known.read_text(encoding="utf-8").replace('"dirty": false', '"dirty": true'), encoding="utf-8")
    (tmp_path / "docs" / "deep" / "er" / "a").unlink()
    (tmp_path / "docs" / "deep" / "er").rmdir()
    write(tmp_path, [sealed_output(tmp_path / "b.json", "one")], ORDERED)
    assert names(tmp_path) == ["b.json"]


def test_a_stale_file_that_goes_after_it_was_read_again(tmp_path: Path, monkeypatch):
    write(tmp_path, [sealed_output(tmp_path / "docs", "one", "a")], ORDERED)
    read = planning.read_file

    def and_remove(path: Path) -> bytes | None:
        data = read(path)
        if path.name == "a":
            path.unlink(missing_ok=True)
        return data

    monkeypatch.setattr(planning, "read_file", and_remove)
    write(tmp_path, [sealed_output(tmp_path / "b.json", "one")], ORDERED)
    assert names(tmp_path) == ["b.json"]


def test_the_state_folder_may_appear_while_it_is_looked_for(tmp_path: Path, monkeypatch):
    def just_made(folder: Path) -> bool:
        folder.mkdir(exist_ok=True)
        return False

    monkeypatch.setattr(plain_files, "require_folder", just_made)
    assert write(tmp_path, [sealed_output(tmp_path / "b.json", "one")], ORDERED).written == 1
