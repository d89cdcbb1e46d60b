"""status-against-category: the status says whose turn it is, and the category says the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import NEVER, Catalog, Category, ErrorEntry
from errcat.rules.report import Context

# A time-out, a conflict, a wrong server, a lock, too early, too many, gave up: these pass, or may pass, by themselves.
PASSING = frozenset([408, 409, 421, 423, 425, 429, 449, 460, 499])
# Not implemented, HTTP version, negotiation, loop, extension, sign in to the network: the caller can do something.
CALLERS = frozenset([501, 505, 506, 508, 510, 511])
_FIX = re.compile(r"\b(?:fix|correct|repair|change|invalid|bad)", re.IGNORECASE)


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        statuses = error.status
        if not statuses or error.severity != "error" or "retry" in error.broken:
            continue
        least, most = min(statuses), max(statuses)
        if least >= 400 and most < 500 and PASSING.isdisjoint(statuses):
            retry = catalog.retry_of(error)
            if retry is not None and retry.strategy != NEVER.strategy:
                said = retry.strategy if error.retry is not None else error.category or ""
                yield _problem(error, _place_of_retry(error), said, "retried")
        elif least >= 500 and most < 600 and CALLERS.isdisjoint(statuses):
            category = catalog.categories.get(error.category or "")
            if category is not None and error.retry is None and _is_fix(category):
                yield _problem(error, error.at / "category", category.id, "fixed")


def _problem(error: ErrorEntry, at: Place, said: str, kind: str) -> Problem:
    assert error.status
    values = {"status": " or ".join(map(str, error.status)), "category": error.category or "", "said": said}
    return Problem("status-against-category", at, values, help=kind, related=(error.at / "status",))


def _place_of_retry(error: ErrorEntry) -> Place:
    return error.at / "category" if error.retry is None else error.at / "retry" / "strategy"


def _is_fix(category: Category) -> bool:
    """Whether a category tells the caller to change the request."""
    if category.retry.strategy != NEVER.strategy:
        return False
    return category.id == "fix" or bool(_FIX.search(category.id.replace("_", " ")) or _FIX.search(category.title))
