"""What development installs is pinned, complete, and what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from requirement_files import FOLDER, entries, pins, version_of

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(FOLDER.glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["site"]]


def group(name: str) -> list[str]:
    """The requirements of a dependency group, with those of the groups that it includes."""
    found: list[str] = []
    for item in PROJECT["dependency-groups"][name]:
        found += [item] if isinstance(item, str) else group(item["include-group"])
    return found


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.stem)
def test_each_package_is_one_version_with_hashes_and_no_address(file: Path):
    assert entries(file)
    for entry in entries(file):
        assert re.fullmatch(r"[a-z0-9-]+==[\w.!+]+( ; [^\\]+)?( \\ --hash=sha256:[0-9a-f]{64})+", entry)
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|^-", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("dev", [*PROJECT["project"]["dependencies"], *group("dev")]),
        ("lowest", [*RUNTIME, *group("build"), *group("test")]),
        ("action", [*PROJECT["project"]["dependencies"], *group("build")]),
        ("pip", group("pip")),
        ("uv", group("uv")),
    ],
)
def test_the_lock_has_what_pyproject_asks_for(lock: str, asked: list[str]):
    """Red after a change of pyproject.toml without `make lock`."""
    pinned = pins(FOLDER / f"{lock}.txt")
    for minor in ("3.11", "3.12", "3.13", "3.14"):
        python = {"python_version": minor, "python_full_version": f"{minor}.9"}
        for requirement in map(Requirement, asked):
            if requirement.marker and not requirement.marker.evaluate(python):
                continue
            found = pinned[canonicalize_name(requirement.name)]
            (pin,) = (one for one in found if one.marker is None or one.marker.evaluate(python))
            assert version_of(pin) in requirement.specifier, f"Python {minor}: {requirement}, but {lock}.txt has {pin}"


def test_the_lowest_versions_are_the_bounds():
    pinned = pins(FOLDER / "lowest.txt")
    for requirement in map(Requirement, RUNTIME):
        (bound,) = (Version(one.version) for one in requirement.specifier if one.operator == ">=")
        found = [version_of(pin) for pin in pinned[canonicalize_name(requirement.name)]]
        assert [pin for pin in found if pin.release[: len(bound.release)] == bound.release], f"{requirement}: {found}"


def test_what_runs_here_is_what_is_pinned():
    """`make build` installed the lock, and nothing has changed it since."""
    for name, found in pins(FOLDER / "dev.txt").items():
        here = [pin for pin in found if pin.marker is None or pin.marker.evaluate()]
        assert [str(version_of(pin)) for pin in here] == [str(Version(version(name))) for _ in here], name
