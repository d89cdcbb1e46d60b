"""wrong-params-key: the key that makes params members of a response, in a form that says something else as well."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.envelope import PARAMS_KEY, shape_of
from errcat.envelope.shapes import ObjectShape
from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.views.params_objects import ParamsObject, params_objects


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for found in params_objects(catalog.envelope) if catalog.envelope else ():
        at = found.at / found.key
        field = _field_key(found)
        if found.fields[found.key] is not None:
            yield Problem("wrong-params-key", at, {"key": found.key}, help="value")
        elif found.key == PARAMS_KEY:
            # `?` changes nothing: params without a value are absent in both spellings
            replacements = ((found.key, f"{found.key}?"),)
            yield Problem("wrong-params-key", at.at_key, {"key": found.key}, replacements=replacements)
        if field:
            values = {"key": found.key, "field": field}
            yield Problem("wrong-params-key", at.at_key, values, help="field", related=((found.at / field).at_key,))


def _field_key(found: ParamsObject) -> str:
    """Return the key of the same object whose members are request fields; empty if there is none."""
    shape = shape_of(found.fields)
    if not isinstance(shape, ObjectShape) or shape.others is None or shape.others.is_example:
        return ""
    name = shape.others.name
    return name if name in found.fields else f"{name}?"
