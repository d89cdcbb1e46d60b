"""markup-in-plain-text: HTML or Markdown in a plain text, which appears letter for letter."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.signs import MARKUP
from errcat.text.markup import markup_in


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    known_codes = catalog.by_code.keys() | catalog.by_name.keys()
    for text in catalog.texts.plain.containing(*MARKUP):
        found = markup_in(text.value, known_codes)
        if found is None:
            continue
        at = text.at
        yield Problem(
            "markup-in-plain-text",
            at.within(found.text, text.value.count(found.text, 0, found.start)),
            {"text": found.text, "plain": found.plain, "field": at.path[-1]},
            help=found.kind,
            replacements=((found.text, found.plain),),
            replacements_are_safe=False,
        )
