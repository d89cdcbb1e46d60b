"""Which numbers belong to which group: the bands of a catalog, and the numbers of its errors.

The number of an error is its `number`, or else its code if that is a number. Bands nest as groups do: a group without
a band has the band of its nearest parent with one, or else that of the catalog.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from errcat.findings.finding import Place
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.codes import NumberBand
from errcat.text.lazy_pattern import lazy_pattern

_NUMBER = lazy_pattern(r"[-+]?[0-9]{1,18}")


class Band(NamedTuple):
    """A band of numbers. Numbers count from `start` to `end`, which can be the lower one."""

    start: int
    end: int
    has_gaps: bool
    """Whether numbers can be skipped."""
    group: str | None
    """None for the band of the catalog."""
    at: Place

    @property
    def low(self) -> int:
        return min(self.start, self.end)

    @property
    def high(self) -> int:
        return max(self.start, self.end)

    @property
    def numbers(self) -> range:
        """All its numbers, in the order in which errors get them."""
        return range(self.start, self.end + self.step, self.step)

    @property
    def step(self) -> int:
        return 1 if self.start <= self.end else -1

    def holds(self, other: Band) -> bool:
        return self.low <= other.low and other.high <= self.high


class UsedNumber(NamedTuple):
    """A number that no other error can get, or the first and last of several, and where the catalog says so."""

    low: int
    high: int
    at: Place


class Bands:
    """The bands of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        codes = catalog.codes
        self.whole = _band(codes.numbers, None, codes.at)
        bands = {id: _band(group.numbers, id, group.at) for id, group in catalog.groups.items()}
        self.own: Mapping[str, Band] = {
            id: band for id, band in bands.items() if band is not None and not self._is_in_loop(id)
        }
        """The bands that groups declare, except groups whose parents form a loop: nothing is inside of them."""

    def __bool__(self) -> bool:
        return self.whole is not None or bool(self.own)

    def of(self, group: str | None) -> Band | None:
        """Return the band of a group, or else of its nearest parent with a band, or else of the catalog."""
        return next((self.own[id] for id in self.path(group) if id in self.own), self.whole)

    def around(self, band: Band) -> Band | None:
        """Return the band that a band is a part of."""
        if band.group is None:
            return None
        parent = self._catalog.groups[band.group].parent
        found = self.of(parent)
        return None if found is band else found

    def path(self, group: str | None) -> Iterator[str]:
        """Yield a group, its parent, and so on."""
        groups, seen = self._catalog.groups, set[str]()
        while group is not None and group in groups and group not in seen:
            seen.add(group)
            yield group
            group = groups[group].parent

    def _is_in_loop(self, group: str) -> bool:
        *_path, top = self.path(group)
        return self._catalog.groups[top].parent in self._catalog.groups

    @cached_property
    def inside(self) -> Mapping[str | None, tuple[Band, ...]]:
        """The bands right inside of each band, by its group, from low to high."""
        found: dict[str | None, list[Band]] = {}
        for band in self.own.values():
            outer = self.around(band)
            found.setdefault(outer.group if outer is not None else None, []).append(band)
        return {group: tuple(sorted(bands, key=lambda band: (band.low, band.high))) for group, bands in found.items()}

    def inside_of(self, band: Band | None) -> tuple[Band, ...]:
        """Return the bands right inside of a band; without one, those that are inside of none."""
        return self.inside.get(band.group if band is not None else None, ())

    @property
    def all(self) -> list[Band]:
        return [*([self.whole] if self.whole is not None else []), *self.own.values()]


def _band(numbers: NumberBand | None, group: str | None, at: Place | None) -> Band | None:
    if numbers is None or at is None:
        return None
    return Band(numbers.first, numbers.last, numbers.gaps == "allowed", group, at / "numbers")


def numeric(code: str) -> int | None:
    """Return the number that a code is; None if it isn't a number."""
    return int(code) if _NUMBER.fullmatch(code) else None


def number_of(error: ErrorEntry) -> tuple[int, Place] | None:
    """Return the number of an error, and its place."""
    if error.number is not None:
        return error.number, error.at / "number"
    if error.broken and ("number" in error.broken or "code" in error.broken):
        return None
    number = numeric(error.code)
    return None if number is None else (number, error.at / "code")


def numbers_of(error: ErrorEntry) -> Iterator[tuple[int, Place]]:
    """Yield the distinct numbers that are sent for an error: its `number`, and its code if that is a number."""
    if error.number is not None:
        yield error.number, error.at / "number"
    number = numeric(error.code)
    if number is not None and number != error.number:
        yield number, error.at / "code"


def used_numbers(catalog: Catalog) -> Iterator[UsedNumber]:
    """Yield the numbers that no new error can get."""
    yield from given_numbers(catalog)
    yield from reserved_numbers(catalog)


def given_numbers(catalog: Catalog) -> Iterator[UsedNumber]:
    """Yield the numbers that errors have or had."""
    for error in catalog.errors:
        own = number_of(error)
        if own is not None:
            yield UsedNumber(own[0], own[0], own[1])
    for retired in catalog.retired:
        number = retired.number if retired.number is not None else numeric(retired.code)
        if number is not None:
            yield UsedNumber(number, number, retired.at / ("code" if retired.number is None else "number"))


def reserved_numbers(catalog: Catalog) -> Iterator[UsedNumber]:
    """Yield the numbers that are reserved for later use."""
    for reserved in catalog.reserved:
        first, last = reserved.first, reserved.last
        if first is not None and last is not None:
            yield UsedNumber(min(first, last), max(first, last), reserved.at / "from")
        elif reserved.code is not None:
            number = numeric(reserved.code)
            if number is not None:
                yield UsedNumber(number, number, reserved.at / "code")
