"""unusual-status: a status that no error has, or that is no HTTP status at all."""

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
                yield from _odd(error.status or (), status, error.at, error.raw, ANY if _is_no_error(error) else ERRORS)
    for note in catalog.statuses:
        for status in note.status:
            if not ANY[0] <= status <= ANY[1]:
                yield from _odd(note.status, status, note.at, {"status": list(note.status)}, ANY)


def _odd(
    all_of_it: tuple[int, ...], status: int, owner: Place, raw: Mapping[str, object], limits: tuple[int, int]
) -> Iterator[Problem]:
    low, high = limits
    if low <= status <= high:
        return
    at = owner / "status"
    if isinstance(raw.get("status"), list):
        at /= all_of_it.index(status)
    values = {"status": status, "meant": -status}
    kind = "" if ANY[0] <= status <= ANY[1] else "minus" if low <= -status <= high else "no-status"
    yield Problem("unusual-status", at, values, help=kind)


def _is_no_error(error: ErrorEntry) -> bool:
    """Whether the entry is about something else than a failure: a success, a warning, an answer that takes its time."""
    if error.severity != "error" or error.category == "success":
        return True
    return error.retry is not None and error.retry.strategy != "never"
