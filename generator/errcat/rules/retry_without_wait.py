"""retry-without-wait: the retry strategy is to wait, but no time to wait is given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.json_schema import property_names
from errcat.model.catalog import Catalog, ErrorEntry, Retry
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern

_WAIT = lazy_pattern(r"retry.?after|wait|delay|seconds|_ms\b", re.IGNORECASE)


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if error.retry is not None and not _details_have_wait(error):
            yield from _problems(error.retry, error.at)
    for category in catalog.categories.values():
        if category.at is not None:
            yield from _problems(category.retry, category.at)


def _details_have_wait(error: ErrorEntry) -> bool:
    """Whether the body has the time to wait: `retry_after_ms` in the details."""
    return any(_WAIT.search(name) for name in (*property_names(error.details), *error.params))


def _problems(retry: Retry, owner: Place) -> Iterator[Problem]:
    if retry.strategy == "after" and retry.after is None and retry.header is None:
        yield Problem("retry-without-wait", owner / "retry" / "strategy", {})
