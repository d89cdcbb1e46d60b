"""unknown-see-also: an error refers to an error that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Guesses, Successors, is_about_unusual_code, plain_spellings, vocabulary
from errcat.rules.report import Context
from errcat.text.deceptive_characters import apparent_text


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    guesses: Guesses | None = None
    spellings: frozenset[str] | None = None
    successors: Successors | None = None
    for error in catalog.errors:
        for number, reference in enumerate(error.see_also):
            if catalog.knows(reference) or is_about_unusual_code(catalog, reference):
                continue
            guesses = guesses or Guesses(vocabulary(catalog))
            successors = successors or Successors(catalog)
            at = error.at / "see_also" / number
            retired = successors.find(reference)
            if retired is not None:
                current = successors.final_successor(retired)
                values = {"reference": reference, "similar": current.code if current else ""}
                help_ = "replaced" if current else "retired"
                yield Problem("unknown-see-also", at, values, help=help_)
                continue
            spellings = plain_spellings(catalog) if spellings is None else spellings
            if catalog.knows(apparent_text(reference).strip()) or reference in spellings:
                continue  # another rule reports the unusual character
            similar_code = guesses.closest(reference)
            if similar_code or (context.complete and not catalog.unread_sections & {"errors", "retired"}):
                values = {"reference": reference, "similar": similar_code}
                yield Problem("unknown-see-also", at, values, help="similar" if similar_code else "")
