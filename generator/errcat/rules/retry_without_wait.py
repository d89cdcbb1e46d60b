"""retry-without-wait: the retry strategy is to wait, but no time to wait is given."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, Retry
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if error.retry is not None:
            yield from _problems(error.retry, error.at)
    for category in catalog.categories.values():
        if category.at is not None:
            yield from _problems(category.retry, category.at)


def _problems(retry: Retry, owner: Place) -> Iterator[Problem]:
    if retry.strategy == "after" and retry.after is None and retry.header is None:
        yield Problem("retry-without-wait", owner / "retry" / "strategy", {})
