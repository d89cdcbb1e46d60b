"""Run a program, and measure its process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCH = Path(__file__).resolve().parent / "launch.py"


@dataclass(frozen=True, slots=True)
class Run:
    """What a process cost, and what it printed."""

    cpu: float
    """Processor seconds, of the user and of the system, with those of its children."""
    wall: float
    megabytes: float
    """Peak memory."""
    output: str


def run(
    command: Sequence[str],
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    exit_codes: Sequence[int] = (0,),
) -> Run:
    """Run a program to its end."""
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as figures:
        try:
            done = subprocess.run(
                (sys.executable, "-I", "-S", str(LAUNCH), str(writer), *command),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=environment,
                text=True,
                encoding="utf-8",
                check=False,
                pass_fds=[writer],
            )
        finally:
            os.close(writer)
        cpu, wall, memory = json.load(figures)
    if done.returncode not in exit_codes:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(cpu, wall, memory / unit, done.stdout)
