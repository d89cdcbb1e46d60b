"""retired-code-in-use: an error has a code, or a number, that was retired and must never come back."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for retired in catalog.retired:
        for error in catalog.by_code.get(retired.code, ()):
            values = {"what": f'the code "{retired.code}"', "code": retired.code}
            yield Problem("retired-code-in-use", error.at / "code", values, related=(retired.at / "code",))
    numbers = {retired.number: retired for retired in catalog.retired if retired.number is not None}
    for error in catalog.errors if numbers else ():
        of_number = numbers.get(error.number) if error.number is not None else None
        if of_number is not None:
            values = {"what": f"the number {error.number}", "code": of_number.code}
            yield Problem(
                "retired-code-in-use", error.at / "number", values, help="number", related=(of_number.at / "number",)
            )
