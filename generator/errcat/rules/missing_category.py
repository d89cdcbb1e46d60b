"""missing-category: an error does not say what its caller can do about it."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.references import display_name
from errcat.rules.report import Context
from errcat.rules.views.nearly_all import problems_of_lack
from errcat.text.suggestions import listed


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Report errors without a category, except for successes, which need no action."""
    if "categories" in catalog.unread_sections or not context.complete:
        return
    lacking = [error for error in catalog.errors if _lacks_category(error)]
    known = listed(catalog.categories)
    first = next(iter(catalog.categories), "")
    kind = "" if catalog.categories else "none"
    problems = (
        Problem(
            "missing-category",
            error.at / "code",
            {"code": display_name(error), "known": known, "first": first},
            help=kind,
        )
        for error in lacking
    )
    yield from problems_of_lack(catalog, lacking, problems)


def _lacks_category(error: ErrorEntry) -> bool:
    is_described = bool(error.raw) and error.severity != "success"
    return error.category is None and is_described and "category" not in error.broken
