"""The errors of some catalogs by code, name and number, and the errors that a pasted response is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from errcat import envelope
from errcat.commands.pasted_response import PastedResponse, PastedValue
from errcat.findings.value_paths import path_text
from errcat.model.catalog import Catalog, ErrorEntry, RetiredCode
from errcat.model.references import Guesses
from errcat.reading import Loaded

# The keys of codes in responses: likely keys, then less likely ones. All other keys follow.
_KEYS = (
    ("code", "error_code", "errorcode", "err_code", "errcode", "x-error-code", "error-code", "x-errcat-code"),
    ("reason", "type", "name", "error", "number", "errno", "subcode", "error_subcode"),
)
# A word that looks like a code, not like a word of a language.
_LIKE_A_CODE = re.compile(r"[A-Za-z0-9]+(?:[_.:-][A-Za-z0-9]+)+|[A-Z][A-Z0-9]{3,}|[A-Z]{1,4}[0-9]{2,}")
_MAX_CODE_LENGTH = 128
_STATUS_KEYS = ("status", "status_code", "statuscode", "http_status")


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """An error or a retired code that matches."""

    loaded: Loaded
    entry: ErrorEntry | RetiredCode
    location: str = ""
    """The location of the code in a pasted response."""

    @property
    def catalog(self) -> Catalog:
        return self.loaded.catalog


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A word that looks like a code but is unknown."""

    word: str
    location: str
    similar: str


class CodeLookup:
    """The codes, names and numbers of some catalogs."""

    def __init__(self, catalogs: Sequence[Loaded]) -> None:
        self.catalogs = catalogs
        # Searched in this order: a name matches only if no code does.
        self._codes: dict[str, list[CodeMatch]] = {}
        self._names: dict[str, list[CodeMatch]] = {}
        self._numbers: dict[str, list[CodeMatch]] = {}
        for loaded in catalogs:
            for error in loaded.catalog.errors:
                match = CodeMatch(loaded, error)
                if "code" not in error.broken:
                    self._codes.setdefault(error.code, []).append(match)
                if error.name:
                    self._names.setdefault(error.name, []).append(match)
                if error.number is not None:
                    self._numbers.setdefault(str(error.number), []).append(match)
            for retired in loaded.catalog.retired:
                self._codes.setdefault(retired.code, []).append(CodeMatch(loaded, retired))
        self._tables = (self._codes, self._names, self._numbers)
        self._guesses = Guesses(self.words())

    def words(self) -> Iterable[str]:
        """Return everything that can be looked up."""
        return dict.fromkeys(word for table in self._tables for word in table)

    def look_up(self, word: str) -> list[CodeMatch]:
        """Return the errors with this code; if there are none, with this name, this number, or another case."""
        if not any(word in table for table in self._tables):
            word = next((known for known in self.words() if known.casefold() == word.casefold()), word)
        return next((table[word] for table in self._tables if word in table), [])

    def closest(self, word: str) -> str:
        """Return the known word that is most similar; empty if none is."""
        near = self._guesses.closest(word)
        spellings = (known for known in self.words() if known.casefold() == near.casefold())
        return next((known for known in spellings if known.isupper() == word.isupper()), near)

    def find(self, pasted: PastedResponse) -> list[CodeMatch]:
        """Return the errors that a response is about, by the most likely location that has a known code."""
        for candidates in self._by_likelihood(pasted):
            for table in self._tables:
                matches: dict[int, CodeMatch] = {}
                for candidate in candidates:
                    for match in table.get(str(candidate.value).strip(), ()):
                        located = CodeMatch(match.loaded, match.entry, candidate.location)
                        matches.setdefault(id(match.entry), located)
                if matches:
                    return list(matches.values())
        return []

    def near_miss(self, pasted: PastedResponse) -> NearMiss | None:
        """Return the word that most likely is the code, in a response without a known code."""
        first: NearMiss | None = None
        for candidates in self._by_likelihood(pasted, guess=True):
            for candidate in candidates:
                if isinstance(candidate.value, str) and 0 < len(candidate.value) <= _MAX_CODE_LENGTH:
                    miss = NearMiss(candidate.value, candidate.location, self.closest(candidate.value))
                    if miss.similar:
                        return miss
                    first = first or miss
        return first

    def _by_likelihood(self, pasted: PastedResponse, *, guess: bool = False) -> Iterator[list[PastedValue]]:
        """Yield the values that can be codes, the most likely first. `guess`: only what looks like a code."""
        yield [found for loaded in self.catalogs for found in _by_envelope(loaded.catalog, pasted)]
        values = list(pasted.values())
        for keys in _KEYS:
            yield [found for found in values if found.key.lower() in keys]
        words = list(pasted.words())
        if guess:
            yield [word for word in words if _LIKE_A_CODE.fullmatch(str(word.value))]
            return
        special_keys = {*_KEYS[0], *_KEYS[1], *_STATUS_KEYS}
        yield [found for found in values if found.key.lower() not in special_keys]
        yield [word for word in words if not str(word.value).isdigit()]
        yield [found for found in values if found.key.lower() in _STATUS_KEYS]
        yield words


def _by_envelope(catalog: Catalog, pasted: PastedResponse) -> Iterator[PastedValue]:
    """Yield the values at the locations of codes in the catalog's envelope."""
    if catalog.envelope is None:
        return
    shape = envelope.shape_of(envelope.body_of(catalog.envelope))
    for body in pasted.bodies:
        for marker, path, value in envelope.values_at_markers(shape, body):
            if marker in envelope.IDENTIFYING_MARKERS and isinstance(value, (str, int)):
                yield PastedValue(marker, value, path_text(path))
