"""overlapping-bands: two groups have a number in common, although neither is inside the other."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.number_bands import Band, Bands
from errcat.rules.report import Context
from errcat.rules.views.bands_in_words import listed_ranges


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for bands in Bands(catalog).inside.values():
        highest: Band | None = None
        for band in bands:
            if highest is not None and band.low <= highest.high:
                earlier, later = sorted((highest, band), key=lambda band: list(catalog.groups).index(str(band.group)))
                ends = (band.low, min(band.high, highest.high))
                values = {
                    "id": later.group or "",
                    "other": earlier.group or "",
                    "numbers": f"the number{'s' if ends[0] != ends[1] else ''} {listed_ranges([ends])}",
                }
                yield Problem("overlapping-bands", later.at / "from", values, related=(earlier.at / "from",))
            if highest is None or band.high > highest.high:
                highest = band
