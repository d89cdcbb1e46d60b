"""unknown-category: an error names a category that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import DEFAULT_CATEGORIES, Catalog
from errcat.model.references import unknown_ids
from errcat.rules.report import Context


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    if "categories" in catalog.unread_sections:
        return
    uses = ((error.category, error.at) for error in catalog.errors)
    otherwise = "built-in" if catalog.categories is DEFAULT_CATEGORIES else ""
    yield from unknown_ids(
        "unknown-category", "category", uses, catalog.categories, complete=context.complete, otherwise=otherwise
    )
