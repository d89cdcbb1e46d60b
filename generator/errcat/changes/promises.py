"""Lower levels for errors about which a catalog promises less.

Experimental errors may change at any time. Internal errors matter only to the programs that raise them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from errcat.changes.change import Change, Path
from errcat.changes.level import ChangeLevel, Surfaces
from errcat.changes.rules import ALWAYS_BREAKING
from errcat.changes.snapshot import Snapshot
from errcat.resolved.generated_types import ResolvedError


def judged_by_promises(changes: Iterator[Change], old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield the changes, with lower levels for errors about which the catalog promises less."""
    for change in changes:
        before, after = _error_at(old, change.old_path), _error_at(new, change.new_path)
        errors = [error for error in (before, after) if error is not None]
        surfaces = change.surfaces
        if not errors or change.rule in ALWAYS_BREAKING:
            yield change
            continue
        if all(error["visibility"] == "internal" for error in errors):
            surfaces = Surfaces(ChangeLevel.SAFE, surfaces.code, ChangeLevel.SAFE)
        if before is not None and before["stability"] == "experimental":
            surfaces = Surfaces(*(min(level, ChangeLevel.DANGEROUS) for level in surfaces))
        yield change if surfaces == change.surfaces else replace(change, surfaces=surfaces, level=surfaces.worst)


def _error_at(catalog: Snapshot, path: Path | None) -> ResolvedError | None:
    """Return the error that a place belongs to; None for places in other parts of the catalog."""
    match path:
        case ("errors", int(index), *_rest):
            return catalog.errors[index]
    return None
