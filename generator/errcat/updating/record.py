"""`.errcat-import.json`: what the last import wrote, so that an update can tell an edit from a change of the source."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from errcat.errors import RunError

RECORD_FILE = ".errcat-import.json"
"""The name of the record. It is in the folder of the catalog's file or folder, and belongs under version control."""
VERSION = 1


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """The last import of a catalog: the sources, the columns that the user named, and the data."""

    sources: Sequence[str]
    columns: Mapping[str, str]
    catalog: Mapping[str, object]


def records_in(path: str, text: str) -> dict[str, ImportRecord]:
    """Return the records of a file by the names of their catalogs."""
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            raise RunError("invalid-import-record", path=path)
        return {
            str(name): ImportRecord(
                [str(source) for source in record["sources"]],
                {str(column): str(field) for column, field in record["columns"].items()},
                _catalog(record["catalog"]),
            )
            for name, record in data["catalogs"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise RunError("invalid-import-record", path=path) from None


def _catalog(data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise TypeError
    lists = [data.get(section, []) for section in ("errors", "guides", "statuses")]
    if not all(isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries) for entries in lists):
        raise TypeError
    return data


def text_of(records: Mapping[str, ImportRecord]) -> str:
    """Return the text of the file. A line for each value keeps the diffs of reviews short."""
    data = {
        "about": "What errcat import wrote. errcat import --update needs it. Commit it, and don't edit it.",
        "version": VERSION,
        "catalogs": {
            name: {
                "sources": list(record.sources),
                "columns": dict(record.columns),
                "catalog": record.catalog,
            }
            for name, record in sorted(records.items())
        },
    }
    return json.dumps(data, indent=1, ensure_ascii=False, default=str) + "\n"


def as_read(catalog: Mapping[str, object]) -> Mapping[str, object]:
    """Return the data of a catalog as a record gives it back."""
    return _catalog(json.loads(json.dumps(catalog, default=str)))
