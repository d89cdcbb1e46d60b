"""unknown-marker: something in the envelope that looks like a marker, <cod>, and is none."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.envelope import MARKERS, unknown_markers
from errcat.findings.finding import Place, Problem, Whole
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.suggestions import closest


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    envelope = catalog.envelope
    if envelope is None:
        return
    for part, written in (("body", envelope.body), ("headers", envelope.headers)):
        for unknown in unknown_markers(written) if written else ():
            at = Place(envelope.at.document, (*envelope.at.path, part, *unknown.path), key=unknown.is_key)
            name, colon, type_ = unknown.name.partition(":")
            near = closest(name.strip().replace("-", "_").replace(" ", "_"), MARKERS)
            if not near and not unknown.is_whole:
                continue  # a text with < and > in it
            kind = "type" if colon and name in MARKERS else "similar" if near else ""
            values = {
                "marker": f"<{unknown.name}>",
                "similar": f"<{near}>",
                "type": type_,
                "name": name,
                "known": Whole(", ".join(MARKERS)),
            }
            yield Problem(
                "unknown-marker",
                at.within(f"<{unknown.name}>"),
                values,
                help=kind,
                replacements=((f"<{unknown.name}>", f"<{near}>"),) if kind == "similar" else (),
                replacements_are_safe=False,
            )
