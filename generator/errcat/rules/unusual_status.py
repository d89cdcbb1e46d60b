"""unusual-status: a status that errors do not have, or that is not an HTTP status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context

ERRORS = (400, 599)
ANY = (100, 599)
MIN_USES = 3
"""An API that has this many errors with a status from 100 to 399 uses such statuses on purpose."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    low_statuses = sum(_has_low_status(error) for error in catalog.errors)
    others: list[Problem] = []
    for error in catalog.errors:
        limits = ANY if _is_success(error) or low_statuses >= MIN_USES else ERRORS
        others += [
            _status_problem(error.status or (), status, error.at, error.raw, limits)
            for status in error.status or ()
            if not limits[0] <= status <= limits[1]
        ]
    yield from _without_repetition(others)
    for note in catalog.statuses:
        for status in note.status:
            if not ANY[0] <= status <= ANY[1]:
                yield _status_problem(note.status, status, note.at, {"status": list(note.status)}, ANY)


def _without_repetition(problems: list[Problem]) -> Iterator[Problem]:
    """Yield a single problem for a status that many errors have: the API really sends that number."""
    counts: dict[object, int] = {}
    for problem in problems:
        counts[problem.values["status"]] = counts.get(problem.values["status"], 0) + 1
    reported: set[object] = set()
    for problem in problems:
        status = problem.values["status"]
        if counts[status] < MIN_USES:
            yield problem
        elif status not in reported:
            reported.add(status)
            values = {**problem.values, "count": counts[status]}
            yield Problem(problem.rule, problem.at, values, help="repeated")


def _status_problem(
    statuses: tuple[int, ...], status: int, owner: Place, raw: Mapping[str, object], limits: tuple[int, int]
) -> Problem:
    at = owner / "status"
    if isinstance(raw.get("status"), list):
        at /= statuses.index(status)
    low, high = limits
    values = {"status": status, "meant": -status}
    kind = "" if ANY[0] <= status <= ANY[1] else "minus" if low <= -status <= high else "no-status"
    return Problem("unusual-status", at, values, help=kind)


def _has_low_status(error: ErrorEntry) -> bool:
    return any(ANY[0] <= status < ERRORS[0] for status in error.status or ()) and not _is_success(error)


def _is_success(error: ErrorEntry) -> bool:
    """Whether the entry does not describe a failure, but a success, a warning or a pending response."""
    if error.severity != "error" or error.category == "success":
        return True
    return error.retry is not None and error.retry.strategy != "never"
