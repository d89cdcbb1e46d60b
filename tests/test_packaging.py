"""The wheel: it carries schema and templates, and works from a folder that has no checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from requirement_files import FOLDER, constraints

ROOT = Path(__file__).resolve().parent.parent


def build_with_hatchling(kind: str, source: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build_with_hatchling("wheel", ROOT, folder)
    return next(folder.glob("*.whl"))


OLDEST = pytest.param("lowest.txt", marks=pytest.mark.prove("`make lowest` runs more with the same versions"))


@pytest.fixture(scope="session", params=["dev.txt", OLDEST])
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A virtual environment with nothing but the wheel and what it needs: the newest that we know, and the oldest."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (folder / "pins.txt").write_text(constraints(FOLDER / request.param), encoding="utf-8")
    install = ["install", "--quiet", "--constraint", str(folder / "pins.txt"), str(wheel)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), *install],
        check=True,
        capture_output=True,
    )
    return folder / "bin"


def test_the_wheel_carries_schema_templates_and_types(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"errcat/schema/catalog.v1.schema.json", "errcat/schema/findings.v1.schema.json", "errcat/py.typed"} <= names
    assert any(name.startswith("errcat/templates/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "catalog/", "benchmarks/"))]


def test_the_wheel_works_without_the_checkout(installed: Path, tmp_path: Path):
    bad = "errcat: 1\nerrors:\n  - code: 404\n    staus: 404\n"
    (tmp_path / "errors.yaml").write_text(bad, encoding="utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed / "errcat", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    assert run("--version").stdout.startswith("errcat ")
    checked = run("check", "errors.yaml")
    assert checked.returncode == 1
    assert "staus" in checked.stdout
    assert "status" in checked.stdout
    assert run("schema", "catalog").stdout == (ROOT / "schema" / "catalog.v1.schema.json").read_text(encoding="utf-8")
    assert run("explain", "unknown-key").returncode == 0
    assert str(ROOT) not in run("schema", "findings").stdout


def test_the_wheel_builds_without_the_checkout(installed: Path, tmp_path: Path):
    """Every target, with the templates that the wheel carries."""
    good = "errcat: 1\nerrors:\n  - {code: A, status: 404, message: Gone, category: fix, action: Look elsewhere}\n"
    (tmp_path / "errors.yaml").write_text(good, encoding="utf-8")
    options = [
        "--python=a.py",
        "--python-helpers=b.py",
        "--python-fastapi=f.py",
        "--openapi=c.yaml",
        "--json=d.json",
        "--markdown=docs",
    ]
    done = subprocess.run(
        [installed / "errcat", "build", "errors.yaml", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    used = subprocess.run(
        [installed / "python", "-c", "import a, b; print(a.AError().to_response()[0])"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert used.stdout == "404\n", used.stderr


def test_a_project_starts_without_any_extra(installed: Path, tmp_path: Path):
    """The templates are in the wheel, and a new project can be checked and built with the base dependencies."""

    def run(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [installed / "errcat", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    code, out, err = run("init", "--yes")
    assert (code, err) == (0, "")
    assert 'it needs the extra "site" of errcat' in out
    assert run("check", "--fail-on", "info") == (0, "errors.yaml: no problems (2 codes)\n", "")
    assert run("build")[0] == 0
    assert run("build", "--check")[0] == 0
    assert run("serve")[0] == 2


def test_the_package_is_typed_for_its_users(installed: Path, tmp_path: Path):
    """A program that imports errcat is checked against errcat's own types, from the wheel."""
    (tmp_path / "use.py").write_text(
        "from errcat.reading import load\n\n\ndef codes(path: str) -> list[str]:\n"
        "    return [error.code for error in load(path).catalog.errors]\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-executable", installed / "python", "use.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "Success: no issues found in 1 source file")
