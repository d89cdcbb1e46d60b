"""The levels of changes: from the table of rules and from errcat.toml; and the version that a release needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from errcat.changes.change import Change
from errcat.changes.level import ChangeLevel
from errcat.changes.rules import ADDED, ALWAYS_BREAKING

_MINOR = ADDED | {"code-deprecated"}
"""The safe changes that need a new minor version, as Semantic Versioning says of additions and deprecations."""


def judged(changes: Iterable[Change], levels: Mapping[str, ChangeLevel]) -> list[Change]:
    """Give changes the levels of errcat.toml, and sort them: the worst first, otherwise in their order."""
    with_levels = [
        replace(change, level=levels[change.rule])
        if change.rule in levels and change.rule not in ALWAYS_BREAKING
        else change
        for change in changes
    ]
    return sorted(with_levels, key=lambda change: -change.level)


def required_release(changes: Iterable[Change]) -> str:
    """Return the part of a semantic version that a release with these changes must raise."""
    found = list(changes)
    worst = max((change.level for change in found), default=ChangeLevel.SAFE)
    if worst is ChangeLevel.BREAKING:
        return "major"
    is_minor = worst is ChangeLevel.DANGEROUS or any(change.rule in _MINOR for change in found)
    return "minor" if is_minor else "patch"
