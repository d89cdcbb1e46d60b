"""malformed-placeholder: a placeholder in another formatter's syntax: {userId}, {0}, {x:>10}."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.views.foreign_texts import foreign_in
from errcat.rules.views.message_texts import malformed_texts, meant_param
from errcat.text import foreign_placeholders, placeholders


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error, place, text in malformed_texts(catalog):
        foreign = foreign_in(text, error)
        mistakes = [
            mistake
            for mistake in placeholders.mistakes(text)
            if mistake.is_placeholder and not foreign_placeholders.covers(foreign, mistake.start)
        ]
        unused = [name for name in error.params if name not in placeholders.names(text)] if mistakes else []
        for number, mistake in enumerate(mistakes):
            # {0} and {} are positional, so they stand for the params without a placeholder, in order
            name = meant_param(mistake.proposal, error, text) or (unused[number] if number < len(unused) else "")
            values = {"text": mistake.text, "placeholder": f"{{{name}}}", "doubled": placeholders.literal(mistake.text)}
            yield Problem(
                "malformed-placeholder",
                place.within(mistake.text, text.count(mistake.text, 0, mistake.start)),
                values,
                help="" if name else "nameless",
                replacements=((mistake.text, f"{{{name}}}"),) if name else (),
                replacements_are_safe=False,
            )
