"""References between entries of a catalog: whether they exist, what was meant, and what replaced an entry."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise
from typing import Protocol

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry, RetiredCode
from errcat.text.code_names import derive_name
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.suggestions import closest, listed
from errcat.text.yaml_writer import yaml_word

MOST_GUESSES = 100
"""The most words that are looked up. A catalog with more unknown words has no typing mistakes but another problem."""
MOST_COMPARED = 40
"""The most words that a guess compares closely."""

MANY_USES = 3
"""An undeclared id that this many entries have is a single mistake: probably, its declaration is missing."""

MOST_STEPS = 50
"""The longest chain of replacements that is followed."""

CodeEntry = ErrorEntry | RetiredCode
"""An entry with a code, which can have a successor."""


class Titled(Protocol):
    """An entry that has a title."""

    @property
    def title(self) -> str: ...


class Guesses:
    """Guesses what was meant, for many words and a large vocabulary. Each word is looked up once."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(dict.fromkeys(known))
        self._guesses: dict[str, str] = {}

    def closest(self, word: str) -> str:
        """Return the known word that was most likely meant; empty if none is close."""
        guess = self._guesses.get(word)
        if guess is None:
            guess = self._guesses[word] = self._search(word) if len(self._guesses) < MOST_GUESSES else ""
        return guess

    def _search(self, word: str) -> str:
        if len(self._known) <= MOST_COMPARED:
            return closest(word, self._known)
        # A close comparison is slow, so only words that share most pairs of letters are compared.
        pairs = _pairs(word)
        candidates = nsmallest(MOST_COMPARED, self._pairs, key=lambda item: (pairs ^ item[0]).bit_count())
        return closest(word, [candidate for _pairs, candidate in candidates])

    @cached_property
    def _pairs(self) -> list[tuple[int, str]]:
        return [(_pairs(known_word), known_word) for known_word in self._known if len(known_word) <= 64]


def _pairs(word: str) -> int:
    """Return the pairs of letters in a word as bits: the fewer bits differ, the more similar two words are."""
    small = word[:64].casefold()
    bits = 0
    for first, second in pairwise(small):
        bits |= 1 << ((ord(first) * 31 + ord(second)) & 255)
    return bits


def unknown_ids(
    rule: str,
    field: str,
    uses: Iterable[tuple[str | None, Place]],
    known: Mapping[str, Titled],
    *,
    complete: bool,
    otherwise: str = "",
) -> Iterator[Problem]:
    """Yield a problem for each use of an undeclared id. A use is an id, or None, and the owner of the field.

    An id can also be close to the title of a declared one. An id with many uses is a single problem, at its first use.

    If the catalog could not be read completely (`complete` is false), only ids that are close to a known one are
    reported. `otherwise` is the help for an id without a close one.
    """
    declared = frozenset(known)
    owners: dict[str, list[Place]] = {}
    for id, owner in uses:
        if id is not None and id not in declared:
            owners.setdefault(id, []).append(owner)
    owner_name = "groups" if field == "parent" else "errors"
    guesses = Guesses([*known, *(entry.title for entry in known.values())]) if owners else None
    for id, places in owners.items():
        close = guesses.closest(id) if guesses else ""
        guess = close if close in declared else next((key for key in known if known[key].title == close), "")
        if not guess and field == "category":
            guess = meant_category(id, declared)
        if not guess and not complete:
            continue
        is_repeated = len(places) >= MANY_USES
        values = {
            "id": id,
            "similar": yaml_word(guess) if guess else "",
            "known": listed(known),
            "uses": f", but {len(places)} {owner_name} have it" if is_repeated else "",
        }
        similar = "similar-many" if is_repeated and otherwise != "built-in" else "similar"
        kind = similar if guess else otherwise if declared else "undeclared"
        for owner in places[:1] if is_repeated else places:
            yield Problem(rule, owner / field, values, help=kind)


CATEGORY_SYNONYMS: Mapping[str, str] = {
    word: category
    for category, words in {
        "retry": "transient temporary retryable retriable wait later throttled wiederholen reessayer reintentar",
        "fix": "client client_error user_error bad_request invalid permanent beheben korrigieren corriger corregir",
        "escalate": "support contact contact_support human server_error fatal kontakt eskalieren escalader escalar",
        "success": "ok okay done fine erfolg succes exito",
    }.items()
    for word in words.split()
}
"""Words for the built-in categories, in snake_case and without accents."""


