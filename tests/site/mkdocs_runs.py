"""Runs of MkDocs, each in its own process.

They are forked from a process that has imported MkDocs, Material and errcat: these imports are half of the work of a
small site. `make build` runs the command itself, `python -m mkdocs`.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

FORKING = Path(__file__).with_name("forking_mkdocs.py")


def run_mkdocs(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs` in a folder, with the environment of this process."""
    process = _started()
    assert process.stdin is not None
    assert process.stdout is not None
    with tempfile.TemporaryDirectory() as place:
        out, err = Path(place, "out"), Path(place, "err")
        request = {
            "arguments": arguments, "folder": str(folder.absolute()), "environment": dict(os.environ),
            "out": str(out), "err": str(err),
        }  # fmt: skip
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, out.read_text("utf-8"), err.read_text("utf-8"))


@cache
def _started() -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, FORKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)  # it ends when its input does
    return process
