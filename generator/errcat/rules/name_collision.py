"""name-collision: two errors, categories or types would share a name in code, and a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, Category, ErrorEntry, ErrorType
from errcat.rules.report import Context
from errcat.text.code_names import derive_name

MAX_NAME_LENGTH = 120
"""The length to which a proposal cuts a name, so that it fits the schema together with its number."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    yield from _errors(catalog)
    yield from _ids(catalog.categories)
    yield from _ids(catalog.types)


def _errors(catalog: Catalog) -> Iterator[Problem]:
    first_errors: dict[str, ErrorEntry] = {}
    taken: dict[str, int] = {}
    codes: set[tuple[str, str | None]] = set()
    for error in catalog.described():
        if not error.name or "name" in error.broken:
            continue
        code = (error.code, error.group if catalog.codes.unique == "group" else None)
        is_duplicate = code in codes and catalog.codes.unique != "none"  # reported by duplicate-code
        codes.add(code)
        earlier = first_errors.setdefault(error.name.upper(), error)
        if earlier is error or is_duplicate:
            continue
        taken = taken or {entry.name.upper(): 1 for entry in catalog.errors}
        unused_name = _free_name(error, earlier, taken)
        taken[unused_name.upper()] = 1
        yield Problem(
            "name-collision",
            error.at / ("name" if error.named else "code"),
            {"first": earlier.code, "second": error.code, "name": error.name, "free": unused_name},
            help="named" if error.named else "repeated" if earlier.code == error.code else "",
            related=(earlier.at / ("name" if earlier.named else "code"),),
        )


def _free_name(error: ErrorEntry, earlier: ErrorEntry, taken: dict[str, int]) -> str:
    """Return an unused name: with the group as its prefix if that distinguishes the two, or else with a number.

    `taken` has every name, and the last number that was tried after it.
    """
    name = error.name[:MAX_NAME_LENGTH]
    group = derive_name(error.group or "")
    if group and error.group != earlier.group and f"{group}_{name}".upper() not in taken:
        return f"{group}_{name}"[:MAX_NAME_LENGTH]
    number = taken.get(name.upper(), 1) + 1
    while f"{name}_{number}".upper() in taken:
        number += 1
    taken[name.upper()] = number
    return f"{name}_{number}"


def _ids(declared: Mapping[str, Category] | Mapping[str, ErrorType]) -> Iterator[Problem]:
    """Report ids such as `rate-limit` and `rate_limit`, which become the same constant."""
    first_ids: dict[str, tuple[str, Place]] = {}
    for id, declaration in declared.items():
        if declaration.at is None:
            continue
        name = derive_name(id)
        earlier_id, place = first_ids.setdefault(name, (id, declaration.at))
        if earlier_id != id:
            values = {"first": earlier_id, "second": id, "name": name}
            yield Problem("name-collision", declaration.at.at_key, values, help="id", related=(place.at_key,))
