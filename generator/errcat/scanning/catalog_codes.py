"""The codes of some catalogs, as source code refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from errcat import envelope
from errcat.model.catalog import Catalog, ErrorEntry, RetiredCode
from errcat.model.references import Guesses
from errcat.resolved.resolve import resolve
from errcat.targets.python.class_names import class_names
from errcat.text.code_names import words_of
from errcat.text.code_styles import styles_of

_MOST_GUESSES = 100
_CLOSE = 0.84
"""How similar a text must be to a code if nothing else says that it is one."""


@dataclass(frozen=True)
class CatalogCodes:
    """The codes of some catalogs."""

    errors: Mapping[str, tuple[ErrorEntry, ...]]
    """The entries of each code. A `number` is a code, too."""
    retired: Mapping[str, RetiredCode]
    members: Mapping[str, str]
    """The codes by the members of the generated enum."""
    classes: Mapping[str, str]
    """The codes by the generated exception classes."""
    shared_classes: frozenset[str]
    """The generated exception classes that take a code."""
    paths: frozenset[tuple[str, ...]]
    """Where a response body has the code, as keys from outside to inside."""
    body_keys: frozenset[str]
    """The keys that a response body has next to the code."""
    status_keys: frozenset[str]
    has_numbers: bool
    unread: frozenset[str] = frozenset()
    """Codes of entries that could not be read."""
    _guesses: list[Guesses] = field(default_factory=list)

    def knows(self, code: str) -> bool:
        return code in self.errors or code in self.retired or code in self.unread

    def closest(self, code: str) -> str:
        """Return the code that was most likely meant; empty if none is close."""
        # a `Guesses` looks up a limited number of words
        if not self._guesses or len(self._lookups) >= _MOST_GUESSES:
            self._guesses[:] = [Guesses(self.errors)]
            self._lookups.clear()
        self._lookups.add(code)
        return self._guesses[0].closest(code)

    @cached_property
    def _lookups(self) -> set[str]:
        return set()

    def is_nearly(self, text: str) -> bool:
        """Whether a text is almost certainly a misspelled code."""
        if not self.has_code_style(text):
            return False
        guess = self.closest(text)
        if not guess:
            return False
        from difflib import SequenceMatcher  # noqa: PLC0415 — slow to load, and most code has no misspelled code

        return SequenceMatcher(None, guess.casefold(), text.casefold()).ratio() >= _CLOSE

    def has_code_style(self, text: str) -> bool:
        """Whether a text is written as the codes are, and is more than an ordinary word."""
        if styles_of(text).isdisjoint(self._styles):
            return False
        return len(words_of(text)) > 1 or not text.islower()

    @cached_property
    def _styles(self) -> frozenset[int]:
        return frozenset(style for code in self.errors for style in styles_of(code))


def codes_of(catalogs: Iterable[Catalog], base_classes: Sequence[str]) -> CatalogCodes:
    """Return the codes of some catalogs."""
    errors: dict[str, list[ErrorEntry]] = {}
    retired: dict[str, RetiredCode] = {}
    members: dict[str, str] = {}
    classes: dict[str, str] = {}
    shared: set[str] = set(base_classes)
    paths: set[tuple[str, ...]] = set()
    body_keys: set[str] = set()
    status_keys: set[str] = set()
    unread: set[str] = set()
    for catalog in catalogs:
        for error in catalog.described():
            for code in dict.fromkeys((error.code, *([str(error.number)] if error.number is not None else []))):
                errors.setdefault(code, []).append(error)
        retired.update({entry.code: entry for entry in catalog.retired})
        unread |= catalog.unread_codes
        resolved = resolve(catalog, "")
        for resolved_error in resolved["errors"]:
            members.setdefault(resolved_error["names"]["python"], resolved_error["code"])
        by_name = {resolved_error["name"]: resolved_error["code"] for resolved_error in resolved["errors"]}
        for base in base_classes:
            names = class_names(resolved, base, types=True, codes=True)
            classes.update({class_name: by_name[name] for name, class_name in names.codes.items()})
            shared.update(names.types.values(), names.categories.values())
        shape = envelope.shape_of(resolved["envelope"]["body"])
        for marker, path in envelope.markers(shape):
            steps = tuple(step for step in path if isinstance(step, str))
            if not steps:
                continue
            body_keys.add(steps[-1])
            if marker.name in envelope.IDENTIFYING_MARKERS:
                paths.add(steps)
            elif marker.name == "status":
                status_keys.add(steps[-1])
    return CatalogCodes(
        errors={code: tuple(entries) for code, entries in errors.items()},
        retired={code: entry for code, entry in retired.items() if code not in errors},
        members=members,
        classes=classes,
        shared_classes=frozenset(shared),
        paths=frozenset(paths),
        body_keys=frozenset(body_keys),
        status_keys=frozenset(status_keys),
        has_numbers=any(code.lstrip("+-").isdecimal() for code in errors),
        unread=frozenset(unread),
    )
