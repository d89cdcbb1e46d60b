"""marker-missing: an envelope by example that does not say where the code goes."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.envelope import IDENTIFYING_MARKERS, marker_names, shape_of, unknown_markers
from errcat.findings.finding import PathStep, Problem
from errcat.model.catalog import Catalog, Envelope
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    envelope = catalog.envelope
    if (
        envelope is None
        or envelope.body is None
        or not marker_names(shape_of(envelope.body)).isdisjoint(IDENTIFYING_MARKERS)
    ):
        return
    if any(unknown_markers(envelope.body)):
        return  # unknown-marker reports a misspelled marker
    body = envelope.at / "body"
    code_example = _code_example(catalog, envelope)
    if code_example is None:
        yield Problem("marker-missing", body.at_key, {})
        return
    path, value = code_example
    at = body
    for step in path:
        at /= step
    yield Problem("marker-missing", at, {"key": path[-1], "value": value}, help="example")


def _code_example(catalog: Catalog, envelope: Envelope) -> tuple[tuple[PathStep, ...], str] | None:
    """Find a code of the catalog in the body, or a key that is named like a code, in place of the marker."""
    by_key = None
    for path, value in _leaves(envelope.body):
        if isinstance(value, str) and path and isinstance(path[-1], str):
            if value in catalog.by_code:
                return path, value
            if by_key is None and path[-1].removesuffix("?").lower() in ("code", "error_code", "errorcode"):
                by_key = path, value
    return by_key


def _leaves(value: object, path: tuple[PathStep, ...] = ()) -> Iterator[tuple[tuple[PathStep, ...], object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, number))
    else:
        yield path, value
