"""Files are opened so that nothing else is touched, also where something else takes their place in between."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from errcat import plain_files
from errcat.errors import RunError


@pytest.fixture
def swapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path that looked like a plain file a moment ago."""
    (tmp_path / "victim").write_text("precious", encoding="utf-8")
    (tmp_path / "before").write_text("", encoding="utf-8")
    status = (tmp_path / "before").lstat()
    looked: list[Path] = []
    status_of = plain_files.status_of

    def look_once(path: Path) -> os.stat_result | None:
        looked.append(path)
        return status if len(looked) == 1 else status_of(path)

    monkeypatch.setattr(plain_files, "status_of", look_once)
    return tmp_path / "file"


def overwrite(path: Path) -> str:
    """Why a path was not written to; a pipe that is waited for would never end, so it has a thread of its own."""
    why: list[str] = []

    def run() -> None:
        try:
            with plain_files.opened(path, os.O_RDWR | os.O_CREAT) as file:
                os.ftruncate(file, 0)
        except RunError as refused:
            why.append(f"{refused.id} {refused.help}")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive(), "it waits"
    return "".join(why)


def test_a_link_that_takes_the_place_is_not_followed(swapped: Path):
    swapped.symlink_to(swapped.parent / "victim")
    assert overwrite(swapped) == "not-a-plain-file link"
    assert (swapped.parent / "victim").read_text(encoding="utf-8") == "precious"


def test_nor_where_the_system_has_no_flag_for_that(swapped: Path, monkeypatch: pytest.MonkeyPatch):
    """As on Windows: what was opened is compared with what was looked at."""
    monkeypatch.setattr(plain_files, "_NO_FOLLOW", 0)
    monkeypatch.setattr(plain_files, "_CAREFUL", 0)
    swapped.symlink_to(swapped.parent / "victim")
    assert overwrite(swapped) == "not-a-plain-file link"
    assert (swapped.parent / "victim").read_text(encoding="utf-8") == "precious"


def test_a_pipe_that_takes_the_place_is_not_waited_for(swapped: Path):
    os.mkfifo(swapped)

    def read() -> None:
        with pytest.raises(RunError), plain_files.opened(swapped, os.O_RDONLY):
            pass

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive(), "it waits for a writer"


def test_what_is_no_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """To open a device may do something already."""
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(os, "open", lambda *_given: pytest.fail("it was opened"))
    with pytest.raises(RunError) as refused:
        plain_files.read(tmp_path / "pipe")
    assert refused.value.help == "special"


def test_what_is_not_there_or_a_folder_is_nothing(tmp_path: Path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path in (tmp_path, tmp_path / "none", tmp_path / "file" / "below"):
        assert plain_files.read(path) is None
    assert plain_files.read(tmp_path / "file") == b"x"
