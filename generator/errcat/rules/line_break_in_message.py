"""line-break-in-message: a plain text spans several lines, or ends in a line break."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.plain.containing("\n", "\r"):
        at = text.at
        only_at_end = "\n" not in text.value.rstrip("\n") and "\r" not in text.value
        sign = "\n" if "\n" in text.value else "\r"
        yield Problem(
            "line-break-in-message", at.within(sign), {"field": at.path[-1]}, help="at-end" if only_at_end else ""
        )
