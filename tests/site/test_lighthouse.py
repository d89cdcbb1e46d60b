"""Lighthouse, as for a desktop: the page of an error and a list of 1,000 errors are quick, accessible and found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import CHROMIUM, Served

FLAGS = "--headless --no-sandbox --disable-gpu"
PAGES = [
    ("apis/inference/rate-limit-exceeded/", 95, "own"),
    ("whole/parcel-not-found/", 95, "tried"),
    ("big/", 90, "tried"),
]


@pytest.fixture(scope="module")
def lighthouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tool, installed for this test: `npm ci` refuses a lock file that has it, for a package that it needs twice."""
    npm = shutil.which("npm")
    assert npm, "npm is missing: run tests/node/install.sh"
    folder = tmp_path_factory.mktemp("lighthouse")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    subprocess.run([npm, "install", "--silent", "lighthouse@12.8.2"], cwd=folder, check=True)
    return folder / "node_modules" / "lighthouse" / "cli" / "index.js"


@pytest.mark.prove("Lighthouse loads a page for half a minute, and needs a quiet machine")
@pytest.mark.parametrize(("path", "least", "name"), PAGES)
def test_scores(path: str, least: int, name: str, lighthouse: Path, tmp_path: Path, request: pytest.FixtureRequest):
    site: Served = request.getfixturevalue(name)
    report = tmp_path / "report.json"
    done = subprocess.run(
        [shutil.which("node") or "node", lighthouse, f"{site.address}{path}", "--preset=desktop", "--quiet", "--output=json",
         f"--output-path={report}", f"--chrome-flags={FLAGS}"],
        capture_output=True, text=True, check=False, env={**os.environ, "CHROME_PATH": CHROMIUM},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {id: round(category["score"] * 100) for id, category in found["categories"].items()}
    failed = [id for id, audit in found["audits"].items() if audit["score"] is not None and audit["score"] < 0.5]
    assert min(scores.values()) >= least, (scores, failed)
