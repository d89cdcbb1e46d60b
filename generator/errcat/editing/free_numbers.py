"""The next free number of a band: for `number`, and for codes such as `41xx` or `E03xx`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from errcat.errors import RunError
from errcat.model.catalog import Catalog

_BAND = re.compile(r"(?P<before>.*?)(?P<digits>[0-9]*)(?P<open>[xX]+)")
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_SIZES = (10, 100, 1000, 10_000, 100_000, 1_000_000)


def code_in_band(catalog: Catalog, word: str) -> str:
    """Return the next free code of a band such as `41xx`; the word itself if it is no band of this catalog."""
    found = _BAND.fullmatch(word)
    if found is None:
        return word
    width = len(found["digits"]) + len(found["open"])
    pattern = re.compile(rf"{re.escape(found['before'])}([0-9]{{{width}}})")
    used = [int(match[1]) for code in _codes(catalog) if (match := pattern.fullmatch(code))]
    if not used:
        return word
    size = 10 ** len(found["open"])
    first = int(found["digits"] or "0") * size
    sign = -1 if found["before"] == "-" else 1
    reserved = [(min(low * sign, high * sign), max(low * sign, high * sign)) for low, high in _reserved(catalog)]
    number = _next(used, first, first + size - 1, reserved if found["before"] in ("", "-") else [])
    if number is None:
        raise RunError("no-free-number", band=word)
    return f"{found['before']}{number:0{width}}"


def next_number(catalog: Catalog, group: str | None) -> int | None:
    """Return the next free number for an error of a group; None if the catalog's errors have no numbers.

    The band of a group goes from its lowest number to the end of its hundred or thousand, without the numbers of other
    groups.
    """
    numbers = {error.number: error.group for error in catalog.errors if error.number is not None}
    if not numbers or len(numbers) * 2 < len(catalog.errors):
        return None
    own = [number for number, holder in numbers.items() if group is None or holder == group]
    if not own:
        raise RunError("no-free-number", help="new-group", band=group or "")
    others = [number for number, holder in numbers.items() if group is not None and holder != group]
    used = [*numbers, *_retired_numbers(catalog)]
    if max(own) < 0:
        first, last = _band([-number for number in own], [-number for number in others])
        reserved = [(-high, -low) for low, high in _reserved(catalog)]
        found = _next([-number for number in used], first, last, reserved)
        result = None if found is None else -found
    else:
        first, last = _band(own, others)
        result = found = _next(used, first, last, _reserved(catalog))
    if result is None:
        raise RunError("no-free-number", band=group or f"{first}–{last}")
    return result


def _band(own: Iterable[int], others: Iterable[int]) -> tuple[int, int]:
    """Return the first and the last number that a group may have."""
    own = sorted(own)
    size: int = next((size for size in _SIZES if own[0] // size == own[-1] // size), _SIZES[-1])
    last = max((own[-1] // max(size, 100) + 1) * max(size, 100) - 1, own[-1])
    above = [number for number in others if number > own[-1]]
    return own[0], min([last, *(number - 1 for number in above)]) if own else last


def _next(used: Iterable[int], first: int, last: int, reserved: Iterable[tuple[int, int]]) -> int | None:
    """Return the number after the last used one of a band, or else its lowest free number."""
    ranges = [*reserved]
    taken = set(used)
    in_band = sorted(number for number in taken if first <= number <= last)
    lowest, following = (in_band[0], in_band[-1] + 1) if in_band else (first, first)
    for number in chain(range(following, last + 1), range(lowest, following), range(first, lowest)):
        if number not in taken and not any(low <= number <= high for low, high in ranges):
            return number
    return None


def _codes(catalog: Catalog) -> Iterator[str]:
    yield from (error.code for error in catalog.described())
    yield from (retired.code for retired in catalog.retired)
    yield from (reserved.code for reserved in catalog.reserved if reserved.code is not None)


def _retired_numbers(catalog: Catalog) -> Iterator[int]:
    return (int(retired.code) for retired in catalog.retired if _NUMBER.fullmatch(retired.code))


def _reserved(catalog: Catalog) -> list[tuple[int, int]]:
    ranges = ((reserved.first, reserved.last) for reserved in catalog.reserved)
    return [(min(low, high), max(low, high)) for low, high in ranges if low is not None and high is not None]
