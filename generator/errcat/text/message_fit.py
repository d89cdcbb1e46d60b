"""How well a text fits a message, with any values in place of the placeholders: `Seat 14B is taken`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from errcat.text import placeholders

MIN_LETTERS = 6
"""How many letters a message must have apart from its values: `{error}` fits every text."""
MIN_LETTERS_INSIDE = 10
"""The same for a message inside of a longer text, such as a line of a log."""
_NO_LETTER = re.compile(r"[\W\d_]+")


def fit(template: str, lines: Sequence[str], *, inside: bool = False) -> int:
    """Return how many letters of a message are in a text that fits it; 0 if none fits. A whole text counts double."""
    literal = "".join(part for part in placeholders.parse(template) if isinstance(part, str))
    letters = len(_NO_LETTER.sub("", literal))
    if letters < MIN_LETTERS:
        return 0
    bare = template.rstrip(".!")
    if any(placeholders.literal_length(bare, line.rstrip(".!")) >= 0 for line in lines):
        return 2 * letters
    fits_inside = inside and letters >= MIN_LETTERS_INSIDE
    return letters if fits_inside and any(_is_inside(bare, line) for line in lines) else 0


def _is_inside(template: str, line: str) -> bool:
    return placeholders.literal_length(template, line, inside=True) >= 0
