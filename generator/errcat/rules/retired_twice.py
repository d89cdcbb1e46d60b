"""retired-twice: a code stands in `retired` two times."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, RetiredCode
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    first: dict[str, RetiredCode] = {}
    for one in catalog.retired:
        before = first.setdefault(one.code, one)
        if before is not one:
            yield Problem("retired-twice", one.at / "code", {"code": one.code}, related=(before.at / "code",))
