"""empty-text: a text that consists of spaces and invisible characters.

The reader reports texts without any character.
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.deceptive_characters import has_visible_text


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    blank = {value for value in catalog.texts.distinct if value.isspace() or _is_invisible(value)}
    for text in catalog.texts.among(blank):
        field = next(step for step in reversed(text.at.path) if isinstance(step, str))
        yield Problem("empty-text", text.at, {"field": field}, help="blank")


def _is_invisible(value: str) -> bool:
    return not (value.isascii() or has_visible_text(value))
