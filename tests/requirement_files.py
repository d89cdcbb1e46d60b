"""The files of requirements/, as the tests read them."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

FOLDER = Path(__file__).resolve().parent.parent / "requirements"


def entries(file: Path) -> list[str]:
    """Each requirement of a lock file, with its hashes, in one line."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    return [" ".join(entry.split()) for entry in re.split(r"(?<!\\)\n", "\n".join(lines)) if entry.strip()]


def pins(file: Path) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for entry in entries(file):
        requirement = Requirement(entry.split(" \\ ")[0])
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def version_of(pin: Requirement) -> Version:
    (only,) = pin.specifier
    assert only.operator == "==", str(pin)
    return Version(only.version)


def constraints(file: Path) -> str:
    """The versions of a lock file as pip's constraints: what is installed has one of them."""
    return "\n".join(str(pin) for found in pins(file).values() for pin in found)
