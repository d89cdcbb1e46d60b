"""band-outside-parent: the band of a group isn't inside the band of its parent or of the catalog."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.number_bands import Bands
from errcat.rules.report import Context
from errcat.rules.views.bands_in_words import holder_of


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    bands = Bands(catalog)
    for band in bands.own.values():
        outer = bands.around(band)
        if outer is None or outer.holds(band):
            continue
        values = {
            "id": band.group or "",
            "numbers": f"{band.start} to {band.end}",
            "outer": f"{outer.start} to {outer.end}",
            "holder": holder_of(outer),
        }
        is_above = outer.low <= band.low <= outer.high
        yield Problem(
            "band-outside-parent", band.at / ("to" if is_above == (band.start <= band.end) else "from"), values,
            related=(outer.at / "from",),
        )  # fmt: skip
