"""reserved-code-in-use: an error has a code, or a number, that is reserved."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern

_NUMBER = lazy_pattern(r"[-+]?[0-9]{1,18}")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for reserved in catalog.reserved:
        for error in catalog.by_code.get(reserved.code, ()) if reserved.code is not None else ():
            yield Problem(
                "reserved-code-in-use", error.at / "code", {"code": error.code}, related=(reserved.at / "code",)
            )
    ranges = list(_ranges(catalog))
    if not ranges:
        return
    for error in catalog.errors:
        for number, at in _numbers(error):
            for low, high, place in ranges:
                if low <= number <= high:
                    values = {"code": number, "first": low, "last": high}
                    yield Problem("reserved-code-in-use", at, values, help="range", related=(place,))
                    break


def _ranges(catalog: Catalog) -> Iterator[tuple[int, int, Place]]:
    for reserved in catalog.reserved:
        if reserved.first is not None and reserved.last is not None:
            yield min(reserved.first, reserved.last), max(reserved.first, reserved.last), reserved.at / "from"


def _numbers(error: ErrorEntry) -> Iterator[tuple[int, Place]]:
    """Return the distinct numbers that are sent for an error."""
    if error.number is not None:
        yield error.number, error.at / "number"
    if _NUMBER.fullmatch(error.code) and int(error.code) != error.number:
        yield int(error.code), error.at / "code"
