"""example-against-details: the details of an example response do not fit the entry's `details` schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from errcat.envelope import body_of, markers, shape_of
from errcat.envelope.value_words import value_words
from errcat.findings.finding import PathStep, Place, Problem
from errcat.findings.value_paths import path_text
from errcat.model.catalog import Catalog
from errcat.rules.report import Context

if TYPE_CHECKING:
    from errcat.json_schema.mismatches import Mismatch

MOST_REPORTED = 10
"""How many mismatches of an example are reported."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    if catalog.envelope is None:
        return
    shape = shape_of(body_of(catalog.envelope))
    path = next((path for marker, path in markers(shape) if marker.name == "details"), None)
    if path is None:
        return
    for error in catalog.errors:
        if error.details is None or not error.examples:
            continue
        # most catalogs have no details
        from errcat.json_schema.faults import fault_of  # noqa: PLC0415
        from errcat.json_schema.mismatches import mismatches  # noqa: PLC0415

        if fault_of(error.details):
            continue
        for number, example in enumerate(error.examples):
            found = _inside(example.response, path) if example.has_response else None
            if found is None:
                continue
            at = Place(error.at.document, (*error.at.path, "examples", number, "response", *path))
            for mismatch in islice(mismatches(error.details, found[0]), MOST_REPORTED):
                yield _problem(mismatch, at, error.at / "details")


def _inside(body: Any, path: tuple[PathStep, ...]) -> tuple[object] | None:
    """The value at a path, in a tuple, because it can be None; None if there is no value."""
    for step in path:
        if isinstance(body, dict):
            is_there = step in body
        else:
            is_there = isinstance(body, list) and isinstance(step, int) and step < len(body)
        if not is_there:
            return None
        body = body[step]
    return (body,)


def _problem(mismatch: Mismatch, at: Place, schema: Place) -> Problem:
    place = Place(at.document, (*at.path, *mismatch.path))
    path = (*(step for step in at.path[-1:] if isinstance(step, str)), *mismatch.path)
    from errcat.json_schema.mismatch_words import mismatch_words  # noqa: PLC0415 — as above

    kind, key, wanted = mismatch_words(mismatch)
    found = "nothing" if kind == "missing" else value_words(mismatch.found)
    if kind == "unknown":
        found = value_words(mismatch.found[key] if isinstance(mismatch.found, dict) else mismatch.found)
        place = (place / key).at_key
    if kind == "missing":
        place = place.at_key if isinstance(place.path[-1], str) else place
    values = {"path": path_text((*path, key) if key else path), "found": found, "wanted": wanted, "key": key}
    return Problem("example-against-details", place, values, help=kind, related=(schema.at_key,))
