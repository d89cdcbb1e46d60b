"""retry-against-category: an error allows retries although its category forbids them, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import NEVER, Catalog
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if error.retry is None or error.category is None:
            continue
        category = catalog.categories.get(error.category)
        if category is None or not category.says_retry:
            continue
        error_strategy, category_strategy = error.retry.strategy, category.retry.strategy
        if (error_strategy == NEVER.strategy) != (category_strategy == NEVER.strategy):
            values = {"strategy": error_strategy, "category": category.id, "other": category_strategy}
            yield Problem(
                "retry-against-category",
                error.at / "retry" / "strategy",
                values,
                help="never" if error_strategy == NEVER.strategy else "",
                related=(error.at / "category",),
            )
