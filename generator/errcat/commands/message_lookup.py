"""The errors whose message is in a text, with any values in place of the placeholders: `Seat 14B is taken`."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.commands.code_lookup import CodeLookup, CodeMatch
from errcat.model.messages import message_templates
from errcat.text.message_fit import fit

_MAX_TEXTS = 2000


def errors_with_message(lookup: CodeLookup, texts: Sequence[str], *, inside: bool = False) -> list[CodeMatch]:
    """Return the errors whose message fits one of the texts best. `inside`: a text may have more than that."""
    lines = list(dict.fromkeys(text.strip() for text in texts if text.strip()))[:_MAX_TEXTS]
    best = 0
    found: list[CodeMatch] = []
    for loaded in lookup.catalogs:
        for error in loaded.catalog.errors:
            length = max((fit(template, lines, inside=inside) for template in message_templates(error)), default=0)
            if length > best:
                best, found = length, []
            if length and length == best:
                found.append(CodeMatch(loaded, error, "the message"))
    return found
