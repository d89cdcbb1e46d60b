"""mixed-code-styles: a code is in another style than most of the catalog's codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.text.code_styles import STYLES, CodeStyle, convert_code, styles_of
from errcat.text.yaml_writer import yaml_word

MIN_CODES = 3
"""How many codes make a style."""
MAJORITY = 0.6
"""The share of a catalog that makes a style the rule."""
MIN_GROUP = 2
"""How many codes make a style of a group: all codes of the group must have it."""

StyleSet = frozenset[int]
"""The styles that a code fits, as indexes of STYLES."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    """Report codes in an unusual style, unless the catalog has a pattern, which code-against-pattern checks."""
    codes = catalog.codes
    if codes.pattern is not None or "codes" in catalog.unread_sections or len(catalog.errors) <= MIN_CODES:
        return
    entries = list(catalog.described())
    if not entries or any(_all_fit(STYLES[number], entries) for number in styles_of(entries[0].code)):
        return
    style_sets = [styles_of(error.code) for error in entries]
    counts = Counter(style_sets)
    common_style = max(range(len(STYLES)), key=lambda number: (_fitting_count(counts, number), -number))
    style = STYLES[common_style]
    fitting_count = _fitting_count(counts, common_style)
    if fitting_count < max(MAJORITY * len(entries), MIN_CODES):
        return
    unusual_styles = {
        styles: unusual for styles in counts if (unusual := _unusual_style(counts, styles, common_style)) is not None
    }
    uniform_groups = _groups_with_a_style(entries, style_sets, common_style)
    example = next(error.code for error, styles in zip(entries, style_sets, strict=True) if common_style in styles)
    for error, styles in zip(entries, style_sets, strict=True):
        if styles in unusual_styles and error.group not in uniform_groups:
            line = convert_code(error.code, style)
            values = {
                "code": error.code,
                "style": STYLES[unusual_styles[styles]].name,
                "common": style.name,
                "example": example,
                "count": fitting_count,
                "total": len(entries),
                "line": f"code: {yaml_word(line)}",
            }
            yield Problem("mixed-code-styles", error.at / "code", values, help="" if line else "other")


def _groups_with_a_style(entries: list[ErrorEntry], style_sets: list[StyleSet], common_style: int) -> set[str]:
    """Return the groups whose codes all have a style of their own: they come from another system, on purpose."""
    styles_by_group: dict[str, list[StyleSet]] = {}
    for error, styles in zip(entries, style_sets, strict=True):
        if error.group is not None:
            styles_by_group.setdefault(error.group, []).append(styles)
    return {
        group
        for group, members in styles_by_group.items()
        if len(members) >= MIN_GROUP
        and frozenset.intersection(*members) - {common_style}
        and not any(common_style in styles for styles in members)
    }


def _all_fit(style: CodeStyle, entries: list[ErrorEntry]) -> bool:
    return all(style.pattern.fullmatch(error.code) for error in entries)


def _fitting_count(counts: Counter[StyleSet], style: int) -> int:
    """Count the codes that fit a style."""
    return sum(count for styles, count in counts.items() if style in styles)


def _unusual_style(counts: Counter[StyleSet], styles: StyleSet, common_style: int) -> int | None:
    """Return the style of codes that do not fit the common style, or None if it is unclear which of the two is unusual.

    Codes that fit both styles are no evidence for either.
    """
    if not styles or common_style in styles:
        return None
    style = max(styles, key=lambda number: (_fitting_count(counts, number), -number))
    common_count = sum(
        count for other_styles, count in counts.items() if common_style in other_styles and style not in other_styles
    )
    other_count = sum(
        count for other_styles, count in counts.items() if style in other_styles and common_style not in other_styles
    )
    return style if common_count >= MIN_CODES and common_count >= MAJORITY * (common_count + other_count) else None
