"""codes-differ-in-case: two codes differ only in capital letters, and neither has an explicit name."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    first_errors: dict[str, ErrorEntry] = {}
    for error in catalog.described():
        earlier = first_errors.setdefault(error.code.casefold(), error)
        if earlier.code == error.code or earlier.named or error.named:
            continue
        if earlier.name != error.name:  # otherwise name-collision reports them
            values = {"first": earlier.code, "second": error.code, "name": error.name}
            yield Problem("codes-differ-in-case", error.at / "code", values, related=(earlier.at / "code",))
