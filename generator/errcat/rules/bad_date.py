"""bad-date: a sunset on a day that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if error.deprecated is None or error.deprecated.sunset is None:
            continue
        problem = _problem(error.deprecated.sunset, error.at / "deprecated" / "sunset")
        if problem:
            yield problem


def _problem(day: str, at: Place) -> Problem | None:
    year, month, number = (int(part) for part in day.split("-"))
    if not year or not 1 <= month <= 12:
        # 2027-31-01: day and month are swapped
        if year and 1 <= number <= 12 and 1 <= month <= 31:
            return Problem("bad-date", at, {"day": day, "swapped": f"{day[:4]}-{day[8:]}-{day[5:7]}"}, help="swapped")
        return Problem("bad-date", at, {"day": day})
    try:
        date(year, month, number)
    except ValueError:
        from calendar import monthrange  # noqa: PLC0415 — slow to load, and few dates are wrong

        last_day = monthrange(year, month)[1]
        if number > last_day:
            return Problem("bad-date", at, {"day": day, "last": f"{day[:7]}-{last_day}"}, help="last")
        return Problem("bad-date", at, {"day": day})
    return None
