"""A catalog, prepared for looking up many responses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from errcat import envelope
from errcat.json_schema.faults import fault_of
from errcat.model.catalog import Catalog, ErrorEntry, RetiredCode
from errcat.model.messages import message_templates
from errcat.model.references import Guesses
from errcat.text.message_fit import fit
from errcat.traffic.operations import RequestOperations

_MAX_REMEMBERED = 10_000
_FIRST_STATUS, _LAST_STATUS = 100, 999


class KnownCatalog:
    """The errors of a catalog by what identifies them in a response."""

    def __init__(self, name: str, catalog: Catalog, operations: RequestOperations | None = None) -> None:
        self.name = name
        self.operations = operations
        self.catalog = catalog
        self.shape = envelope.shape_of(envelope.body_of(catalog.envelope)) if catalog.envelope else None
        self.media_type = envelope.media_type_of(catalog.envelope).lower() if catalog.envelope else ""
        self.as_members = envelope.params_as_members(self.shape) if self.shape else None
        names: dict[str, list[ErrorEntry]] = {}
        numbers: dict[str, list[ErrorEntry]] = {}
        for error in catalog.described():
            if error.name:
                names.setdefault(error.name, []).append(error)
            if error.number is not None:
                numbers.setdefault(str(error.number), []).append(error)
        self.by_marker: Mapping[str, Mapping[str, tuple[ErrorEntry, ...]]] = {
            "code": catalog.by_code,
            "name": {name: tuple(errors) for name, errors in names.items()},
            "number": {number: tuple(errors) for number, errors in numbers.items()},
        }
        self.retired: Mapping[str, RetiredCode] = {retired.code: retired for retired in catalog.retired}
        self._guesses = Guesses([*catalog.by_code, *self.retired])
        self._by_message: dict[str, tuple[ErrorEntry, ...]] = {}
        self._faulty_details: dict[str, bool] = {}

    @cached_property
    def statuses(self) -> frozenset[int]:
        """Every status that an error of the catalog has."""
        return frozenset(status for error in self.catalog.errors for status in error.status or () if is_http(status))

    @cached_property
    def has_every_status(self) -> bool:
        """Whether the catalog names the statuses of all of its errors."""
        return all(error.status is not None for error in self.catalog.errors)

    @cached_property
    def top_keys(self) -> frozenset[str]:
        """The keys that each body has at its top."""
        keys = self.shape.keys.values() if isinstance(self.shape, envelope.ObjectShape) else ()
        return frozenset(key.name for key in keys if not key.optional)

    @cached_property
    def details_path(self) -> tuple[str | int, ...] | None:
        """The path of the details in a body."""
        found = envelope.markers(self.shape) if self.shape else ()
        return next((path for marker, path in found if marker.name == "details"), None)

    def closest(self, code: str) -> str:
        """Return the code that is most similar; empty if none is."""
        return self._guesses.closest(code)

    def with_message(self, message: str) -> tuple[ErrorEntry, ...]:
        """Return the errors whose message fits a text best."""
        found = self._by_message.get(message)
        if found is None:
            fits = [
                (max((fit(template, [message]) for template in message_templates(error)), default=0), error)
                for error in self.catalog.described()
            ]
            best = max((length for length, _error in fits), default=0)
            found = tuple(error for length, error in fits if length and length == best)
            if len(self._by_message) < _MAX_REMEMBERED:
                self._by_message[message] = found
        return found

    def has_usable_details(self, error: ErrorEntry) -> bool:
        """Whether the schema of the details of an error can be used."""
        if error.details is None:
            return False
        key = f"{error.at.document}:{error.at.path}"
        if key not in self._faulty_details:
            self._faulty_details[key] = fault_of(error.details) is not None
        return not self._faulty_details[key]

    def is_body(self, record: object, has_status: bool) -> bool:
        """Whether a record of a log is itself a body of this API."""
        if not isinstance(record, dict) or self.shape is None:
            return False
        for marker, _path, value in envelope.values_at_markers(self.shape, record):
            table = self.by_marker.get(marker, {})
            if isinstance(value, (str, int)) and (str(value) in table or (marker == "code" and value in self.retired)):
                return True
        if has_status:
            return bool(self.top_keys) and self.top_keys <= record.keys()
        return not self.top_keys.isdisjoint(record.keys())


def is_http(status: int) -> bool:
    """Whether a response can have this status."""
    return _FIRST_STATUS <= status <= _LAST_STATUS
