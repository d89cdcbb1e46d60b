"""CodeUses of codes → problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from errcat.findings.finding import Problem, Range
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.scanning.catalog_codes import CatalogCodes
from errcat.scanning.uses import CodeUse, CodeUses, Role
from errcat.text.counts import counted

RULES = (
    "unknown-code",
    "retired-code-raised",
    "deprecated-code-raised",
    "wrong-status-raised",
    "code-never-raised",
    "computed-code",
    "file-not-scanned",
)
"""Every kind of finding of a scan."""


def problems_in_code(uses: Sequence[CodeUse], known: CatalogCodes) -> Iterator[Problem]:
    """Yield the problems of some uses, each at its place."""
    for use in uses:
        at = Range(use.file, use.start, use.end)
        if not use.is_known:
            similar = known.closest(use.code)
            how = "handled" if use.role is Role.HANDLED else ""
            kind = "-".join(part for part in (how, "similar" if similar else "") if part)
            yield Problem("unknown-code", at, {"code": use.code, "similar": similar}, help=kind)
        elif use.role is Role.RAISED:
            yield from _problems_of_raised(use, at, known)


def _problems_of_raised(use: CodeUse, at: Range, known: CatalogCodes) -> Iterator[Problem]:
    retired = known.retired.get(use.code)
    entries = known.errors.get(use.code, ())
    if retired is not None:
        instead = retired.replaced_by or ""
        yield Problem("retired-code-raised", at, {"code": use.code, "instead": instead}, help="" if instead else "gone")
        return
    if entries and all(entry.deprecated for entry in entries):
        deprecated = entries[0].deprecated
        instead = (deprecated.replaced_by if deprecated else None) or ""
        yield Problem(
            "deprecated-code-raised", at, {"code": use.code, "instead": instead}, help="" if instead else "gone"
        )
    statuses = sorted({status for entry in entries for status in entry.status or ()})
    if use.status is not None and statuses and all(entry.status for entry in entries) and use.status not in statuses:
        values = {"code": use.code, "status": use.status, "statuses": ", ".join(map(str, statuses))}
        yield Problem("wrong-status-raised", at, values)


def never_raised(
    catalog: Catalog, uses: CodeUses, tests: Collection[int], by_settings: Collection[str], unread: int
) -> Iterator[Problem]:
    """Yield a problem for each error of a catalog that nothing raises. `unread` counts the files without facts."""
    roles: dict[str, Role] = {}
    in_tests: set[str] = set()
    for use in uses.uses:
        if use.file in tests:
            in_tests.add(use.code)
        else:
            roles[use.code] = max(use.role, roles.get(use.code, Role.DECLARED))
    values: Mapping[str, object] = {"note": _note(len(uses.computed), unread)}
    for error in catalog.described():
        role = max((roles[code] for code in _codes(error) if code in roles), default=None)
        is_needed = error.deprecated is None and not set(_codes(error)).intersection(by_settings)
        if role is Role.RAISED or not is_needed:
            continue
        kind = {Role.HANDLED: "handled", Role.DECLARED: "declared"}.get(role, "") if role else ""
        if not kind and in_tests.intersection(_codes(error)):
            kind = "tests"
        yield Problem("code-never-raised", error.at / "code", {"code": error.code, **values}, help=kind)


def _codes(error: ErrorEntry) -> tuple[str, ...]:
    return (error.code,) if error.number is None else (error.code, str(error.number))


def _note(computed: int, unread: int) -> str:
    notes = []
    if computed:
        notes.append(f"{counted(computed, 'place')} {'computes' if computed == 1 else 'compute'} a code")
    if unread:
        notes.append(f"{counted(unread, 'file')} could not be read")
    return f" ({' and '.join(notes)})" if notes else ""


def computed_codes(uses: CodeUses) -> Iterator[Problem]:
    """Yield the places that compute a code."""
    for file, start, end in uses.computed:
        yield Problem("computed-code", Range(file, start, end), {})
