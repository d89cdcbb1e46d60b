"""The public view of a catalog: a pure step from resolved catalog to resolved catalog."""

from __future__ import annotations

from typing import Any

from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.openapi_components import public_errors


def public_view(resolved: ResolvedCatalog) -> ResolvedCatalog:
    """Return the catalog without internal errors, and without references to them."""
    errors = public_errors(resolved)
    if len(errors) == len(resolved["errors"]):
        return resolved
    names = {error["name"] for error in errors}
    public = names | {error["code"] for error in errors}
    hidden = {word for error in resolved["errors"] for word in (error["name"], error["code"])} - public
    return {
        **resolved,
        "errors": [
            {
                **error,
                "see_also": [
                    related for related in error["see_also"] if related["name"] is None or related["name"] in names
                ],
                "deprecated": _without_replacement(error["deprecated"], hidden),
            }
            for error in errors
        ],
        "retired": [_without_replacement(retired, hidden) for retired in resolved["retired"]],
    }


def _without_replacement(entry: Any, hidden: set[str]) -> Any:
    return {**entry, "replaced_by": None} if entry is not None and entry["replaced_by"] in hidden else entry
