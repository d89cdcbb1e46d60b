"""The steps of the guide for other site generators, for tests that follow them and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from built import ROOT

_GUIDE = (ROOT / "site" / "docs" / "people" / "site-generators.md").read_text(encoding="utf-8")


def steps(name: str) -> tuple[str, dict[str, str]]:
    """Return the command of a section, empty if it has none, and its files: the first of each name."""
    section = _GUIDE.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
    command = re.search(r"```sh\n(errcat build .*)\n```", section)
    files: dict[str, str] = {}
    for path, text in re.findall(r"```(?:js|yaml)\n(?://|#) (\S+)\n(.*?)```", section, re.DOTALL):
        files.setdefault(path, text)
    return command[1] if command else "", files


def run_errcat(folder: Path, command: str) -> None:
    """Run a command of errcat in a folder."""
    run = [sys.executable, "-m", *command.split()]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
