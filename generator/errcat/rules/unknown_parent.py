"""unknown-parent: the parent of a group is not declared."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import unknown_ids
from errcat.rules.report import Context


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    if "groups" in catalog.unread_sections:
        return
    uses = ((group.parent, group.at) for group in catalog.groups.values())
    yield from unknown_ids("unknown-parent", "parent", uses, catalog.groups, complete=context.complete)
