"""Import a text, and look at the result: for the tests of imports."""

from __future__ import annotations

from typing import Any

from errcat.importing.found.ledger import UNCLEAR
from errcat.importing.found.sources import ImportSource
from errcat.importing.pipeline import Imported, import_sources

Entry = dict[str, Any]


def imported(text: str, kind: str = "markdown", name: str = "errors.md", **maps: str) -> Imported:
    return import_sources([ImportSource(name, kind, text)], maps)


def errors(text: str, kind: str = "markdown", **maps: str) -> list[Entry]:
    return imported(text, kind, **maps).catalog["errors"]  # type: ignore[return-value]


def unclear(result: Imported) -> list[str]:
    return [f"{use.lines.first}: {use.reason}" for use in result.ledger.uses if use.kind == UNCLEAR]
