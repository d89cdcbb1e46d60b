"""The next free number of a band: for `number`, and for codes such as `41xx` or `E03xx`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from errcat.errors import RunError
from errcat.model.catalog import Catalog
from errcat.model.number_bands import Band, Bands, given_numbers, numeric, reserved_numbers

_BAND = re.compile(r"(?P<before>.*?)(?P<digits>[0-9]*)(?P<open>[xX]+)")
_SIZES = (10, 100, 1000, 10_000, 100_000, 1_000_000)
Ranges = Sequence[tuple[int, int]]
"""The first and the last number of each range."""


def code_in_band(catalog: Catalog, word: str, group: str | None) -> str:
    """Return the next free code of a band such as `41xx`; the word itself if it is no band of this catalog.

    If the codes are numbers, the code is also in the band of the group.
    """
    found = _BAND.fullmatch(word)
    if found is None:
        return word
    before, width = found["before"], len(found["digits"]) + len(found["open"])
    pattern = re.compile(rf"{re.escape(before)}([0-9]{{{width}}})")
    used = [int(match[1]) for code in _codes(catalog) if (match := pattern.fullmatch(code))]
    is_number = before in ("", "-")
    bands = Bands(catalog)
    has_bands = is_number and bool(bands) and not has_numbers(catalog)
    if not used and not (has_bands and found["digits"]):
        return word
    size = 10 ** len(found["open"])
    first = int(found["digits"] or "0") * size
    if not is_number:
        number = _next(used, range(first, first + size), ())
    else:
        sign = -1 if before == "-" else 1
        numbers = range(first * sign, (first + size) * sign, sign)
        number = _code_number(catalog, bands if has_bands else None, group, numbers, [each * sign for each in used])
    if number is None:
        raise RunError("no-free-number", band=word)
    return f"{before}{abs(number):0{width}}"


def _code_number(
    catalog: Catalog, bands: Bands | None, group: str | None, numbers: range, used: Iterable[int]
) -> int | None:
    """Return the next free number for a numeric code."""
    reserved = _reserved(catalog)
    if bands is None:
        return _next(used, numbers, reserved)
    band, others = bands.of(group), _others(bands, group)
    if band is None:
        found = _next(used, numbers, [*reserved, *others])
    else:
        if not _within(numbers, band):
            ends = f"{band.start} to {band.end}"
            raise RunError("no-free-number", help="outside", band=f"{numbers[0]} to {numbers[-1]}", numbers=ends)
        found = _next(used, _within(numbers, band), [*reserved, *others], has_gaps=band.has_gaps)
    owner = next(
        (other for other in bands.inside_of(band) if other.low in numbers or numbers[0] in other.numbers), None
    )
    if found is None and owner is not None:
        raise RunError("no-free-number", help="foreign", band=f"{numbers[0]} to {numbers[-1]}", group=owner.group or "")
    return found


def next_number(catalog: Catalog, group: str | None) -> int | None:
    """Return the next free number for an error of a group; None if the errors of the catalog have no numbers.

    A group without a declared band has one from its lowest number to the end of its hundred or thousand, without the
    numbers of other groups.
    """
    bands = Bands(catalog)
    band, others = bands.of(group), _others(bands, group)
    used = [number.low for number in given_numbers(catalog)]
    reserved = [*_reserved(catalog), *others]
    if band is not None:
        if _codes_are_numbers(catalog):
            return None
        found = _next(used, band.numbers, reserved, has_gaps=band.has_gaps)
        if found is None:
            raise RunError("no-free-number", help="declared", band=f"{band.start} to {band.end}")
        return found
    numbers = {error.number: error.group for error in catalog.errors if error.number is not None}
    if not numbers or len(numbers) * 2 < len(catalog.errors):
        return None
    own = [number for number, holder in numbers.items() if group is None or holder == group]
    if not own:
        raise RunError("no-free-number", help="new-group", band=group or "")
    foreign = [number for number, holder in numbers.items() if group is not None and holder != group]
    sign = -1 if max(own) < 0 else 1
    first, last = _usual_band([number * sign for number in own], [number * sign for number in foreign])
    result = _next([*numbers, *used], range(first * sign, (last + 1) * sign, sign), reserved)
    if result is None:
        raise RunError("no-free-number", band=group or f"{first}–{last}")
    return result


def has_numbers(catalog: Catalog) -> bool:
    """Whether errors have a number next to their code, so that bands are about that."""
    return sum(error.number is not None for error in catalog.errors) * 2 > len(catalog.errors)


def _codes_are_numbers(catalog: Catalog) -> bool:
    numbers = [numeric(error.code) for error in catalog.errors if error.number is None]
    return sum(number is not None for number in numbers) * 2 > len(catalog.errors)


def _others(bands: Bands, group: str | None) -> Ranges:
    """Return the numbers that belong to other groups, although they are in the band of this one."""
    return [(other.low, other.high) for other in bands.inside_of(bands.of(group))]


def _within(numbers: range, band: Band) -> range:
    """Return the numbers that are also in a band, in the order of the band."""
    low, high = max(min(numbers), band.low), min(max(numbers), band.high)
    return range(low, high + 1) if band.step > 0 else range(high, low - 1, -1)


def _usual_band(own: Iterable[int], others: Iterable[int]) -> tuple[int, int]:
    """Return the first and the last number that a group may have."""
    own = sorted(own)
    size: int = next((size for size in _SIZES if own[0] // size == own[-1] // size), _SIZES[-1])
    last = max((own[-1] // max(size, 100) + 1) * max(size, 100) - 1, own[-1])
    above = [number for number in others if number > own[-1]]
    return own[0], min([last, *(number - 1 for number in above)]) if own else last


def _next(used: Iterable[int], numbers: range, kept: Ranges, *, has_gaps: bool = True) -> int | None:
    """Return the number after the last used one, or else the first free one; without gaps always the first free one."""
    taken = {number for number in used if number in numbers}
    own = [number for number in taken if not any(low <= number <= high for low, high in kept)]
    parts = [numbers]
    if has_gaps and own:
        lowest, highest = sorted((numbers.index(min(own)), numbers.index(max(own))))
        parts = [numbers[highest + 1 :], numbers[lowest:highest], numbers[:lowest]]
    return next((free for part in parts if (free := _first_free(part, taken, kept)) is not None), None)


def _first_free(numbers: range, taken: set[int], kept: Ranges) -> int | None:
    number = numbers.start
    while number in numbers:
        end = next((high if numbers.step > 0 else low for low, high in kept if low <= number <= high), None)
        if end is None and number not in taken:
            return number
        number = (number if end is None else end) + numbers.step
    return None


def _codes(catalog: Catalog) -> Iterator[str]:
    yield from (error.code for error in catalog.described())
    yield from (retired.code for retired in catalog.retired)
    yield from (reserved.code for reserved in catalog.reserved if reserved.code is not None)


def _reserved(catalog: Catalog) -> list[tuple[int, int]]:
    return [(number.low, number.high) for number in reserved_numbers(catalog)]
