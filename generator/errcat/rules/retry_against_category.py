"""retry-against-category: an error is to be sent again, and its category says never, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import DEFAULT_CATEGORIES, NEVER, Catalog, Category
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if error.retry is None or error.category is None:
            continue
        category = catalog.categories.get(error.category)
        if category is None or not _says_so(category):
            continue
        own, common = error.retry.strategy, category.retry.strategy
        if (own == NEVER.strategy) != (common == NEVER.strategy):
            values = {"strategy": own, "category": category.id, "other": common}
            yield Problem(
                "retry-against-category",
                error.at / "retry" / "strategy",
                values,
                help="never" if own == NEVER.strategy else "",
                related=(error.at / "category",),
            )


def _says_so(category: Category) -> bool:
    """Whether a category speaks of retries at all; one that does not is taken for `never`, and means nothing by it."""
    return category.retry is not NEVER or category.id in DEFAULT_CATEGORIES
