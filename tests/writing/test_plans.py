"""What a build knows of the one before it: names, what was killed halfway, what went meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from errcat.artifact import BLANK_SEAL, Artifact, Output, sealed
from errcat.errors import RunError
from errcat.writing import Scope, plan, write

FLAGS = Scope()
ORDERED = Scope(is_configured=True, is_whole=True)


def output(path: Path, text: str, *files: str) -> Output:
    """An output without a seal: nothing but the manifest says whose it is."""
    return Output("errors.yaml", "json", path, tuple(Artifact(file, f"{text} {file}\n") for file in files or ("",)))


def sealed_output(path: Path, text: str, *files: str) -> Output:
    """An output with seals, as every target makes it: a later build may remove it."""
    return Output(
        "errors.yaml",
        "json",
        path,
        tuple(Artifact(file, sealed(f"{text} {file} ({BLANK_SEAL})\n")) for file in files or ("",)),
    )


def killed_at_replacement(number: int, folder: Path, outputs: list[Output]) -> None:
    """A build that is killed just before the n-th file takes its place; nothing can be cleaned up."""
    child = os.fork()
    if child == 0:
        count = 0
        replace = os.replace

        def counted(*given, **named):
            nonlocal count
            count += 1
            if count == number:
                os._exit(9)
            return replace(*given, **named)

        os.replace = counted
        write(folder, outputs, ORDERED)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if ".errcat" not in path.parts)


@pytest.mark.parametrize("number", [2, 3])
def test_what_a_killed_build_replaced_is_still_ours(tmp_path: Path, number: int):
    """Of each file there may be the old version or the new one: a third may replace either."""
    write(tmp_path, [output(tmp_path / "docs", "one", "a", "b")], ORDERED)
    killed_at_replacement(number, tmp_path, [output(tmp_path / "docs", "two", "a", "b")])
    write(tmp_path, [output(tmp_path / "docs", "three", "a", "b")], ORDERED)
    assert {(tmp_path / "docs" / name).read_text(encoding="utf-8") for name in "ab"} == {"three a\n", "three b\n"}
    assert names(tmp_path) == ["docs", "docs/a", "docs/b"]


def test_what_a_killed_build_made_for_the_first_time_is_ours(tmp_path: Path):
    killed_at_replacement(3, tmp_path, [output(tmp_path / "docs", "one", "a", "b")])
    write(tmp_path, [output(tmp_path / "docs", "two", "a", "b")], ORDERED)
    assert (tmp_path / "docs" / "a").read_text(encoding="utf-8") == "two a\n"


@pytest.mark.parametrize("number", [2, 3])
def test_what_a_killed_build_left_goes_though_nothing_of_it_is_built_now(tmp_path: Path, number: int):
    write(tmp_path, [sealed_output(tmp_path / "docs", "one", "a", "b")], ORDERED)
    killed_at_replacement(number, tmp_path, [sealed_output(tmp_path / "docs", "two", "a", "b")])
    assert len(names(tmp_path)) > 3, "new files wait next to the old ones"
    write(tmp_path, [sealed_output(tmp_path / "other", "two")], ORDERED)
    assert names(tmp_path) == ["other"]


def test_a_stale_file_that_is_gone_already_is_forgotten(tmp_path: Path):
    write(tmp_path, [output(tmp_path / "docs", "one", "a", "b")], FLAGS)
    (tmp_path / "docs" / "b").unlink()
    found = plan(tmp_path, [output(tmp_path / "docs", "one", "a")], FLAGS)
    assert (found.changes, found.edited_stale) == ((), ())
    write(tmp_path, [output(tmp_path / "docs", "one", "a")], FLAGS)
    (tmp_path / "docs" / "b").write_text("by hand", encoding="utf-8")
    with pytest.raises(RunError):
        write(tmp_path, [output(tmp_path / "docs", "one", "a", "b")], FLAGS)


def test_files_are_known_by_their_path_in_the_project(tmp_path: Path):
    found = plan(tmp_path, [output(tmp_path / "a.json", "x"), output(tmp_path / "docs", "x", "b/c")], FLAGS)
    assert set(found.after.files) == {"a.json", "docs/b/c"}
    assert {record.output for record in found.after.files.values()} == {"a.json", "docs"}


def test_what_cannot_be_read_is_named(tmp_path: Path):
    with pytest.raises(RunError) as refused:
        plan(tmp_path, [output(tmp_path / ("x" * 300), "text")], FLAGS)
    assert refused.value.id == "cannot-read"
    assert refused.value.values["path"] == (tmp_path / ("x" * 300)).as_posix()
    assert refused.value.values["reason"] == os.strerror(36)


def test_a_build_says_what_it_did(tmp_path: Path):
    first = write(tmp_path, [sealed_output(tmp_path / "docs", "one", "a", "b", "c")], FLAGS)
    assert (first.written, first.unchanged, first.removed, first.edited_stale) == (3, 0, 0, ())
    (tmp_path / "docs" / "c").write_text("edited", encoding="utf-8")
    again = write(tmp_path, [sealed_output(tmp_path / "docs", "one", "a", "d")], FLAGS)
    assert (again.written, again.unchanged, again.removed, again.edited_stale) == (1, 1, 1, (tmp_path / "docs" / "c",))


def test_a_stale_file_behind_a_link_hides_no_other(tmp_path: Path):
    write(tmp_path, [sealed_output(tmp_path / "docs", "one", "a/x", "b/y")], ORDERED)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "docs" / "a" / "x").rename(tmp_path / "elsewhere" / "x")
    (tmp_path / "docs" / "a").rmdir()
    (tmp_path / "docs" / "a").symlink_to(tmp_path / "elsewhere")
    write(tmp_path, [sealed_output(tmp_path / "other", "one")], ORDERED)
    assert (tmp_path / "elsewhere" / "x").exists()
    assert not (tmp_path / "docs" / "b").exists()


def test_what_is_a_link_by_now_is_named_as_kept(tmp_path: Path):
    write(tmp_path, [sealed_output(tmp_path / "docs", "one", "a")], ORDERED)
    (tmp_path / "docs" / "a").unlink()
    (tmp_path / "docs" / "a").symlink_to(tmp_path / "nowhere")
    done = write(tmp_path, [sealed_output(tmp_path / "other", "one")], ORDERED)
    assert done.edited_stale == (tmp_path / "docs" / "a",)
