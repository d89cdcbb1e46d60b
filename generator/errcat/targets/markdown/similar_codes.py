"""Errors whose codes are the same, or look so: a page names its nearest relatives, and a list has all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from errcat.resolved.types import ResolvedError
from errcat.targets.markdown import page_names as pages

MOST_SHOWN = 10
"""How many others a page names: each of a thousand errors of one code would name a thousand."""
_SIGNS = re.compile(r"[^a-z0-9]+")

SimilarErrors = Sequence[ResolvedError]


class SimilarCodes:
    """The errors of a catalog by what their codes look like."""

    def __init__(self, errors: Iterable[ResolvedError]) -> None:
        groups: dict[str, list[ResolvedError]] = {}
        self._position: dict[str, int] = {}
        for error in errors:
            group = groups.setdefault(_comparison_key(error), [])
            self._position[error["name"]] = len(group)
            group.append(error)
        self._groups = groups

    def all_like(self, error: ResolvedError) -> SimilarErrors:
        """All errors with such a code, the error itself too."""
        return self._groups[_comparison_key(error)]

    def closest(self, error: ResolvedError) -> SimilarErrors:
        """The others that are nearest in the catalog, no more than `MOST_SHOWN`."""
        group = self.all_like(error)
        position = self._position[error["name"]]
        first = max(0, min(position - MOST_SHOWN // 2, len(group) - MOST_SHOWN - 1))
        return [other for other in group[first : first + MOST_SHOWN + 1] if other is not error]

    @property
    def large_groups(self) -> list[SimilarErrors]:
        """Those that have a list of their own, because a page cannot name them all."""
        return [group for group in self._groups.values() if is_large(group)]


def is_large(errors: SimilarErrors) -> bool:
    return len(errors) > MOST_SHOWN + 1


def page_id(errors: SimilarErrors) -> str:
    """What the page of a family is called: as the page of its first error, which no other family has."""
    return str(errors[0]["names"]["page"])


def page_name(errors: SimilarErrors) -> str:
    return pages.by("code", page_id(errors))


def _comparison_key(error: ResolvedError) -> str:
    """What codes have in common that people confuse: their letters and digits."""
    return _SIGNS.sub("", error["code"].lower()) or error["name"]
