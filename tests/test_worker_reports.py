"""Workers send one report of a test that passes. What goes wrong before and after a test is reported as without workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = """\
import pytest

@pytest.fixture
def broken_before():
    raise ValueError

@pytest.fixture
def broken_after():
    yield
    raise ValueError

def test_passes(): pass
def test_fails(): assert False
def test_breaks_before(broken_before): pass
def test_breaks_after(broken_after): pass
def test_fails_and_breaks_after(broken_after): assert False
@pytest.mark.skip
def test_is_skipped_before(): pass
def test_is_skipped(): pytest.skip()
@pytest.mark.xfail
def test_fails_as_expected(): assert False
"""


def outcomes(folder: Path, *options: str) -> tuple[int, list[str]]:
    environment = {**os.environ, "PYTHONPATH": str(HERE), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-c", "none.ini", "-rA", "--tb=no", *options]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    summary = done.stdout.partition("short test summary info")[2].splitlines()[1:-1]
    return done.returncode, sorted(line.partition(" - ")[0] for line in summary)


def test_nothing_that_goes_wrong_is_lost(tmp_path: Path):
    (tmp_path / "none.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    alone = outcomes(tmp_path)
    assert alone[0] == 1
    assert len(alone[1]) == 10
    assert outcomes(tmp_path, "-p", "xdist", "-n", "1", "-p", "worker_reports") == alone
