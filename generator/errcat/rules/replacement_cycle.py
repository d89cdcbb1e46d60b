"""replacement-cycle: codes that replace each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Successors
from errcat.rules.report import Context

MAX_RELATED = 8
"""How many further places of a circle are shown."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    successors = Successors(catalog)
    places = {holder.at: at for holder, _replacement, at in successors.replaced_entries()}
    for cycle in successors.cycles:
        if len(cycle) > 1:  # self-reference reports a code that replaces itself
            first, *others = (places[member.at] for member in cycle)
            codes = [*(member.code for member in cycle), cycle[0].code]
            values = {"cycle": " -> ".join(codes)}
            yield Problem("replacement-cycle", first, values, related=tuple(others[:MAX_RELATED]))
