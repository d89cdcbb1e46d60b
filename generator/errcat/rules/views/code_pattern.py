"""The pattern that a catalog declares for its codes, for the rules about codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errcat.model.catalog import Catalog

if TYPE_CHECKING:
    from errcat.text.patterns import Matcher


def code_pattern(catalog: Catalog) -> Matcher | None:
    """Return the pattern of a catalog's codes; None if it has none, or a wrong one, which bad-pattern reports."""
    if catalog.codes.pattern is None:
        return None
    # slow to load, and many catalogs have no pattern
    from errcat.text.pattern_syntax import BadPatternError  # noqa: PLC0415
    from errcat.text.patterns import compile_pattern  # noqa: PLC0415

    try:
        return compile_pattern(catalog.codes.pattern)
    except BadPatternError:
        return None
