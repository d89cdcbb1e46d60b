"""broken-link: a link in a Markdown text that readers would see as brackets, or that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.signs import BROKEN_LINKS
from errcat.text.link_mistakes import link_mistakes


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text, mistakes in catalog.texts.markdown.examined(link_mistakes, *BROKEN_LINKS):
        for mistake in mistakes:
            place = text.at.within(mistake.text, text.value.count(mistake.text, 0, mistake.start))
            yield Problem(
                "broken-link",
                place,
                {"text": mistake.text, "fixed": mistake.fixed},
                help=mistake.kind,
                replacements=((mistake.text, mistake.fixed),) if mistake.is_clear else (),
            )
