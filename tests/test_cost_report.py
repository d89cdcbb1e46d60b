"""The report of expensive tests, in a run of its own for which any test is expensive."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
RUN = """\
import sys, pytest
sys.path.insert(0, sys.argv[1])
import cost_report
cost_report.BUDGET = -1.0
sys.exit(pytest.main(["-p", "no:cacheprovider", "-c", "none.ini", *sys.argv[2:]], plugins=[cost_report]))
"""
TESTS = """\
import pytest

@pytest.fixture(scope="module")
def site():
    return "built"

def test_plain(site):
    pass

@pytest.mark.slow(%s)
def test_marked():
    pass

def test_failing():
    assert False
"""


def run(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "none.ini").write_text("[pytest]\nmarkers =\n  slow\n  prove\n", encoding="utf-8")
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", RUN, str(HERE), *options]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # the other plugins take longer than the run
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [(), ("-p", "xdist", "-n", "1")], ids=["alone", "in a worker"])
def test_what_costs_too_much_and_says_no_reason_is_listed_and_fails_nothing(tmp_path: Path, options: tuple[str, ...]):
    if options:
        (tmp_path / "conftest.py").write_text(
            RUN.partition("sys.exit")[0].replace("sys.argv[1]", repr(str(HERE))) + "pytest_plugins = ['cost_report']\n",
            encoding="utf-8",
        )
    done = run(tmp_path, TESTS % '"it builds a site"', "-k", "not failing", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    listed = [line.partition(" s  ")[2] for line in done.stdout.splitlines() if " s  " in line]
    assert sorted(listed) == ["fixture site, for test_it.py::test_plain", "test_it.py::test_plain"]


def test_a_failure_stays_one(tmp_path: Path):
    assert run(tmp_path, TESTS % '"why"').returncode == 1


def test_a_reason_is_asked_for(tmp_path: Path):
    done = run(tmp_path, TESTS % "")
    assert done.returncode == 4
    assert 'test_it.py::test_marked: say why, as in @pytest.mark.slow("why")' in done.stdout + done.stderr
