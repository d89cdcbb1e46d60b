"""pre-commit: the hooks that we use, and those that we offer to others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"
CONFIG = ROOT / ".pre-commit-config.yaml"
OFFERED = ROOT / ".pre-commit-hooks.yaml"


def pre_commit(home: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home), "NO_COLOR": "1", **environment}
    return subprocess.run(
        [PRE_COMMIT, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("command", "file"), [("validate-config", CONFIG), ("validate-manifest", OFFERED)])
def test_pre_commit_accepts_the_file(command: str, file: Path, tmp_path: Path):
    done = pre_commit(tmp_path, command, file)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_our_hooks_are_those_that_we_offer():
    ours = {
        hook["id"]: hook["entry"] for hook in yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["repos"][0]["hooks"]
    }
    offered = {hook["id"]: hook["entry"] for hook in yaml.safe_load(OFFERED.read_text(encoding="utf-8"))}
    shared = {"errcat-check", "errcat-build-check"}
    assert {name: ours[name].startswith(f".venv/bin/{offered[name]}") for name in shared} == dict.fromkeys(shared, True)


def test_our_hooks_pass(tmp_path: Path):
    """Those of errcat itself. `make lint` and the other tests of this folder run the rest."""
    if Path(sys.executable).parent != ROOT / ".venv" / "bin":
        pytest.skip("the hooks run from .venv, and this is another environment")
    done = pre_commit(tmp_path, "run", "--all-files", SKIP="ruff-check,ruff-format,mypy,zizmor")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("Passed") == 3, done.stdout
