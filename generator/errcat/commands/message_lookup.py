"""The errors whose message is in a text, with any values in place of the placeholders: `Seat 14B is taken`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from errcat.commands.code_lookup import CodeLookup, CodeMatch
from errcat.model.catalog import ErrorEntry
from errcat.text import placeholders

MIN_LETTERS = 6
"""How many letters a message must have apart from its values: `{error}` fits every text."""
MIN_LETTERS_INSIDE = 10
"""The same for a message inside of a longer text, such as a line of a log."""
_NO_LETTER = re.compile(r"[\W\d_]+")
_MAX_TEXTS = 2000


def errors_with_message(lookup: CodeLookup, texts: Sequence[str], *, inside: bool = False) -> list[CodeMatch]:
    """Return the errors whose message fits one of the texts best. `inside`: a text may have more than that."""
    lines = list(dict.fromkeys(text.strip() for text in texts if text.strip()))[:_MAX_TEXTS]
    best = 0
    found: list[CodeMatch] = []
    for loaded in lookup.catalogs:
        for error in loaded.catalog.errors:
            length = max((_fit(template, lines, inside=inside) for template in _templates(error)), default=0)
            if length > best:
                best, found = length, []
            if length and length == best:
                found.append(CodeMatch(loaded, error, "the message"))
    return found


def _fit(template: str, lines: Sequence[str], *, inside: bool) -> int:
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


def _templates(error: ErrorEntry) -> Iterator[str]:
    yield from filter(None, (error.message, error.user_message))
    yield from (variant.message for variant in error.messages)
    for translation in error.translations.values():
        yield from filter(None, (translation.message, translation.user_message))
        yield from (variant.message for variant in translation.messages)
