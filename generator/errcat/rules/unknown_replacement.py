"""unknown-replacement: a code is said to be replaced by one that the catalog does not have."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Guesses, Successors, vocabulary
from errcat.rules.report import Context


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    successors = Successors(catalog)
    guesses: Guesses | None = None
    for holder, replacement, at in successors.holders():
        if catalog.knows(replacement) or successors.find(replacement) is not None:
            continue
        guesses = guesses or Guesses(vocabulary(catalog))
        near = guesses.closest(replacement)
        if near == holder.code:  # it cannot be its own replacement
            near = ""
        if near or (context.complete and "retired" not in catalog.unread_sections):
            values = {"code": holder.code, "replacement": replacement, "similar": near}
            yield Problem("unknown-replacement", at, values, help="similar" if near else "")