def meant_category(word: str, known: Container[str]) -> str:
    """Return the category that a word in another vocabulary or language means; empty if unknown or not declared."""
    category = CATEGORY_SYNONYMS.get("_".join(re.findall(r"[a-z]+", word.lower())), "")
    return category if category in known else ""


_USUAL_CODE = lazy_pattern(r"[A-Za-z0-9_.:/-]*[A-Za-z0-9_]")


def is_about_unusual_code(catalog: Catalog, reference: str) -> bool:
    """Whether a reference has the name of an error with spaces or commas in its code, which other rules report."""
    error = catalog.by_name.get(derive_name(reference))
    return error is not None and not (error.named or _USUAL_CODE.fullmatch(error.code))


def vocabulary(catalog: Catalog) -> Iterator[str]:
    """Yield all words that `see_also` and `replaced_by` can have."""
    for error in catalog.described():
        yield error.code
        if error.name and error.name.lower() != error.code.lower():
            yield error.name


def plain_spellings(catalog: Catalog) -> frozenset[str]:
    """Return the codes with unusual characters or punctuation at their end, without these.

    A reference to such a spelling is not wrong: another rule reports the code.
    """
    codes = (error.code for error in catalog.described())
    plain = ((code, code.encode("ascii", "ignore").decode().strip(" ,;.")) for code in codes)
    return frozenset(spelling for code, spelling in plain if spelling and spelling != code)


class Successors:
    """The successors of codes."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._retired: dict[str, RetiredCode] = {}
        for retired in catalog.retired:
            self._retired.setdefault(retired.code, retired)
        for retired in catalog.retired:
            if retired.name:
                self._retired.setdefault(retired.name, retired)

    def replaced_entries(self) -> Iterator[tuple[CodeEntry, str, Place]]:
        """Yield each entry with a `replaced_by`, its value, and its place."""
        for error in self._catalog.errors:
            replacement = replacement_of(error)
            if replacement is not None:
                yield error, replacement, error.at / "deprecated" / "replaced_by"
        for retired in self._catalog.retired:
            if retired.replaced_by is not None:
                yield retired, retired.replaced_by, retired.at / "replaced_by"

    def find(self, reference: str) -> CodeEntry | None:
        """Return the entry of a reference: of several errors with the code, a current one."""
        entries = self._catalog.by_code.get(reference, ())
        current = next((error for error in entries if error.deprecated is None), None)
        return current or self._catalog.find(reference) or self._retired.get(reference)

    def successor_of(self, coded: CodeEntry) -> CodeEntry | None:
        """Return the entry that replaces another one; None if there is none or it is unknown."""
        replacement = replacement_of(coded)
        return None if replacement is None else self.find(replacement)

    @cached_property
    def cycles(self) -> list[list[CodeEntry]]:
        """The chains of codes that replace one another in a circle, each from the first entry in the catalog."""
        cycles: list[list[CodeEntry]] = []
        order: dict[Place, int] = {}
        for number, (holder, _replacement, _at) in enumerate(self.replaced_entries()):
            order[holder.at] = number
        walked: dict[Place, int] = {}
        for number, (start, _replacement, _at) in enumerate(self.replaced_entries()):
            chain: list[CodeEntry] = []
            entry: CodeEntry | None = start
            while entry is not None and entry.at not in walked:
                walked[entry.at] = number
                chain.append(entry)
                entry = self.successor_of(entry)
            if entry is not None and walked[entry.at] == number:
                cycle = chain[[each.at for each in chain].index(entry.at) :]
                first = min(range(len(cycle)), key=lambda index: order[cycle[index].at])
                cycles.append(cycle[first:] + cycle[:first])
        return cycles

    def final_successor(self, coded: CodeEntry) -> CodeEntry | None:
        """Return the current entry at the end of a chain of replacements; None if there is none."""
        seen: set[Place] = set()
        following: CodeEntry | None = coded
        while following is not None and following.at not in seen and len(seen) < MOST_STEPS:
            if is_current(following):
                return following
            seen.add(following.at)
            following = self.successor_of(following)
        return None


def replacement_of(coded: CodeEntry) -> str | None:
    if isinstance(coded, RetiredCode):
        return coded.replaced_by
    return coded.deprecated.replaced_by if coded.deprecated else None


def is_current(coded: CodeEntry) -> bool:
    """Whether an entry is neither retired nor deprecated."""
    return isinstance(coded, ErrorEntry) and coded.deprecated is None


def display_name(error: ErrorEntry) -> str:
    """Return a name for an error in a sentence, even if its code could not be read."""
    return error.code or str(error.raw.get("code") or f"{error.at.path[0]}[{error.at.path[1]}]")
