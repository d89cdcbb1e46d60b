"""unknown-replacement: the replacement of a code does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Guesses, Successors, is_about_unusual_code, plain_spellings, vocabulary
from errcat.rules.report import Context
from errcat.text.deceptive_characters import apparent_text


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    successors = Successors(catalog)
    guesses: Guesses | None = None
    spellings: frozenset[str] | None = None
    for holder, replacement, at in successors.replaced_entries():
        if catalog.knows(replacement) or successors.find(replacement) is not None:
            continue
        if is_about_unusual_code(catalog, replacement):
            continue
        guesses = guesses or Guesses(vocabulary(catalog))
        spellings = plain_spellings(catalog) if spellings is None else spellings
        if catalog.knows(apparent_text(replacement).strip()) or replacement in spellings:
            continue  # another rule reports the unusual character
        similar_code = guesses.closest(replacement)
        if similar_code == holder.code:  # a code cannot replace itself
            similar_code = ""
        if similar_code or (context.complete and not catalog.unread_sections & {"errors", "retired"}):
            values = {"code": holder.code, "replacement": replacement, "similar": similar_code}
            yield Problem("unknown-replacement", at, values, help="similar" if similar_code else "")
