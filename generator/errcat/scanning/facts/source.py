"""A source file as text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScanSource:
    """A source file: its name as people see it, its language, and its text with Unix line ends."""

    name: str
    language: str
    text: str
