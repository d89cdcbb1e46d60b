"""number-outside-band: the number of an error isn't in the band of its group, or it is in the band of another group."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.number_bands import Band, Bands, number_of
from errcat.rules.report import Context
from errcat.rules.views.bands_in_words import holder_of


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    bands = Bands(catalog)
    if not bands:
        return
    for error in catalog.errors:
        own = number_of(error)
        if own is None or "group" in error.broken:
            continue
        number, at = own
        band = bands.of(error.group)
        if band is not None and not band.low <= number <= band.high:
            yield _problem("", "outside of", number, at, band)
            continue
        other = _innermost(bands, band, number)
        if other is not None:
            yield _problem("other", "in", number, at, other)


def _problem(help: str, where: str, number: int, at: Place, band: Band) -> Problem:
    numbers = f"{band.start} to {band.end}"
    values = {
        "number": number,
        "where": f"{where} {numbers}, the numbers of {holder_of(band)}",
        "numbers": numbers,
        "id": band.group or "",
    }
    return Problem("number-outside-band", at, values, help=help, related=(band.at / "from",))


def _innermost(bands: Bands, outer: Band | None, number: int) -> Band | None:
    """Return the innermost band inside of another one that has a number."""
    found: Band | None = None
    inner = _band_of(bands.inside_of(outer), number)
    while inner is not None:
        found = inner
        inner = _band_of(bands.inside_of(inner), number)
    return found


def _band_of(bands: Sequence[Band], number: int) -> Band | None:
    """Return the band that has a number."""
    position = bisect_right(bands, number, key=lambda band: band.low) - 1
    found = bands[position] if position >= 0 else None
    return found if found is not None and number <= found.high else None
