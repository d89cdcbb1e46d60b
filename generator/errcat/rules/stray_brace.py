"""stray-brace: a single brace in a message that does not belong to a placeholder."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.views.foreign_texts import foreign_in
from errcat.rules.views.message_texts import malformed_texts
from errcat.text import foreign_placeholders, placeholders


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error, place, text in malformed_texts(catalog):
        foreign = foreign_in(text, error)
        for mistake in placeholders.mistakes(text):
            if mistake.is_placeholder or foreign_placeholders.covers(foreign, mistake.start):
                continue
            kind = "" if not mistake.proposal else "unclosed" if mistake.text == "{" else "name"
            values = {
                "text": mistake.text,
                "doubled": placeholders.literal(mistake.text),
                "placeholder": f"{{{mistake.proposal}}}",
            }
            yield Problem(
                "stray-brace",
                place.within(mistake.text, text.count(mistake.text, 0, mistake.start)),
                values,
                help=kind,
                replacements=((mistake.text, placeholders.literal(mistake.text)),) if not kind else (),
                replacements_are_safe=False,
            )
