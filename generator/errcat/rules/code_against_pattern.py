"""code-against-pattern: a code does not look as the catalog says that its codes do."""

from __future__ import annotations

from collections.abc import Iterator
from re import Pattern

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.code_styles import STYLES, rewritten
from errcat.text.patterns import LONGEST_CODE, BadPatternError, compile_pattern
from errcat.text.yaml_literal import yaml_word


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    if catalog.codes.pattern is None or catalog.codes.at is None:
        return
    try:
        pattern = compile_pattern(catalog.codes.pattern)
    except BadPatternError:
        return  # bad-pattern tells of it
    example: str | None = None
    for error in catalog.described():
        if pattern.fullmatch(error.code, 0, LONGEST_CODE):
            continue
        if example is None:
            example = next((one.code for one in catalog.described() if pattern.fullmatch(one.code)), "")
        line = _fitting(error.code, pattern)
        values = {
            "code": error.code,
            "pattern": catalog.codes.pattern,
            "line": f"code: {yaml_word(line)}",
            "example": example,
        }
        yield Problem(
            "code-against-pattern",
            error.at / "code",
            values,
            help="" if line else "example" if example else "alone",
            related=(catalog.codes.at / "pattern",),
        )


def _fitting(code: str, pattern: Pattern[str]) -> str:
    """The code in another style, if that is what the pattern asks for."""
    candidates = (code.strip(), code.upper(), code.lower(), *(rewritten(code, style) for style in STYLES))
    return next((candidate for candidate in candidates if candidate and pattern.fullmatch(candidate)), "")
