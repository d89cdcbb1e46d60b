"""Releases with their changes, as the readers of a changelog see them: without the errors that are internal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from errcat.changes import Comparison, Side
from errcat.findings.finding import PathStep
from errcat.model.catalog import ErrorEntry
from errcat.reporting.changes.items import ChangeItem, change_items


class Release(NamedTuple):
    """A tag, or what isn't released yet, with the changes since the release before it."""

    name: str
    day: str
    """The day of the tag; empty if there is no tag yet."""
    comparisons: Mapping[str, Comparison]
    """The changes of each catalog, by its path today."""

    @property
    def has_news(self) -> bool:
        return any(one.is_first for one in self.comparisons.values()) or bool(news(list(self.comparisons.values())))


def news(comparisons: Sequence[Comparison]) -> list[ChangeItem]:
    """Return the changes that readers of the docs may see, the worst first."""
    return [item for item in change_items(comparisons) if _is_public(item)]


def new_codes(comparison: Comparison) -> list[ErrorEntry]:
    """Return the public errors of a catalog that is new."""
    return [error for error in comparison.new.catalog.errors if error.visibility == "public"]


def _is_public(item: ChangeItem) -> bool:
    """Whether a change is about a public error, or about no error."""
    change, comparison = item.change, item.comparison
    errors = [
        error
        for side, path in ((comparison.old, change.old_path), (comparison.new, change.new_path))
        if (error := _error_at(side, path)) is not None
    ]
    return not errors or any(error.visibility == "public" for error in errors)


def _error_at(side: Side, path: tuple[PathStep, ...] | None) -> ErrorEntry | None:
    """Return the error of a place in a catalog; None if the place is in no error."""
    match path:
        case ("errors", int(index), *_rest):
            return side.catalog.errors[index]
    return None
