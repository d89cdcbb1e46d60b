"""The source distribution: it holds what builds and tests errcat, no more, and the same wheel is built from it."""

from __future__ import annotations

import re
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from test_packaging import build_with_hatchling

ROOT = Path(__file__).resolve().parents[2]
SDIST = {
    "generator", "schema", "templates", "pyproject.toml", "README.md", "LICENSE",  # what the wheel is made of
    "catalog", "errcat.toml", "site", "Makefile", "requirements",  # what `make build` needs, too
    "tests", "benchmarks", "examples",  # what `make test` needs, too
    "CHANGELOG.md", "CONTRIBUTING.md",  # for people
    "PKG-INFO", ".gitignore",  # what Hatchling adds
}  # fmt: skip


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    build_with_hatchling("sdist", ROOT, folder)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


def test_the_sdist_holds_what_builds_and_tests_it(sdist: Path):
    assert {path.name for path in sdist.iterdir()} == SDIST
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    about_the_repository = re.compile(r"tests/(repository/|test_repository\.py)")
    tracked = {
        name
        for name in listed.split("\0")
        if name.split("/")[0] in SDIST and not about_the_repository.match(name) and (ROOT / name).is_file()
    }
    held = {path.relative_to(sdist).as_posix() for path in sdist.rglob("*") if path.is_file()}
    assert held - tracked == {"PKG-INFO"}
    assert tracked - held == set()


def test_the_same_wheel_is_built_from_it(sdist: Path, tmp_path: Path):
    wheels = []
    for source in (ROOT, sdist):
        folder = tmp_path / f"wheel-{len(wheels)}"
        build_with_hatchling("wheel", source, folder)
        wheels += folder.glob("*.whl")
    first, second = wheels
    assert first.name == second.name
    assert contents(first) == contents(second)


def contents(file: Path) -> dict[str, bytes]:
    archive = zipfile.ZipFile(file)
    return {name: archive.read(name) for name in archive.namelist()}
