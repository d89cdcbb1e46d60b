"""Killed anywhere, twelve at once, on a full disk: no file is torn, and the next build repairs everything."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from generations import STEPS, WHOLE, changes_disk, outputs

from errcat.errors import RunError
from errcat.writing import write
from profiles import IS_LONG

PROGRAM = Path(__file__).with_name("generations.py")
KILLS = 150 if IS_LONG else 20


def build(folder: Path, generation: str, step: int | None = None) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(PROGRAM), str(folder), generation, *([str(step)] if step else [])]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(process: subprocess.Popen[bytes]) -> int:
    _out, err = process.communicate()
    assert process.returncode in (0, -9), err.decode()[-2000:]
    return process.returncode


@pytest.fixture(scope="module")
def in_a_fork() -> Iterator[Callable[..., int]]:
    """Builds in a process of its own that need not import everything first; how it ended."""
    with subprocess.Popen(
        [sys.executable, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None

        def run(folder: Path, generation: str, step: int | str = "") -> int:
            print(folder, generation, step, file=server.stdin, flush=True)
            code = int(server.stdout.readline())
            assert code in (0, -9)
            return code

        yield run
        server.stdin.close()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file but the state, and every folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"folder"
        for path in sorted(folder.rglob("*"))
        if ".errcat" not in path.parts
    }


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What a clean build of each generation leaves."""
    found = {}
    for generation in "AB":
        folder = tmp_path_factory.mktemp(generation)
        hand_written(folder)
        write(folder, outputs(folder, generation), WHOLE)
        found[generation] = tree(folder)
    return found


def hand_written(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "mine.md").write_text("by hand", encoding="utf-8")
    (folder / "README.md").write_text("by hand", encoding="utf-8")


def require_whole(folder: Path) -> None:
    """Each file that is there is that of one of the generations, or was there before."""
    known = {
        path: {
            data
            for generation in "AB"
            for one in outputs(folder, generation)
            for file, data in one.files().items()
            if file == path
        }
        for generation in "AB"
        for one in outputs(folder, generation)
        for path in one.files()
    }
    # os.walk passes over a folder that a build takes away at this moment, and so does the reading below over a file
    for where, _folders, names in os.walk(folder):
        for path in (Path(where, name) for name in names):
            if ".errcat" in path.parts or path.name.endswith(".errcat-new"):
                continue
            with contextlib.suppress(FileNotFoundError):
                assert path.read_bytes() in known.get(path, {b"by hand"}), path
    assert (folder / "docs" / "mine.md").read_bytes() == b"by hand"


def require_repaired(
    folder: Path, clean: dict[str, dict[str, bytes]], generation: str, run: Callable[..., int]
) -> None:
    assert run(folder, generation) == 0
    assert tree(folder) == clean[generation]
    assert '"dirty": false' in (folder / ".errcat" / "manifest.json").read_text(encoding="utf-8")


def test_killed_at_every_step(tmp_path: Path, clean, in_a_fork):
    """From A to B: at each step in turn (`make test`: at every other), then once more while the next build repairs, at any
    of its steps.
    """
    dice = random.Random(3)  # noqa: S311 — the same steps every time
    step = 0
    while True:
        step += 1 if IS_LONG else 2
        folder = tmp_path / str(step)
        folder.mkdir()
        hand_written(folder)
        write(folder, outputs(folder, "A"), WHOLE)
        code = in_a_fork(folder, "B", step)
        require_whole(folder)
        if code == 0:
            break
        in_a_fork(folder, "B", dice.randrange(1, 40))
        require_whole(folder)
        require_repaired(folder, clean, "B", in_a_fork)
    assert step > 30, "the build has many steps"


def test_killed_at_random_moments(tmp_path: Path, clean, in_a_fork):
    dice = random.Random()  # noqa: S311 — other moments every time
    folder = tmp_path / "tree"
    folder.mkdir()
    hand_written(folder)
    finished(build(folder, "A"))
    longest, killed = 0.02, 0
    for number in range(KILLS):
        process = build(folder, "AB"[number % 2])
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.uniform(0, longest))
        process.kill()
        was_killed = finished(process) == -9
        killed += was_killed
        longest *= 1.3 if was_killed else 0.8  # so that kills come while it writes, however fast the machine is
        require_whole(folder)
        if number % 5 == 4:
            require_repaired(folder, clean, "AB"[dice.randrange(2)], in_a_fork)
    require_repaired(folder, clean, "B", in_a_fork)
    assert killed


def test_twelve_at_once_end_as_one_generation(tmp_path: Path, clean):
    folder = tmp_path / "tree"
    folder.mkdir()
    hand_written(folder)
    builds = [build(folder, "AB"[number % 2]) for number in range(12)]
    try:
        while any(one.poll() is None for one in builds):
            require_whole(folder)
    finally:
        codes = [finished(one) for one in builds]
    assert codes == [0] * 12
    assert tree(folder) in clean.values()


@pytest.mark.parametrize("name", [step for step in STEPS if step not in ("ftruncate", "write")])
def test_a_disk_that_refuses_leaves_nothing_half_written(tmp_path: Path, clean, monkeypatch, name: str):
    """Each step in turn fails as on a full disk; the message names a path, and the next build repairs."""
    function = getattr(os, name)
    for failing in range(1, 200):
        folder = tmp_path / str(failing)
        folder.mkdir()
        hand_written(folder)
        write(folder, outputs(folder, "A"), WHOLE)
        count = 0

        def refuse(*given, _failing=failing, **named):
            nonlocal count
            if not changes_disk(function, given):
                return function(*given, **named)
            count += 1
            if count == _failing:
                raise OSError(28, "No space left on device")
            return function(*given, **named)

        monkeypatch.setattr(os, name, refuse)
        refused: RunError | None = None
        try:
            write(folder, outputs(folder, "B"), WHOLE)
        except RunError as error:
            refused = error
        monkeypatch.setattr(os, name, function)
        require_whole(folder)
        assert refused is None or (refused.id, refused.values["reason"]) == ("cannot-write", "No space left on device")
        if count < failing:
            break
        write(folder, outputs(folder, "B"), WHOLE)
        assert tree(folder) == clean["B"]
