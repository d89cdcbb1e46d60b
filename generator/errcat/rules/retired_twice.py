"""retired-twice: a code stands in `retired` two times."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, RetiredCode
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    first: dict[str, RetiredCode] = {}
    for retired in catalog.retired:
        before = first.setdefault(retired.code, retired)
        if before is not retired:
            yield Problem("retired-twice", retired.at / "code", {"code": retired.code}, related=(before.at / "code",))
