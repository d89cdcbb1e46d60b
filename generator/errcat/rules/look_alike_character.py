"""look-alike-character: a letter of another script that everyone reads as an ASCII letter."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.identifiers import look_alike_problems, unusual_identifiers
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for code, at in unusual_identifiers(catalog):
        yield from look_alike_problems(code, at)
