"""What each target makes of a catalog that uses every field once. `make update` writes them; the diff is the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from built import ROOT, WHOLE, files_of
from errcat.artifact import is_sealed
from errcat.targets import TARGETS

FOLDER = ROOT / "tests" / "golden"
OUTPUTS = {
    "python": "errors",
    "python-runtime": "errcat_runtime.py",
    "python-helpers": "errors_openapi.py",
    "python-fastapi": "errors_fastapi.py",
    "python-flask": "errors_flask.py",
    "python-django": "errors_django.py",
    "python-litestar": "errors_litestar.py",
    "openapi": "errors.openapi.yaml",
    "json": "errors.json",
    "csv": "errors.csv",
    "markdown": "docs",
}
COPIED = ("assets/errcat.css", "assets/errcat.js", "_runtime.py")
"""What is the same for every catalog. The last one is the output of python-runtime."""


def test_every_target_has_one():
    assert set(OUTPUTS) == set(TARGETS)


@pytest.mark.parametrize("target", OUTPUTS)
def test_golden(target: str, expected):
    files = files_of(target, WHOLE, OUTPUTS[target])
    files = {path: text for path, text in files.items() if path not in COPIED}
    folder = FOLDER / target
    for path, text in files.items():
        file = folder / (path or OUTPUTS[target])
        expected(text, file)
        assert is_sealed(text.encode())
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert there == {path or OUTPUTS[target] for path in files}


def test_nothing_depends_on_the_day_the_place_or_the_hash_seed(tmp_path: Path):
    import os
    import subprocess
    import sys

    made = []
    for number, (zone, language) in enumerate([("UTC", "C"), ("Asia/Tokyo", "tr_TR.UTF-8")]):
        folder = tmp_path / str(number) / ("x" * number)
        folder.mkdir(parents=True)
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": str(number + 1)}
        options = [f"--{target}={name}" for target, name in OUTPUTS.items()]
        subprocess.run(
            [sys.executable, "-m", "errcat", "build", str(WHOLE), *options], cwd=folder, env=environment, check=True
        )
        files = sorted(file for file in folder.rglob("*") if file.is_file() and ".errcat" not in file.parts)
        made.append({file.relative_to(folder).as_posix(): file.read_bytes() for file in files})
    assert made[0] == made[1]
    assert len(made[0]) == 38
