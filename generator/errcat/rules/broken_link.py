"""broken-link: a link in a Markdown text that readers would see as brackets, or that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.link_mistakes import link_mistakes

_SIGNS = (lazy_pattern(r"\]\s?[({<]"), lazy_pattern(r"\)\["), lazy_pattern(r">\("))


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.markdown.containing(*_SIGNS):
        for mistake in link_mistakes(text.value):
            place = text.at.within(mistake.text, text.value.count(mistake.text, 0, mistake.start))
            yield Problem(
                "broken-link",
                place,
                {"text": mistake.text, "fixed": mistake.fixed},
                help=mistake.kind,
                replacements=((mistake.text, mistake.fixed),) if mistake.is_clear else (),
            )
