"""duplicate-code: two errors share a code although the catalog requires unique codes."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    if catalog.codes.unique == "none":
        return
    by_group = catalog.codes.unique == "group"
    first_errors: dict[tuple[str, str | None], ErrorEntry] = {}
    for error in catalog.described():
        key = (error.code, error.group if by_group else None)
        earlier = first_errors.setdefault(key, error)
        if earlier is not error:
            yield Problem(
                "duplicate-code",
                error.at / "code",
                {"code": error.code},
                help="copy" if error.raw == earlier.raw else "group" if by_group else "",
                related=(earlier.at / "code",),
            )
