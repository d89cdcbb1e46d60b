"""bad-details: `details` is not a JSON Schema, or refers to something outside the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from errcat.envelope.value_words import TYPE_WORDS, typed_value
from errcat.findings.finding import Place, Problem
from errcat.findings.value_paths import path_text
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.suggestions import closest, listed

if TYPE_CHECKING:
    from errcat.json_schema.faults import Fault

_OWN_HELP = ("remote", "missing", "data", "loop", "dialect", "pattern", "default-value")
_TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if error.details is not None:
            from errcat.json_schema.faults import fault_of  # noqa: PLC0415 — most catalogs have no details

            fault = fault_of(error.details)
            if fault is not None:
                yield _problem(fault, error.at / "details")


def _problem(fault: Fault, at: Place) -> Problem:
    place = Place(at.document, (*at.path, *fault.path))
    values = {
        "path": path_text(("details", *fault.path)),
        "value": fault.value if isinstance(fault.value, str) else typed_value(fault.value),
        "keyword": next((step for step in reversed(fault.path) if isinstance(step, str)), "details"),
        "wanted": " or ".join(TYPE_WORDS.get(kind, kind) for kind in fault.expected),
        "known": listed(_TYPES),
        "similar": "",
    }
    if fault.kind in _OWN_HELP:
        return Problem("bad-details", place, values, help=fault.kind)
    if values["keyword"] == "type":
        near = closest(str(values["value"]), _TYPES)
        return Problem("bad-details", place, values | {"similar": near}, help="similar" if near else "type-name")
    return Problem("bad-details", place, values, help="wanted" if fault.expected else "")
