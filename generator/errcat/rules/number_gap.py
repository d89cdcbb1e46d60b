"""number-gap: a band that must have no gaps misses numbers before its last one."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.number_bands import Band, Bands, UsedNumber, given_numbers, reserved_numbers
from errcat.rules.report import Context
from errcat.rules.views.bands_in_words import MOST_RANGES, holder_of, listed_ranges


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    bands = Bands(catalog)
    strict = [band for band in bands.all if not band.has_gaps]
    if not strict or not context.complete or catalog.unread_codes or _has_unread_numbers(catalog):
        return  # the missing number can be one that errcat could not read
    given = list(given_numbers(catalog))
    reserved = list(reserved_numbers(catalog))
    for band in strict:
        inner = [UsedNumber(inside.low, inside.high, inside.at) for inside in bands.inside_of(band)]
        for missing, number, at in _gaps(band, given, [*reserved, *inner]):
            values = {
                "holder": holder_of(band),
                "missing": listed_ranges(missing),
                "number": number,
                "first": missing[0][0],
                "reserve": ", ".join(f"{{from: {first}, to: {last}}}" for first, last in missing[:MOST_RANGES]),
            }
            is_at_start = missing[0][0] == band.start
            help_ = "start" if is_at_start else ""
            yield Problem("number-gap", at, values, help=help_, related=(band.at / "gaps",))


def _has_unread_numbers(catalog: Catalog) -> bool:
    unread = {"errors", "retired", "reserved"} & catalog.unread_sections
    return bool(unread) or any(error.broken & {"code", "number"} for error in catalog.errors)


def _gaps(
    band: Band, given: list[UsedNumber], kept: list[UsedNumber]
) -> Iterator[tuple[list[tuple[int, int]], int, Place]]:
    """Yield the numbers that are missing before a number, in the order of the band, and that number with its place."""

    def order(used: UsedNumber) -> tuple[int, int]:
        ends = sorted((used.low * band.step, used.high * band.step))
        return ends[0], ends[1]

    steps = [(*order(used), used.at, True) for used in given if band.low <= used.low <= band.high]
    kept = [used for used in kept if used.high >= band.low and used.low <= band.high]
    inside = [(low, high) for low, high in map(order, kept)]
    steps = [step for step in steps if not any(low <= step[0] <= high for low, high in inside)]
    steps += [(low, high, band.at, False) for low, high in inside]
    expected, missing = band.start * band.step, list[tuple[int, int]]()
    for low, high, at, is_given in sorted(steps, key=lambda step: step[:2]):
        if low > expected:
            ends = (expected * band.step, (low - 1) * band.step)
            missing.append(ends)
        if is_given and missing:
            yield missing, low * band.step, at
            missing = []
        expected = max(expected, high + 1)
