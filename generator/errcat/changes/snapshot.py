"""A catalog to compare, as its clients see it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from errcat import envelope as envelopes
from errcat.changes.change import Path
from errcat.model.catalog import Catalog
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.resolve import resolve

EMPTY = Catalog()
"""The catalog of a file that doesn't exist yet, or that was deleted."""


class Snapshot:
    """A resolved catalog, and what follows from it for comparisons."""

    def __init__(self, catalog: Catalog) -> None:
        self.resolved: ResolvedCatalog = resolve(catalog, "")
        self.declared_set = catalog.codes.set
        """`open` or `closed` if the catalog says so, otherwise None."""

    @property
    def errors(self) -> list[ResolvedError]:
        return self.resolved["errors"]

    @cached_property
    def sent(self) -> frozenset[str]:
        """The markers of the response bodies and headers: `code`, `message` and others."""
        envelope: Any = self.resolved["envelope"]
        return envelopes.marker_names(envelopes.shape_of(envelope["body"])) | envelopes.marker_names(
            envelopes.shape_of(envelope["headers"])
        )

    @cached_property
    def used_categories(self) -> frozenset[str]:
        return frozenset(error["category"] for error in self.errors if error["category"])

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(error["code"] for error in self.errors)


def error_path(index: int, *steps: str | int) -> Path:
    """Return the path of a value of an error."""
    return ("errors", index, *steps)
