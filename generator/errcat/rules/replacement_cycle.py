"""replacement-cycle: codes that replace one another in a circle, so that none of them is left."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Successors
from errcat.rules.report import Context

MOST_SHOWN = 8
"""How many more places of a circle are shown."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    successors = Successors(catalog)
    places = {holder.at: at for holder, _replacement, at in successors.holders()}
    for cycle in successors.cycles:
        if len(cycle) > 1:  # a code that replaces itself is for self-reference to tell
            first, *others = (places[one.at] for one in cycle)
            codes = [*(member.code for member in cycle), cycle[0].code]
            values = {"cycle": " -> ".join(codes)}
            yield Problem("replacement-cycle", first, values, related=tuple(others[:MOST_SHOWN]))
