"""Which files errcat wrote itself, and the module that reads each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from errcat.importing.exports import openapi_fragment, resolved_json, sheet, single_page
from errcat.importing.found.drafts import Collected
from errcat.importing.found.sources import ImportSource

Read = Callable[[ImportSource, int, Collected], bool]
"""Reads a file into what was collected. Returns False, and collects nothing, if errcat did not write it."""

EXPORTS: Mapping[str, Sequence[Read]] = {
    "json": (resolved_json.read, openapi_fragment.read),
    "yaml": (openapi_fragment.read,),
    "openapi": (openapi_fragment.read,),
    "csv": (sheet.read,),
    "tsv": (sheet.read,),
    "markdown": (single_page.read,),
}


def read_export(source: ImportSource, number: int, collected: Collected) -> bool:
    """Read a file that errcat wrote. Return False for any other file, and for a file that people edited too much."""
    for read in EXPORTS.get(source.kind, ()):
        found = Collected()
        try:
            is_export = read(source, number, found)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            continue  # the readers rely on what errcat writes
        if is_export:
            collected.ledger.uses += found.ledger.uses
            collected.exact += found.exact
            for name, part in found.parts.items():
                collected.put_part(name, part)
            return True
    return False
