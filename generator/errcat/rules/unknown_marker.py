"""unknown-marker: something in the envelope looks like a marker, such as <cod>, but is unknown."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.envelope import MARKERS, unknown_markers
from errcat.findings.finding import Place, Problem, VerbatimText
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.suggestions import closest


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    envelope = catalog.envelope
    if envelope is None:
        return
    for part, sample in (("body", envelope.body), ("headers", envelope.headers)):
        for unknown in unknown_markers(sample) if sample else ():
            at = Place(envelope.at.document, (*envelope.at.path, part, *unknown.path), key=unknown.is_key)
            name, colon, type_ = unknown.name.partition(":")
            similar_marker = closest(name.strip().replace("-", "_").replace(" ", "_"), MARKERS)
            if not similar_marker and not unknown.is_entire_value:
                continue  # a text that contains < and >
            kind = "type" if colon and name in MARKERS else "similar" if similar_marker else ""
            values = {
                "marker": f"<{unknown.name}>",
                "similar": f"<{similar_marker}>",
                "type": type_,
                "name": name,
                "known": VerbatimText(", ".join(MARKERS)),
            }
            yield Problem(
                "unknown-marker",
                at.within(f"<{unknown.name}>"),
                values,
                help=kind,
                replacements=((f"<{unknown.name}>", f"<{similar_marker}>"),) if kind == "similar" else (),
                replacements_are_safe=False,
            )
