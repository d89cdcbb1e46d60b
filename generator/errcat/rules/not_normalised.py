"""not-normalised: a text with letters composed of parts (e + ´), which searches for é do not find."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.deceptive_characters import decomposed_letters
from errcat.text.lazy_pattern import lazy_pattern

# Parts of a text that programs read: code, addresses, links. The decomposed letters may be intended there.
_FOR_PROGRAMS = lazy_pattern(r"`|~~~|://|\]\(|^(?: {4}|\t)|<", re.MULTILINE)


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    decomposed = {value for value in catalog.texts.unusual if not unicodedata.is_normalized("NFC", value)}
    for text in catalog.texts.among(decomposed):
        value = text.value
        replacements = tuple(dict.fromkeys(decomposed_letters(value)))
        if not replacements:
            continue
        at = text.at
        first, composed = replacements[0]
        if len(replacements) == 1 and value.count(first) == 1:
            at = at.within(first)
        values = {"field": _field(text.at.path), "letter": composed}
        is_safe = not _FOR_PROGRAMS.search(value)
        help_ = "" if is_safe else "by-hand"
        yield Problem("not-normalised", at, values, help_, replacements=replacements, replacements_are_safe=is_safe)


def _field(path: tuple[str | int, ...]) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
