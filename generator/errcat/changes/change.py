"""A change between two catalogs, as data. `reporting/changes` puts it into words."""

from __future__ import annotations

from dataclasses import dataclass

from errcat.changes.level import ChangeLevel, Surfaces
from errcat.changes.rules import RULES
from errcat.findings.finding import PathStep

Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an error, or of a part of the catalog that all errors share."""

    rule: str
    level: ChangeLevel
    """The worst level of all surfaces, or the level that errcat.toml sets."""
    surfaces: Surfaces
    field: Path
    """The path of the value within the error, or within the catalog; empty for a whole error."""
    old: object
    """The value in the old catalog as JSON data; None without a value."""
    new: object
    code: str = ""
    """The code of the error in the old catalog, or in the new catalog if the error is new; empty for the catalog."""
    name: str = ""
    old_path: Path | None = None
    """The place in the old catalog: errors are counted over all files. None if it isn't there."""
    new_path: Path | None = None
    help: str = ""
    """The name of the help text to show; empty for the default."""
    other: str = ""
    """A further value that the texts of the rule use."""


def change_of(
    rule: str,
    field: Path,
    old: object,
    new: object,
    *,
    surfaces: Surfaces | None = None,
    old_path: Path | None = None,
    new_path: Path | None = None,
    help: str = "",
    other: str = "",
) -> Change:
    """Return a change of the catalog with the levels of its rule, or with levels that depend on the values."""
    levels = surfaces or RULES[rule]
    return Change(rule, levels.worst, levels, field, old, new, "", "", old_path, new_path, help, other)
