"""Bands of numbers in sentences, for the rules about them."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.model.number_bands import Band

MOST_RANGES = 5
"""How many ranges a sentence lists."""


def holder_of(band: Band) -> str:
    """Say whose band it is."""
    return "the catalog" if band.group is None else f'the group "{band.group}"'


def listed_ranges(ranges: Sequence[tuple[int, int]]) -> str:
    """Return ranges of numbers: 7, 10 to 12."""
    texts = [str(first) if first == last else f"{first} to {last}" for first, last in ranges[:MOST_RANGES]]
    more = len(ranges) - MOST_RANGES
    return ", ".join([*texts, *([f"{more} more"] if more > 0 else [])])
