"""bad-pattern: the pattern for codes cannot be used."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.patterns import BadPatternError, compile_pattern


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    pattern, at = catalog.codes.pattern, catalog.codes.at
    if pattern is None or at is None:
        return
    try:
        compile_pattern(pattern)
    except BadPatternError as error:
        piece = pattern[error.start : error.end]
        nth = _count(pattern, piece, error.start)
        values = {"pattern": pattern, "piece": piece}
        place = (at / "pattern").within(piece, nth) if piece else at / "pattern"
        yield Problem("bad-pattern", place, values, help="" if error.kind == "default" else error.kind)


def _count(text: str, piece: str, end: int) -> int:
    """How often a piece stands in a text before an offset, none within another."""
    return text[:end].count(piece) if piece else 0
