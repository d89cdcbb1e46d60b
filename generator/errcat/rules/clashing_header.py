"""clashing-header: a header that the server or errcat writes already, or the same one in another spelling."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context

FRAMING = frozenset(["connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"])
"""Headers about how a response travels: a server writes them itself."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    first: dict[str, tuple[str, Place]] = {}
    for name, at in _headers(catalog):
        small = name.lower()
        spelling, place = first.setdefault(small, (name, at))
        if small == "content-type":
            yield Problem("clashing-header", at, {"name": name}, help="media-type")
        elif small in FRAMING:
            yield Problem("clashing-header", at, {"name": name}, help="framing")
        elif spelling != name:
            yield Problem("clashing-header", at, {"name": name, "first": spelling}, related=(place,))


def _headers(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    """Every header that the catalog names, with its place."""
    if catalog.envelope is not None:
        for name in catalog.envelope.headers:
            yield name, (catalog.envelope.at / "headers" / name).at_key
    if catalog.api is not None and catalog.api.request_id is not None and catalog.api.request_id.header is not None:
        yield catalog.api.request_id.header, catalog.api.at / "request_id" / "header"
    for category in catalog.categories.values():
        if category.at is not None and category.retry.header is not None:
            yield category.retry.header, category.at / "retry" / "header"
    for error in catalog.errors:
        if error.retry is not None and error.retry.header is not None:
            yield error.retry.header, error.at / "retry" / "header"
