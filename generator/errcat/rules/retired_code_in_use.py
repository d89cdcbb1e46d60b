"""retired-code-in-use: an error has a code that was retired and must never come back."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for retired in catalog.retired:
        for error in catalog.by_code.get(retired.code, ()):
            yield Problem(
                "retired-code-in-use", error.at / "code", {"code": retired.code}, related=(retired.at / "code",)
            )
