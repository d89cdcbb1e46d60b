"""A field that (nearly) every error lacks: one fact about the catalog, not one about each error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry

MIN_ERRORS = 5
"""Fewer errors than this are reported one by one: each is quickly corrected."""
NEARLY_ALL = 0.8
"""The share of the errors that makes the missing field a fact about the catalog."""
MANY = 20
"""From this many errors on, half of the catalog is enough: nobody reads the same finding twenty times."""
HELP = "catalog"
"""The words for such a problem."""


def problems_of_lack(catalog: Catalog, lacking: Sequence[ErrorEntry], problems: Iterator[Problem]) -> Iterator[Problem]:
    """Yield the problem of each error that lacks a field, or a single problem if nearly all errors lack it.

    Both kinds of problems have the same values. The place of the single problem is the key `errors`.
    """
    share = 0.5 if len(lacking) >= MANY else NEARLY_ALL
    if len(lacking) < MIN_ERRORS or len(lacking) < share * len(catalog.errors):
        yield from problems
        return
    first = next(problems)
    values = {**first.values, "count": len(lacking), "total": len(catalog.errors)}
    place = Place(lacking[0].at.document, lacking[0].at.path[:1], key=True)
    yield Problem(first.rule, place, values, help=HELP)
