"""missing-category: an error does not say what its caller can do about it."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import display_name
from errcat.rules.report import Context
from errcat.text.suggestions import listed


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Report errors without a category, except for successes, which need no action."""
    if "categories" in catalog.unread_sections:
        return
    for error in catalog.errors:
        if (
            error.category is None
            and error.severity != "success"
            and error.raw
            and context.complete
            and "category" not in error.broken
        ):
            values = {
                "code": display_name(error),
                "known": listed(catalog.categories),
                "first": next(iter(catalog.categories), ""),
            }
            yield Problem("missing-category", error.at / "code", values, help="" if catalog.categories else "none")
