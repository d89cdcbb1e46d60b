"""Fields in the column of their key: `retry:` and, below it, `strategy: after` without more spaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import PathStep, Place, Problem
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes.moved_fields import fix_indented

Path = tuple[PathStep, ...]


def flattened(document: Document, base: Path, data: Any) -> Iterator[tuple[Problem, list[Path]]]:
    """Yield a problem for each empty key whose fields follow it, with the paths of the key and the fields."""
    if not isinstance(data, dict):
        return
    keys = list(data)
    for number, key in enumerate(keys):
        if data[key] is None:
            fields = lookup.fields_at((*base, key))
            owned = []
            for following in keys[number + 1 :]:
                if following not in fields or _is_own(base, following, data):
                    break
                owned.append(following)
            if owned and any(lookup.fits((*base, key, field), data[field]) for field in owned):
                paths = [(*base, field) for field in owned]
                yield _problem(document, (*base, key), paths), [(*base, key), *paths]
        else:
            yield from flattened(document, (*base, key), data[key])


def _is_own(base: Path, key: str, data: Any) -> bool:
    """Whether a field belongs to the mapping that it is in."""
    return key in lookup.fields_at(base) and lookup.fits((*base, key), data[key])


def _problem(document: Document, owner: Path, paths: list[Path]) -> Problem:
    places = [Place(document.number, path) for path in paths]
    owner_place = Place(document.number, owner).at_key
    found, start = _column(document, places[0]), _column(document, owner_place)
    expected = start + 2
    values = {"found": found, "expected": expected, "count": len(places), "key": owner[-1]}
    fix = fix_indented(document, places, expected)
    return Problem("wrong-indentation", places[0].at_key, values, "under", fix=fix)


def _column(document: Document, place: Place) -> int:
    start = document.start_of(place.at_key)
    return start - document.text.rfind("\n", 0, start) - 1
