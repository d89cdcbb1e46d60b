"""unknown-type: an error names a type that the catalog does not declare."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import unknown_ids
from errcat.rules.report import Context


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    if "types" in catalog.unread_sections:
        return
    uses = ((error.type, error.at) for error in catalog.errors)
    yield from unknown_ids("unknown-type", "type", uses, catalog.types, complete=context.complete)
