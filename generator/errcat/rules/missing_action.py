"""missing-action: neither an error nor its category says what to do now."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.references import display_name
from errcat.rules.report import Context
from errcat.rules.views.nearly_all import problems_of_lack

NOTHING_TO_DO = "success"
"""The category and the severity that need no action."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    if "categories" in catalog.unread_sections or not context.complete:
        return
    lacking = [
        error
        for error in catalog.errors
        if error.action is None
        and error.raw
        and error.broken.isdisjoint(("action", "category"))
        and _needs_action(catalog, error)
    ]
    problems = (Problem("missing-action", error.at / "code", {"code": display_name(error)}) for error in lacking)
    yield from problems_of_lack(catalog, lacking, problems)


def _needs_action(catalog: Catalog, error: ErrorEntry) -> bool:
    if NOTHING_TO_DO in (error.severity, error.category):
        return False
    if error.category is None:
        return True
    category = catalog.categories.get(error.category)
    return category is not None and category.action is None  # unknown-category reports an unknown category
