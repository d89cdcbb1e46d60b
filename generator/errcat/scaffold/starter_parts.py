"""The parts of a plan: files to write, files that exist, and lines that a person adds to a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file to write."""

    path: str
    """Relative to the folder of the project, with `/`."""
    text: str
    about: str
    """What it is for, in a few words."""


@dataclass(frozen=True, slots=True)
class ExistingFile:
    """A file that exists, and stays as it is."""

    path: str
    about: str


@dataclass(frozen=True, slots=True)
class LinesToAdd:
    """Lines that a person adds to a file of their own."""

    path: str
    where: str
    """Where in the file."""
    lines: str


StarterPart = StarterFile | ExistingFile | LinesToAdd
