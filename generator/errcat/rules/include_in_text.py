"""include-in-text: a line that some Markdown tools replace by the content of a file."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.markdown_text import includes


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text, found in catalog.texts.markdown.examined(includes, "8<"):
        for start, line, _word in found:
            place = text.at.within(line, text.value.count(line, 0, start))
            yield Problem("include-in-text", place, {"text": line})
