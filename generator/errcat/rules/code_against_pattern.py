"""code-against-pattern: a code does not match the pattern that the catalog declares for its codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.views.code_pattern import code_pattern
from errcat.text.yaml_writer import yaml_quoted, yaml_word

if TYPE_CHECKING:
    from errcat.text.patterns import Matcher

MANY = 3
"""If not one of at least this many codes matches, the pattern is wrong."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    pattern = code_pattern(catalog)
    if pattern is None or catalog.codes.pattern is None or catalog.codes.at is None:
        return
    described = list(catalog.described())
    if len(described) >= MANY and not any(pattern.fullmatch(error.code) for error in described):
        yield _against_all(catalog.codes.pattern, catalog.codes.at / "pattern", described[0].code)
        return
    example: str | None = None
    for error in catalog.described():
        if pattern.fullmatch(error.code):
            continue
        if example is None:
            example = next((other.code for other in catalog.described() if pattern.fullmatch(other.code)), "")
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


def _against_all(pattern: str, at: Place, code: str) -> Problem:
    """Report a pattern that fits no code at all: the pattern is wrong, not the codes."""
    bare = pattern[1:-1]
    in_slashes = len(pattern) > 2 and pattern[0] == pattern[-1] == "/"
    values = {"code": code, "pattern": pattern, "line": "pattern: " + yaml_quoted(bare, "'"), "example": ""}
    return Problem("code-against-pattern", at, values, help="slashes" if in_slashes else "none")


def _fitting(code: str, pattern: Matcher) -> str:
    """The code in another style, if that matches the pattern."""
    # slow to load, and most codes match
    from errcat.text.code_styles import STYLES, convert_code, without_punctuation  # noqa: PLC0415

    bare = without_punctuation(code) or code
    candidates = (code.strip(), bare, code.upper(), code.lower(), *(convert_code(bare, style) for style in STYLES))
    return next((candidate for candidate in candidates if candidate and pattern.fullmatch(candidate)), "")
