"""Errors whose codes are the same, or look so: a page names its nearest relatives, and a list has all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from errcat.resolved.types import ResolvedError
from errcat.targets.markdown import page_names as pages

MOST_NAMED = 10
"""How many others a page names: each of a thousand errors of one code would name a thousand."""
_SIGNS = re.compile(r"[^a-z0-9]+")

Family = Sequence[ResolvedError]


class Families:
    """The errors of a catalog by what their codes look like."""

    def __init__(self, errors: Iterable[ResolvedError]) -> None:
        found: dict[str, list[ResolvedError]] = {}
        self._place: dict[str, int] = {}
        for error in errors:
            family = found.setdefault(_likeness(error), [])
            self._place[error["name"]] = len(family)
            family.append(error)
        self._found = found

    def of(self, error: ResolvedError) -> Family:
        """All errors with such a code, the error itself too."""
        return self._found[_likeness(error)]

    def nearest(self, error: ResolvedError) -> Family:
        """The others that are nearest in the catalog, no more than `MOST_NAMED`."""
        family = self.of(error)
        place = self._place[error["name"]]
        first = max(0, min(place - MOST_NAMED // 2, len(family) - MOST_NAMED - 1))
        return [one for one in family[first : first + MOST_NAMED + 1] if one is not error]

    @property
    def large(self) -> list[Family]:
        """Those that have a list of their own, because a page cannot name them all."""
        return [family for family in self._found.values() if is_large(family)]


def is_large(family: Family) -> bool:
    return len(family) > MOST_NAMED + 1


def list_id(family: Family) -> str:
    """What the page of a family is called: as the page of its first error, which no other family has."""
    return str(family[0]["names"]["page"])


def list_name(family: Family) -> str:
    return pages.by("code", list_id(family))


def _likeness(error: ResolvedError) -> str:
    """What codes have in common that people confuse: their letters and digits."""
    return _SIGNS.sub("", error["code"].lower()) or error["name"]
