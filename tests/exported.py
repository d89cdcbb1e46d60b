"""Export a catalog and import the file again: for the tests that both are the inverse of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from errcat.importing.found.ledger import UNCLEAR
from errcat.importing.found.sources import ImportSource
from errcat.importing.pipeline import import_sources, yaml_of
from errcat.reading import load_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from fuzz.catalog_text import text_of

FORMATS = {"json": "errors.json", "csv": "errors.csv", "markdown": "errors.md", "openapi": "errors.openapi.yaml"}
"""The formats that errcat writes and reads, and the name of a file."""
_KINDS = {"openapi": "yaml"}


@dataclass(frozen=True)
class RoundTrip:
    """A catalog before and after."""

    before: ResolvedCatalog
    after: ResolvedCatalog
    file: str
    """The text of the exported file."""
    catalog: dict[str, Any]
    """The data of the imported catalog."""
    unclear: list[str]
    """Lines that the import did not understand."""
    uncovered: list[int]
    """Lines that the ledger does not account for."""


def round_trip(data: dict[str, Any], target: str, name: str = "", **settings: str | bool) -> RoundTrip:
    return round_trip_of(_resolved(text_of(data)), target, name, **settings)


def round_trip_of(before: ResolvedCatalog, target: str, name: str = "", **settings: str | bool) -> RoundTrip:
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    (artifact,) = TARGETS[target].render(before, TARGETS[target].values(given), name or FORMATS[target])
    file = artifact.text.replace("\r\n", "\n").removeprefix("\ufeff")  # as found/sources reads files
    source = ImportSource(name or FORMATS[target], _KINDS.get(target, target), file)
    imported = import_sources([source], {})
    return RoundTrip(
        before,
        _resolved(yaml_of(imported.catalog).encode()),
        artifact.text,
        dict(imported.catalog),
        [use.text or f"line {use.lines.first}" for use in imported.ledger.uses if use.kind == UNCLEAR],
        imported.ledger.free_lines(0, source.line_count),
    )


def _resolved(text: bytes) -> ResolvedCatalog:
    """Resolve a catalog. What `check` would report doesn't matter here."""
    return resolve(load_bytes([("errors.yaml", text)]).catalog, "errors.yaml")
