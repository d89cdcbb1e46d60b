"""unknown-category: an error names a category that the catalog does not have."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.finding import Problem
from errcat.model import Catalog
from errcat.rules.report import Context
from errcat.suggestions import closest, listed


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    known = catalog.categories
    for error in catalog.errors:
        if error.category is not None and error.category not in known:
            near = closest(error.category, known)
            values = {"category": error.category, "similar": near, "known": listed(known)}
            yield Problem("unknown-category", error.at / "category", values, help="similar" if near else "")
