"""unusual-status: a status that errors do not have, or that is not an HTTP status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context

ERRORS = (400, 599)
ANY = (100, 599)


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        for status in error.status or ():
            if not ERRORS[0] <= status <= ERRORS[1]:
                yield from _status_problems(
                    error.status or (), status, error.at, error.raw, ANY if _is_success(error) else ERRORS
                )
    for note in catalog.statuses:
        for status in note.status:
            if not ANY[0] <= status <= ANY[1]:
                yield from _status_problems(note.status, status, note.at, {"status": list(note.status)}, ANY)


def _status_problems(
    statuses: tuple[int, ...], status: int, owner: Place, raw: Mapping[str, object], limits: tuple[int, int]
) -> Iterator[Problem]:
    low, high = limits
    if low <= status <= high:
        return
    at = owner / "status"
    if isinstance(raw.get("status"), list):
        at /= statuses.index(status)
    values = {"status": status, "meant": -status}
    kind = "" if ANY[0] <= status <= ANY[1] else "minus" if low <= -status <= high else "no-status"
    yield Problem("unusual-status", at, values, help=kind)


def _is_success(error: ErrorEntry) -> bool:
    """Whether the entry does not describe a failure, but a success, a warning or a pending response."""
    if error.severity != "error" or error.category == "success":
        return True
    return error.retry is not None and error.retry.strategy != "never"
