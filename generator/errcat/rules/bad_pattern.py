"""bad-pattern: errcat can't use the pattern for codes."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    pattern, at = catalog.codes.pattern, catalog.codes.at
    if pattern is None or at is None:
        return
    # slow to load, and many catalogs have no pattern
    from errcat.text.pattern_syntax import BadPatternError  # noqa: PLC0415
    from errcat.text.patterns import compile_pattern  # noqa: PLC0415

    try:
        compile_pattern(pattern)
    except BadPatternError as error:
        piece = pattern[error.start : error.end]
        nth = _count(pattern, piece, error.start)
        values = {"pattern": pattern, "piece": piece}
        place = (at / "pattern").within(piece, nth) if piece else at / "pattern"
        yield Problem("bad-pattern", place, values, help="" if error.kind == "default" else error.kind)


def _count(text: str, piece: str, end: int) -> int:
    """How often a piece is in a text before an offset, without overlaps."""
    return text[:end].count(piece) if piece else 0
