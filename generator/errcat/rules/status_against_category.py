"""status-against-category: the status and the category disagree about whose turn it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import NEVER, Catalog, Category, ErrorEntry
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern

# Time-out, conflict, wrong server, lock, too early, too many, closed request: these may pass without a change.
TEMPORARY = frozenset([408, 409, 420, 421, 423, 425, 429, 449, 460, 499])
# Not implemented, HTTP version, negotiation, loop, extension, network sign-in: the caller can act on these.
FIXABLE_BY_CALLER = frozenset([501, 505, 506, 508, 510, 511])
_FIX = lazy_pattern(r"\b(?:fix|correct|repair|change|invalid|bad)", re.IGNORECASE)


MIN_USES = 3
"""From this many errors on, the same contradiction is a single finding: the API uses the status in that way."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    problems = list(_problems(catalog))
    counts = Counter(_contradiction(problem) for problem in problems)
    reported: set[tuple[object, ...]] = set()
    for problem in problems:
        contradiction = _contradiction(problem)
        if counts[contradiction] < MIN_USES:
            yield problem
        elif contradiction not in reported:
            reported.add(contradiction)
            values = {**problem.values, "count": counts[contradiction]}
            yield problem._replace(values=values, help=f"{problem.help}-often")


def _contradiction(problem: Problem) -> tuple[object, ...]:
    return problem.values["status"], problem.values["said"], problem.help


def _problems(catalog: Catalog) -> Iterator[Problem]:
    caller, server = set[tuple[int, ...]](), set[tuple[int, ...]]()
    for statuses in {error.status for error in catalog.errors if error.status}:
        if min(statuses) >= 400 and max(statuses) < 500 and TEMPORARY.isdisjoint(statuses):
            caller.add(statuses)
        elif min(statuses) >= 500 and max(statuses) < 600 and FIXABLE_BY_CALLER.isdisjoint(statuses):
            server.add(statuses)
    fixes = {id for id, category in catalog.categories.items() if _is_fix(category)} if server else ()
    for error in catalog.errors:
        if error.status is None or error.severity != "error" or "retry" in error.broken:
            continue
        if error.status in caller:
            retry = catalog.retry_of(error)
            if retry is not None and retry.strategy != NEVER.strategy:
                stated = f"category: {error.category}" if error.retry is None else f"strategy: {retry.strategy}"
                yield _problem(error, _place_of_retry(error), stated, "retried")
        elif error.category in fixes and error.status in server and error.retry is None:
            yield _problem(error, error.at / "category", f"category: {error.category}", "fixed")


def _problem(error: ErrorEntry, at: Place, stated: str, kind: str) -> Problem:
    assert error.status
    values = {"status": " or ".join(map(str, error.status)), "category": error.category or "", "said": stated}
    return Problem("status-against-category", at, values, help=kind, related=(error.at / "status",))


def _place_of_retry(error: ErrorEntry) -> Place:
    return error.at / "category" if error.retry is None else error.at / "retry" / "strategy"


def _is_fix(category: Category) -> bool:
    """Whether a category tells the caller to change the request."""
    if category.retry.strategy != NEVER.strategy:
        return False
    return category.id == "fix" or bool(_FIX.search(category.id.replace("_", " ")) or _FIX.search(category.title))
