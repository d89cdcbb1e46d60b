"""What is expensive to make is made once in a run: the workers of pytest-xdist share it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from errcat.writing.lock import locked

PATIENCE = 1800
"""Seconds that a worker waits for another one to make something."""


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder with what `make` puts into it. Nobody writes to it later."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # of all workers of this run
    folder, state, done = (root / f"shared-{name}{suffix}" for suffix in ("", ".lock", ".done"))
    state.mkdir(exist_ok=True)
    with locked(state, PATIENCE):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a failed attempt left
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
