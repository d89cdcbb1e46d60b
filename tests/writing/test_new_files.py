"""New files are written all together or not at all, whatever fails and whenever."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from errcat.errors import RunError
from errcat.writing.new_files import write_new_files

TEXTS = {"a.txt": b"a", "deep/er/b.txt": b"b", "deep/c.txt": b"c"}
FULL, STOPPED = OSError(28, "No space left on device"), KeyboardInterrupt()
CASES = [("fsync", FULL), ("mkdir", FULL), ("fsync", STOPPED), ("mkdir", STOPPED), ("link", STOPPED)]
"""What writing does to a disk, by the names of `os`, and how it fails. A link that fails is replaced by a rename."""


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def files_in(folder: Path) -> list[tuple[Path, bytes]]:
    return [(folder / name, data) for name, data in TEXTS.items()]


@pytest.mark.parametrize("name", [".", "new", "new/deeper"])
def test_every_file_is_there(tmp_path: Path, name: str):
    folder = tmp_path / name
    write_new_files(folder, files_in(folder))
    assert {path: data for path, data in tree(folder).items() if data is not None} == TEXTS
    assert not [path for path in tree(tmp_path) if "errcat" in path]


def fail_at(monkeypatch: pytest.MonkeyPatch, step: str, number: int, error: BaseException) -> None:
    """Let the n-th call of a function of `os` fail."""
    calls: list[int] = []
    real = getattr(os, step)

    def call(*given, **named):
        calls.append(len(calls))
        if len(calls) == number:
            raise error
        return real(*given, **named)

    monkeypatch.setattr(os, step, call)


@pytest.mark.parametrize(("step", "error"), CASES)
def test_a_step_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "theirs.txt").write_bytes(b"theirs")
    before = tree(tmp_path)
    failures = 0
    while True:
        with monkeypatch.context() as patch:
            fail_at(patch, step, failures + 1, error)
            outcome = outcome_of_writing(tmp_path / "deep")
        if outcome == "written":
            break
        failures += 1
        assert outcome == ("stopped" if isinstance(error, KeyboardInterrupt) else "No space left on device")
        assert tree(tmp_path) == before
    assert failures >= (2 if step == "mkdir" else len(TEXTS))


def outcome_of_writing(folder: Path) -> str:
    try:
        write_new_files(folder, files_in(folder))
    except RunError as refused:
        return str(refused.values["reason"])
    except KeyboardInterrupt:
        return "stopped"
    return "written"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed process is a fork here")
@pytest.mark.parametrize("step", ["link", "fsync"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_killed_run_leaves_whole_files_and_the_next_adds_the_rest(tmp_path: Path, step: str, number: int):
    child = os.fork()
    if child == 0:
        real, calls = getattr(os, step), []

        def call(*given):
            calls.append(given)
            if len(calls) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given)

        setattr(os, step, call)
        write_new_files(tmp_path, files_in(tmp_path))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    there = {name: (tmp_path / name).read_bytes() for name in TEXTS if (tmp_path / name).exists()}
    assert len(there) == (number - 1 if step == "link" else 0)
    assert there.items() <= TEXTS.items()
    write_new_files(tmp_path, [(file, data) for file, data in files_in(tmp_path) if not file.exists()])
    assert {name: (tmp_path / name).read_bytes() for name in TEXTS} == TEXTS


def test_a_file_that_appears_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    real = os.link

    def link(source, target):
        (tmp_path / "deep" / "c.txt").write_bytes(b"theirs")
        real(source, target)

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(RunError) as refused:
        write_new_files(tmp_path, files_in(tmp_path))
    assert refused.value.values["path"].endswith("c.txt")
    assert tree(tmp_path) == {"deep": None, "deep/c.txt": b"theirs"}


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def link(_source, _target):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    write_new_files(tmp_path, files_in(tmp_path))
    assert {path: data for path, data in tree(tmp_path).items() if data is not None} == TEXTS


@pytest.mark.parametrize("kind", ["file", "link", "lost link"])
def test_a_name_that_is_taken_is_refused(tmp_path: Path, kind: str):
    file = tmp_path / "deep" / "c.txt"
    file.parent.mkdir()
    (tmp_path / "theirs").write_bytes(b"theirs")
    if kind == "file":
        file.write_bytes(b"theirs")
    else:
        file.symlink_to(tmp_path / ("theirs" if kind == "link" else "nowhere"))
    before = tree(tmp_path)
    with pytest.raises(RunError) as refused:
        write_new_files(tmp_path, files_in(tmp_path))
    assert refused.value.id == "file-exists"
    assert tree(tmp_path) == before


def test_the_mode_of_new_files_follows_the_user(tmp_path: Path):
    old = os.umask(0o027)
    try:
        write_new_files(tmp_path, files_in(tmp_path))
    finally:
        os.umask(old)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640
