"""Errors whose codes are equal or look alike: a page shows the closest ones, and a list has all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from errcat.resolved.generated_types import ResolvedError
from errcat.targets.markdown import page_paths as pages

MOST_SHOWN = 10
"""How many similar errors a page shows. With 1,000 errors of one code, each page would otherwise show 999."""
_SIGNS = re.compile(r"[^a-z0-9]+")

SimilarErrors = Sequence[ResolvedError]


class SimilarCodes:
    """The errors of a catalog, grouped by what their codes look like."""

    def __init__(self, errors: Iterable[ResolvedError]) -> None:
        groups: dict[str, list[ResolvedError]] = {}
        self._position: dict[str, int] = {}
        for error in errors:
            group = groups.setdefault(_comparison_key(error), [])
            self._position[error["name"]] = len(group)
            group.append(error)
        self._groups = groups

    def all_like(self, error: ResolvedError) -> SimilarErrors:
        """Return all errors with a similar code, including the error itself."""
        return self._groups[_comparison_key(error)]

    def closest(self, error: ResolvedError) -> SimilarErrors:
        """Return up to `MOST_SHOWN` similar errors that are closest in the catalog."""
        group = self.all_like(error)
        position = self._position[error["name"]]
        first = max(0, min(position - MOST_SHOWN // 2, len(group) - MOST_SHOWN - 1))
        return [other for other in group[first : first + MOST_SHOWN + 1] if other["name"] != error["name"]]

    @property
    def large_groups(self) -> list[SimilarErrors]:
        """The groups that get their own list because a page cannot show all of them."""
        return [group for group in self._groups.values() if is_large(group)]


def is_large(errors: SimilarErrors) -> bool:
    return len(errors) > MOST_SHOWN + 1


def page_id(errors: SimilarErrors) -> str:
    """Return the id of the list page: the page of the first error, which no other group has."""
    return str(errors[0]["names"]["page"])


def page_name(errors: SimilarErrors) -> str:
    return pages.by("code", page_id(errors))


def _comparison_key(error: ResolvedError) -> str:
    """Return the letters and digits of a code, which similar codes have in common."""
    return _SIGNS.sub("", error["code"].lower()) or error["name"]
