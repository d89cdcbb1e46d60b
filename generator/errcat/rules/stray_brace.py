"""stray-brace: a single brace in a message that is part of no placeholder."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.views.message_texts import unsound_texts
from errcat.text import placeholders


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for _error, place, text in unsound_texts(catalog):
        for slip in placeholders.slips(text):
            if slip.is_placeholder:
                continue
            kind = "" if not slip.proposal else "unclosed" if slip.text == "{" else "name"
            values = {
                "text": slip.text,
                "doubled": placeholders.literal(slip.text),
                "placeholder": f"{{{slip.proposal}}}",
            }
            yield Problem(
                "stray-brace",
                place.within(slip.text, text.count(slip.text, 0, slip.start)),
                values,
                help=kind,
                mends=((slip.text, placeholders.literal(slip.text)),) if not kind else (),
                mends_safely=False,
            )
