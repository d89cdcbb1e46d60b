"""clashing-header: a header that the server or errcat already writes, or another spelling of an earlier header."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context

FRAMING = frozenset(["connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"])
"""Headers about the transfer of a response, which the server writes itself."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    first_spellings: dict[str, tuple[str, Place]] = {}
    for name, at in _headers(catalog):
        lower_name = name.lower()
        spelling, place = first_spellings.setdefault(lower_name, (name, at))
        if lower_name == "content-type":
            yield Problem("clashing-header", at, {"name": name}, help="media-type")
        elif lower_name in FRAMING:
            yield Problem("clashing-header", at, {"name": name}, help="framing")
        elif spelling != name:
            yield Problem("clashing-header", at, {"name": name, "first": spelling}, related=(place,))


def _headers(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    """Yield every header that the catalog names, with its place."""
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
