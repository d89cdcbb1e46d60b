"""retired-twice: a code appears twice in `retired`."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.codes import RetiredCode
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    first_entries: dict[str, RetiredCode] = {}
    for retired in catalog.retired:
        earlier = first_entries.setdefault(retired.code, retired)
        if earlier is not retired:
            yield Problem("retired-twice", retired.at / "code", {"code": retired.code}, related=(earlier.at / "code",))
