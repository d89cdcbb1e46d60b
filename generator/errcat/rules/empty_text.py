"""empty-text: a text that consists of spaces and invisible characters.

The reader reports texts without any character.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, compress

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.deceptive_characters import has_visible_text


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    blank = compress(catalog.texts, map(str.isspace, catalog.texts.values))
    invisible = (
        text
        for text in catalog.texts.unusual
        if not (text.value.isascii() or text.value.isspace() or has_visible_text(text.value))
    )
    for text in chain(blank, invisible):
        field = next(step for step in reversed(text.at.path) if isinstance(step, str))
        yield Problem("empty-text", text.at, {"field": field}, help="blank")
