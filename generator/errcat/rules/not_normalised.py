"""not-normalised: a text with letters put together from parts (e + ´), which most programs hold for other letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from errcat.finding import Problem
from errcat.model import Catalog
from errcat.rules.report import Context
from errcat.text.deceptive_characters import decomposed


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.unusual:
        value = text.value
        if value.isascii() or unicodedata.is_normalized("NFC", value):
            continue
        mends = tuple(dict.fromkeys(decomposed(value)))
        at = text.at
        values = {"field": _field(at.path), "letter": unicodedata.normalize("NFC", mends[0][0] if mends else "")}
        is_one = len(mends) == 1 and value.count(mends[0][0]) == 1
        yield Problem("not-normalised", at.within(mends[0][0]) if is_one else at, values, mends=mends)


def _field(path: tuple[str | int, ...]) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
