"""Two generations of outputs, and a program that builds one of them: what the tests of writing kill and repeat.

python generations.py FOLDER GENERATION [STEP]    at its STEP-th step on disk the process is killed
python generations.py                             one such build for each line of standard input: FOLDER GENERATION STEP

The second form has imported everything once. It runs each build in a process of its own (a fork), and prints how that
ended: 0, or minus the number of the signal that killed it.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from pathlib import Path

from errcat.artifact import BLANK_SEAL, Artifact, Output, sealed
from errcat.writing import Scope, write

WHOLE = Scope(is_configured=True, is_whole=True)
STEPS = ("replace", "open", "unlink", "rmdir", "mkdir", "fsync", "chmod", "ftruncate", "write")
"""What writing does to a disk, by the names of `os`."""


def outputs(folder: Path, generation: str) -> list[Output]:
    """A file whose text changes, a folder in which files come and go, and in B a file where A has a folder."""
    pages = {"A": ["index.md", "a.md", "deep/er/b.md", "both.md"], "B": ["index.md", "c.md", "both.md", "deep/d.md"]}[
        generation
    ]
    text = f"{generation} " * 20_000
    whole = Output("errors.yaml", "python", folder / "src" / "errors.py", (Artifact("", seal(f"# {text}")),))
    same = Output("errors.yaml", "json", folder / "same.json", (Artifact("", seal("the same in both")),))
    docs = Output(
        "errors.yaml", "markdown", folder / "docs", tuple(Artifact(page, seal(f"{page} {text}")) for page in pages)
    )
    moved = "moved" if generation == "A" else "moved/now.json"
    last = Output("errors.yaml", "openapi", folder / "out" / moved, (Artifact("", seal(f"moved {generation}")),))
    return [whole, same, docs, last]


def seal(text: str) -> str:
    return sealed(f"{BLANK_SEAL} {text}\n")


def changes_disk(function, given) -> bool:
    """Whether a call does: opening a file only to read it does not."""
    return function.__name__ != "open" or bool(given[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def kill_at(step: int) -> None:
    """Have this process killed at its n-th step, before that has an effect."""
    count = 0

    def counted(function):
        def call(*given, **named):
            nonlocal count
            count += changes_disk(function, given)
            if count == step and changes_disk(function, given):
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*given, **named)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def main() -> None:
    if len(sys.argv) == 1:
        for line in sys.stdin:
            print(forked(line.split()), flush=True)  # noqa: T201 — its answer
    else:
        print("all is imported", flush=True)  # noqa: T201 — now a test may kill it
        build(*sys.argv[1:])


def build(folder: str, generation: str, step: str = "") -> None:
    if step:
        kill_at(int(step))
    write(Path(folder), outputs(Path(folder), generation), WHOLE)


def forked(arguments: list[str]) -> int:
    """Build in a process of its own; how it ended."""
    child = os.fork()
    if child == 0:
        try:
            build(*arguments)
        except BaseException:  # noqa: BLE001 — whatever it is, the test is told
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
