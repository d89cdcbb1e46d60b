"""Which error a word, or a pasted response, is about: looked up in the catalogs of the project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from errcat import envelope
from errcat.commands.pasted import Leaf, Pasted
from errcat.findings.wording import path_text
from errcat.model.catalog import Catalog, ErrorEntry, RetiredCode
from errcat.model.references import Guesses
from errcat.reading import Loaded

# Names that codes have in responses, the likeliest first; what is not here comes after them.
_KEYS = (
    ("code", "error_code", "errorcode", "err_code", "errcode", "x-error-code", "error-code", "x-errcat-code"),
    ("reason", "type", "name", "error", "number", "errno", "subcode", "error_subcode"),
)
# A word of a text that is hardly one of a language.
_LIKE_A_CODE = re.compile(r"[A-Za-z0-9]+(?:[_.:-][A-Za-z0-9]+)+|[A-Z][A-Z0-9]{3,}|[A-Z]{1,4}[0-9]{2,}")
_STATUS_KEYS = ("status", "status_code", "statuscode", "http_status")


@dataclass(frozen=True, slots=True)
class FoundCode:
    """An error, or a retired code, that somebody asked about."""

    loaded: Loaded
    entry: ErrorEntry | RetiredCode
    where: str = ""
    """Where in what was pasted it was found."""

    @property
    def catalog(self) -> Catalog:
        return self.loaded.catalog


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What looks like a code and is none."""

    word: str
    where: str
    similar: str


class KnownCodes:
    """The codes, names and numbers of some catalogs."""

    def __init__(self, catalogs: Sequence[Loaded]) -> None:
        self.catalogs = catalogs
        # One after the other: a name is an answer only where no code is.
        self._codes: dict[str, list[FoundCode]] = {}
        self._names: dict[str, list[FoundCode]] = {}
        self._numbers: dict[str, list[FoundCode]] = {}
        for loaded in catalogs:
            for error in loaded.catalog.errors:
                answer = FoundCode(loaded, error)
                if "code" not in error.broken:
                    self._codes.setdefault(error.code, []).append(answer)
                if error.name:
                    self._names.setdefault(error.name, []).append(answer)
                if error.number is not None:
                    self._numbers.setdefault(str(error.number), []).append(answer)
            for retired in loaded.catalog.retired:
                self._codes.setdefault(retired.code, []).append(FoundCode(loaded, retired))
        self._tables = (self._codes, self._names, self._numbers)
        self._guesses = Guesses(self.words())

    def words(self) -> Iterable[str]:
        """Everything that can be looked up."""
        return dict.fromkeys(word for table in self._tables for word in table)

    def look_up(self, word: str) -> list[FoundCode]:
        """Every error that has a word as its code; else as its name, or its number; else in other capitals."""
        found = next((table[word] for table in self._tables if word in table), None)
        if found is None:
            same = next((known for known in self.words() if known.casefold() == word.casefold()), word)
            found = next((table[same] for table in self._tables if same in table), [])
        return found

    def closest(self, word: str) -> str:
        """The known word that somebody most likely meant."""
        near = self._guesses.closest(word)
        same = (known for known in self.words() if known.casefold() == near.casefold())
        return next((known for known in same if known.isupper() == word.isupper()), near)

    def find(self, pasted: Pasted) -> list[FoundCode]:
        """The errors that a pasted text is about: by the envelope, else by the likeliest names, else by words."""
        for leaves in self._by_likelihood(pasted):
            for table in self._tables:
                found: dict[int, FoundCode] = {}
                for leaf in leaves:
                    for answer in table.get(str(leaf.value).strip(), ()):
                        found.setdefault(id(answer.entry), FoundCode(answer.loaded, answer.entry, leaf.where))
                if found:
                    return list(found.values())
        return []

    def near_miss(self, pasted: Pasted) -> NearMiss | None:
        """What stands where a code belongs, in a text that has no known one."""
        first: NearMiss | None = None
        for leaves in self._by_likelihood(pasted, guess=True):
            for leaf in leaves:
                if isinstance(leaf.value, str) and leaf.value and len(leaf.value) <= 128:
                    miss = NearMiss(leaf.value, leaf.where, self.closest(leaf.value))
                    if miss.similar:
                        return miss
                    first = first or miss
        return first

    def _by_likelihood(self, pasted: Pasted, *, guess: bool = False) -> Iterator[list[Leaf]]:
        yield [leaf for loaded in self.catalogs for leaf in _by_envelope(loaded.catalog, pasted)]
        leaves = list(pasted.leaves())
        for keys in _KEYS:
            yield [leaf for leaf in leaves if leaf.key.lower() in keys]
        if guess:
            yield [leaf for leaf in pasted.words() if _LIKE_A_CODE.fullmatch(str(leaf.value))]
            return
        named = {key for keys in _KEYS for key in keys}
        others = [leaf for leaf in leaves if leaf.key.lower() not in named and leaf.key.lower() not in _STATUS_KEYS]
        yield others
        words = list(pasted.words())
        yield [leaf for leaf in words if not str(leaf.value).isdigit()]
        yield [leaf for leaf in leaves if leaf.key.lower() in _STATUS_KEYS]
        yield words


def _by_envelope(catalog: Catalog, pasted: Pasted) -> Iterator[Leaf]:
    """What stands where the catalog's envelope says that a code travels."""
    if catalog.envelope is None:
        return
    shape = envelope.shape_of(envelope.body_of(catalog.envelope))
    for body in pasted.bodies:
        for marker, path, value in travelling(shape, body):
            if marker in envelope.IDENTIFYING_MARKERS and isinstance(value, (str, int)):
                yield Leaf(marker, value, path_text(path))


def travelling(
    shape: envelope.Shape, body: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, tuple[str | int, ...], object]]:
    """What travels at each marker of an envelope: its name, the path, the value."""
    match shape:
        case envelope.Marker():
            yield shape.name, path, body
        case envelope.ObjectShape() if isinstance(body, dict):
            for key, value in body.items():
                known = shape.keys.get(key) or shape.others
                if known is not None:
                    yield from travelling(known.shape, value, (*path, key))
        case envelope.ListShape() if isinstance(body, list):
            for number, item in enumerate(body):
                for inner_shape in shape.shapes:
                    yield from travelling(inner_shape, item, (*path, number))
