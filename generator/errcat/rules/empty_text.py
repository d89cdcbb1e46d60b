"""empty-text: a text of nothing but blanks and characters that nobody sees.

The reader tells of texts that have no character at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, compress

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.deceptive_characters import is_seen


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    blank = compress(catalog.texts, map(str.isspace, catalog.texts.values))
    unseen = (
        text
        for text in catalog.texts.unusual
        if not (text.value.isascii() or text.value.isspace() or is_seen(text.value))
    )
    for text in chain(blank, unseen):
        field = next(step for step in reversed(text.at.path) if isinstance(step, str))
        yield Problem("empty-text", text.at, {"field": field}, help="blank")
