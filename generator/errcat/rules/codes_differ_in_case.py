"""codes-differ-in-case: two codes are the same but for capitals, and nobody has given either of them a name."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    first: dict[str, ErrorEntry] = {}
    for error in catalog.described():
        before = first.setdefault(error.code.casefold(), error)
        if before.code == error.code or before.named or error.named:
            continue
        if before.name != error.name:  # else name-collision tells of them
            values = {"first": before.code, "second": error.code, "name": error.name}
            yield Problem("codes-differ-in-case", error.at / "code", values, related=(before.at / "code",))
