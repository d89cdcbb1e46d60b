"""The errors that a body is about. Most bodies are about a single error, a body with a list can have several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from errcat import envelope
from errcat.model.catalog import NOTHING, ErrorEntry, RetiredCode
from errcat.traffic.known_catalog import KnownCatalog
from errcat.traffic.problem import Path
from errcat.traffic.recordings.bodies import is_redacted

_MAX_VALUES = 5000
_MAX_OCCURRENCES = 100
# Where bodies have their code if no envelope says so: the likely keys, then the less likely ones.
_CODE_KEYS = (
    ("code", "error_code", "errorcode", "err_code", "errcode"),
    ("reason", "type", "name", "error", "number", "errno", "subcode", "error_subcode"),
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An error in a body."""

    code: str
    """The code of the error, or the unknown value in place of a code. Empty if the body has none."""
    path: Path = ()
    entries: tuple[ErrorEntry, ...] = ()
    """The errors of the catalog that it can be."""
    retired: RetiredCode | None = None
    values: Mapping[str, tuple[Path, object]] = field(default_factory=lambda: NOTHING)
    """The path and the value of each marker."""
    list_path: Path = ()
    """The path of the list item that it is in; empty outside of lists."""

    @property
    def is_known(self) -> bool:
        return bool(self.entries) or self.retired is not None


def occurrences(known: KnownCatalog, body: object, status: int | None) -> list[Occurrence]:
    """Return the errors in a body; none if nothing identifies an error."""
    if known.shape is None:
        return _guessed(known, body, status)
    found = list(islice(envelope.values_at_markers(known.shape, body), _MAX_VALUES))
    by_item: dict[Path, dict[str, tuple[Path, object]]] = {}
    for marker, path, value in found:
        if marker in envelope.IDENTIFYING_MARKERS and _can_identify(known, marker, value):
            by_item.setdefault(_list_path(path), {}).setdefault(marker, (path, value))
    result: list[Occurrence] = []
    for list_path, identifying in islice(by_item.items(), _MAX_OCCURRENCES):
        marker = next(name for name in envelope.IDENTIFYING_MARKERS if name in identifying)
        path, value = identifying[marker]
        text = str(value)
        entries = known.by_marker[marker].get(text, ())
        code = entries[0].code if entries else text
        retired = known.retired.get(text) if marker == "code" and not entries else None
        result.append(Occurrence(code, path, entries, retired, _values_near(found, list_path), list_path))
    return result or _by_message(known, found, status)


def _can_identify(known: KnownCatalog, marker: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or is_redacted(value):
        return False
    return value != "" or "" in known.by_marker[marker]


def _list_path(path: Path) -> Path:
    """Return the path of the innermost list item that a path leads through."""
    last = max((number for number, step in enumerate(path) if isinstance(step, int)), default=-1)
    return path[: last + 1]


def _values_near(found: Iterable[tuple[str, Path, object]], list_path: Path) -> Mapping[str, tuple[Path, object]]:
    """Return the values of an error: those in its item of a list, and those outside of lists."""
    values: dict[str, tuple[Path, object]] = {}
    for marker, path, value in found:
        other = _list_path(path)
        if other[: len(list_path)] == list_path or list_path[: len(other)] == other:
            values.setdefault(marker, (path, value))
    return values


def _by_message(known: KnownCatalog, found: Iterable[tuple[str, Path, object]], status: int | None) -> list[Occurrence]:
    """Return the error with the message of a body that has no code."""
    values = _values_near(found, ())
    path, message = values.get("message", ((), None))
    if not isinstance(message, str):
        return []
    entries = known.with_message(message)
    fitting = tuple(error for error in entries if not error.status or status is None or status in error.status)
    entries = fitting or entries
    return [Occurrence(entries[0].code, path, entries, None, values)] if entries else []


def _guessed(known: KnownCatalog, body: object, status: int | None) -> list[Occurrence]:
    """Return the error in a body of a catalog without an envelope."""
    leaves = list(islice(envelope.leaf_values(body), _MAX_VALUES))
    first_unknown: Occurrence | None = None
    for keys in _CODE_KEYS:
        for path, value in leaves:
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            if key.lower() not in keys or is_redacted(value):
                continue
            text = str(value)
            for table in known.by_marker.values():
                if text in table:
                    return [Occurrence(table[text][0].code, path, table[text])]
            if text in known.retired:
                return [Occurrence(text, path, (), known.retired[text])]
            if first_unknown is None and keys is _CODE_KEYS[0] and text and value != status:
                first_unknown = Occurrence(text, path)
    if first_unknown is not None:
        return [first_unknown]
    entries = known.catalog.by_code.get(str(status), ()) if status is not None else ()
    if entries:
        return [Occurrence(entries[0].code, (), entries)]
    messages = [value for path, value in leaves if path[-1:] in (("message",), ("detail",)) and isinstance(value, str)]
    matches = next(filter(None, map(known.with_message, messages[:10])), ())
    return [Occurrence(matches[0].code, (), matches)] if matches else []
