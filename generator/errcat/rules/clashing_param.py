"""clashing-param: a param that cannot be a member of the response, because the envelope uses its name itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from errcat.envelope import ParamsAsMembers, body_of, params_as_members, shape_of
from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.rules.views.params_objects import params_objects

LONGEST_NAME = 64


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    if catalog.envelope is None:
        return
    as_members = params_as_members(shape_of(body_of(catalog.envelope)))
    if as_members is None:
        return
    keys = _keys(catalog)
    for error in catalog.errors:
        for name in error.params:
            if name in as_members.taken and not as_members.is_in_details(name, error.details):
                yield _problem(error, name, as_members, keys)


def _keys(catalog: Catalog) -> dict[str, Place]:
    """Return the places of the members next to the params, by name, in an envelope of the catalog's own."""
    return {
        key.removesuffix("?"): (found.at / key).at_key
        for found in (params_objects(catalog.envelope) if catalog.envelope else ())
        for key in found.fields
    }


def _problem(error: ErrorEntry, name: str, as_members: ParamsAsMembers, keys: dict[str, Place]) -> Problem:
    return Problem(
        "clashing-param",
        (error.at / "params" / name).at_key,
        {"name": name, "other": _other_name(name, {*error.params, *as_members.taken})},
        help="details" if as_members.sends_details and error.details is None else "",
        related=(keys[name],) if name in keys else (),
    )


def _other_name(name: str, taken: Collection[str]) -> str:
    """Return a similar name that neither the params nor the envelope use."""
    for ending in ("_value", *(f"_value_{number}" for number in range(2, len(taken) + 3))):
        other = f"{name[: LONGEST_NAME - len(ending)]}{ending}"
        if other not in taken:
            return other
    return name
