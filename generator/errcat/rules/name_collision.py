"""name-collision: two errors, categories or types would have one name in code, and one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, Category, ErrorEntry, ErrorType
from errcat.rules.report import Context
from errcat.text.code_names import derive_name

LONGEST_NAME = 120
"""How much of a name a proposal keeps, so that it fits the schema with its number."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    yield from _errors(catalog)
    yield from _ids(catalog.categories)
    yield from _ids(catalog.types)


def _errors(catalog: Catalog) -> Iterator[Problem]:
    first: dict[str, ErrorEntry] = {}
    taken: dict[str, int] = {}
    codes: set[tuple[str, str | None]] = set()
    for error in catalog.described():
        if not error.name or "name" in error.broken:
            continue
        code = (error.code, error.group if catalog.codes.unique == "group" else None)
        is_duplicate = code in codes and catalog.codes.unique != "none"  # duplicate-code tells of it
        codes.add(code)
        before = first.setdefault(error.name.upper(), error)
        if before is error or is_duplicate:
            continue
        taken = taken or {one.name.upper(): 1 for one in catalog.errors}
        free = _free_name(error, before, taken)
        taken[free.upper()] = 1
        yield Problem(
            "name-collision",
            error.at / ("name" if error.named else "code"),
            {"first": before.code, "second": error.code, "name": error.name, "free": free},
            help="named" if error.named else "repeated" if before.code == error.code else "",
            related=(before.at / ("name" if before.named else "code"),),
        )


def _free_name(error: ErrorEntry, before: ErrorEntry, taken: dict[str, int]) -> str:
    """A name that nobody has yet: with the group before it, where that tells the two apart.

    `taken`: every name, and the last number that was tried behind it.
    """
    name = error.name[:LONGEST_NAME]
    group = derive_name(error.group or "")
    if group and error.group != before.group and f"{group}_{name}".upper() not in taken:
        return f"{group}_{name}"[:LONGEST_NAME]
    number = taken.get(name.upper(), 1) + 1
    while f"{name}_{number}".upper() in taken:
        number += 1
    taken[name.upper()] = number
    return f"{name}_{number}"


def _ids(declared: Mapping[str, Category] | Mapping[str, ErrorType]) -> Iterator[Problem]:
    """`rate-limit` and `rate_limit` are two ids, and one constant."""
    first: dict[str, tuple[str, Place]] = {}
    for id, declaration in declared.items():
        if declaration.at is None:
            continue
        name = derive_name(id)
        before, place = first.setdefault(name, (id, declaration.at))
        if before != id:
            values = {"first": before, "second": id, "name": name}
            yield Problem("name-collision", declaration.at.at_key, values, help="id", related=(place.at_key,))
