"""Two catalogs side by side, with the changes between them and where those are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from errcat.changes.change import Change, Path
from errcat.changes.find import find_changes
from errcat.changes.judging import judged
from errcat.changes.level import ChangeLevel
from errcat.findings.document import Document
from errcat.findings.finding import Place, Span
from errcat.findings.wording import span_of
from errcat.model.catalog import Catalog


class Side(NamedTuple):
    """One of the two catalogs, with its files."""

    name: str
    """As reports name it: errors.yaml, or main:errors.yaml."""
    catalog: Catalog
    documents: tuple[Document, ...]

    def span(self, path: Path | None) -> Span | None:
        """Return the range of a file that a path of the catalog leads to."""
        place = place_of(path, self.catalog) if path else None
        return span_of(place, self.documents) if place and self.documents else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes from an old catalog to a new catalog, the worst first."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    is_first: bool = False
    """True if there is no old catalog: everything is new, and nothing can break."""


def compare(old: Side, new: Side, levels: Mapping[str, ChangeLevel], today: date) -> Comparison:
    """Compare two catalogs."""
    return Comparison(old, new, tuple(judged(find_changes(old.catalog, new.catalog, today), levels)))


def place_of(path: Path, catalog: Catalog) -> Place | None:
    """Return the place in the files for a path of the whole catalog; None for what no file has."""
    section, *rest = path
    if section == "errors" and len(rest) > 2 and rest[1] == "params":
        placeholder = _placeholder(catalog, rest[0], str(rest[2]))
        if placeholder is not None:
            return placeholder
    record = _record(str(section), rest, catalog)
    if record is not None:
        at, steps = record
    else:
        at, steps = Place(0, (section,)), []
    for step in steps:
        at /= step
    return at


def _placeholder(catalog: Catalog, index: object, name: str) -> Place | None:
    """Return the place of a placeholder in the message, for a param that the catalog doesn't declare."""
    error = catalog.errors[index] if isinstance(index, int) else None
    if error is None or name in error.params:
        return None
    placeholder = f"{{{name}}}"
    return (error.at / "message").within(placeholder) if placeholder in (error.message or "") else None


def _record(section: str, rest: Sequence[Any], catalog: Catalog) -> tuple[Place, Sequence[Any]] | None:
    """Return the place of the record that a path leads into, and the steps from there."""
    found: Any = getattr(catalog, section, None)
    if rest and isinstance(found, tuple) and isinstance(rest[0], int) and rest[0] < len(found):
        return found[rest[0]].at, rest[1:]
    if rest and isinstance(found, Mapping) and rest[0] in found:
        at = found[rest[0]].at
        return (at, rest[1:]) if at is not None else None
    at = getattr(found, "at", None)
    return (at, rest) if at is not None else None
