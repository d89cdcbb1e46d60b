"""The same error in two catalogs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from errcat.changes.change import Change, Path
from errcat.changes.level import Surfaces
from errcat.changes.rules import RULES
from errcat.changes.snapshot import Snapshot, error_path
from errcat.findings.finding import PathStep
from errcat.resolved.generated_types import ResolvedError


@dataclass(frozen=True, slots=True)
class Pair:
    """An error of the old catalog, and the same error in the new catalog."""

    old_index: int
    new_index: int
    old: ResolvedError
    new: ResolvedError
    old_catalog: Snapshot
    new_catalog: Snapshot

    @property
    def is_renamed(self) -> bool:
        return self.old["code"] != self.new["code"]

    def values(self, key: str) -> tuple[Any, Any]:
        """Return the old and the new value of a field."""
        old: Any = self.old
        new: Any = self.new
        return old.get(key), new.get(key)

    def change(
        self,
        rule: str,
        steps: Path,
        old: object,
        new: object,
        *,
        surfaces: Surfaces | None = None,
        help: str = "",
        other: str = "",
        new_steps: Path | None = None,
    ) -> Change:
        """Return a change of this error. `new_steps` is the path of the new value, if it differs."""
        return change_of_error(
            rule,
            self.old,
            old_index=self.old_index,
            new_index=self.new_index,
            surfaces=surfaces,
            help=help,
            other=other,
            old=old,
            new=new,
            steps=steps,
            new_steps=new_steps,
        )

    def is_sent(self, *markers: str) -> bool:
        """Whether the old or the new responses have one of these markers."""
        return any(marker in catalog.sent for marker in markers for catalog in (self.old_catalog, self.new_catalog))


def change_of_error(
    rule: str,
    error: ResolvedError,
    *,
    old_index: int | None = None,
    new_index: int | None = None,
    surfaces: Surfaces | None = None,
    help: str = "",
    other: str = "",
    old: object = None,
    new: object = None,
    steps: tuple[PathStep, ...] = (),
    new_steps: tuple[PathStep, ...] | None = None,
) -> Change:
    """Return a change of an error, which may be in only one of the catalogs. `new_steps` is as in `Pair.change`."""
    levels = surfaces or RULES[rule]
    return Change(
        rule=rule,
        level=levels.worst,
        surfaces=levels,
        field=steps,
        old=old,
        new=new,
        code=error["code"],
        name=error["name"],
        old_path=None if old_index is None else error_path(old_index, *steps),
        new_path=None if new_index is None else error_path(new_index, *(steps if new_steps is None else new_steps)),
        help=help,
        other=other,
    )
