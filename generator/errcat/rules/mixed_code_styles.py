"""mixed-code-styles: a code is written in another way than most of the catalog's codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.text.code_styles import STYLES, CodeStyle, rewritten, styles_of
from errcat.text.yaml_literal import yaml_word

LEAST = 3
"""How many codes make a style."""
MAJORITY = 0.6
"""How much of a catalog is in a style before the rest is odd."""

Kind = frozenset[int]
"""The styles that a code fits, as indexes of STYLES."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    """What the pattern says is for code-against-pattern to tell."""
    codes = catalog.codes
    if codes.pattern is not None or "codes" in catalog.unread_sections or len(catalog.errors) <= LEAST:
        return
    entries = list(catalog.described())
    if not entries or any(_all_in(STYLES[number], entries) for number in styles_of(entries[0].code)):
        return
    kinds = [styles_of(error.code) for error in entries]
    counts = Counter(kinds)
    common = max(range(len(STYLES)), key=lambda number: (_size(counts, number), -number))
    style = STYLES[common]
    fitting = _size(counts, common)
    if fitting < max(MAJORITY * len(entries), LEAST):
        return
    odd_kinds = {kind: one for kind in counts if (one := _odd_style(counts, kind, common)) is not None}
    example = next(error.code for error, kind in zip(entries, kinds, strict=True) if common in kind)
    for error, kind in zip(entries, kinds, strict=True):
        if kind in odd_kinds:
            line = rewritten(error.code, style)
            values = {
                "code": error.code,
                "style": STYLES[odd_kinds[kind]].name,
                "common": style.name,
                "example": example,
                "count": fitting,
                "total": len(entries),
                "line": f"code: {yaml_word(line)}",
            }
            yield Problem("mixed-code-styles", error.at / "code", values, help="" if line else "other")


def _all_in(style: CodeStyle, entries: list[ErrorEntry]) -> bool:
    return all(style.pattern.fullmatch(error.code) for error in entries)


def _size(counts: Counter[Kind], style: int) -> int:
    """How many codes fit a style."""
    return sum(count for kind, count in counts.items() if style in kind)


def _odd_style(counts: Counter[Kind], kind: Kind, common: int) -> int | None:
    """The style of codes that do not fit the common one; None where it is not clear which of the two is the odd one.

    Codes that fit both styles say nothing about which of them is meant.
    """
    if not kind or common in kind:
        return None
    style = max(kind, key=lambda number: (_size(counts, number), -number))
    ours = sum(count for one, count in counts.items() if common in one and style not in one)
    theirs = sum(count for one, count in counts.items() if style in one and common not in one)
    return style if ours >= LEAST and ours >= MAJORITY * (ours + theirs) else None
