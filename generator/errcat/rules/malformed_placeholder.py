"""malformed-placeholder: a placeholder as some other formatter would have it: {userId}, {0}, {x:>10}."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.views.message_texts import unsound_texts
from errcat.text import placeholders


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error, place, text in unsound_texts(catalog):
        slips = [slip for slip in placeholders.slips(text) if slip.is_placeholder]
        unused = [name for name in error.params if name not in placeholders.names(text)] if slips else []
        for number, slip in enumerate(slips):
            # {0} and {} go by their position, and so do the params that stand ready for them
            name = slip.proposal or (unused[number] if number < len(unused) else "")
            values = {"text": slip.text, "placeholder": f"{{{name}}}", "doubled": placeholders.literal(slip.text)}
            yield Problem(
                "malformed-placeholder",
                place.within(slip.text, text.count(slip.text, 0, slip.start)),
                values,
                help="" if name else "nameless",
                mends=((slip.text, f"{{{name}}}"),) if name else (),
                mends_safely=False,
            )
