"""group-cycle: groups that are nested in each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context

MAX_RELATED = 8
"""How many further places of a circle are shown."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    groups = catalog.groups
    visited: dict[str, str] = {}
    for start in groups:
        id: str | None = start
        path: list[str] = []
        while id is not None and id in groups and id not in visited:
            visited[id] = start
            path.append(id)
            id = groups[id].parent
        if id is not None and visited.get(id) == start:
            cycle = path[path.index(id) :]
            first = min(range(len(cycle)), key=lambda index: list(groups).index(cycle[index]))
            cycle = cycle[first:] + cycle[:first]
            parents = [groups[member].at / "parent" for member in cycle]
            values = {"cycle": " -> ".join([*cycle, cycle[0]]), "id": cycle[0]}
            yield Problem(
                "group-cycle",
                parents[0],
                values,
                help="" if len(cycle) > 1 else "self",
                related=tuple(parents[1 : MAX_RELATED + 1]),
            )
