"""What one part of a catalog names in another: does it exist, what was meant, and what took its place. A noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry, RetiredCode
from errcat.text.suggestions import closest, listed
from errcat.text.yaml_writer import yaml_word

MOST_GUESSES = 100
"""For how many words a catalog's vocabulary is searched; a catalog with more has another trouble than slips."""
MOST_COMPARED = 40
"""How many words a guess looks at closely."""

MOST_STEPS = 50
"""How many replacements of replacements are followed."""

CodeEntry = ErrorEntry | RetiredCode
"""What has a code, and may have a successor."""


class Guesses:
    """Did you mean …?, for many words and a large vocabulary: each word is asked for once."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(dict.fromkeys(known))
        self._guesses: dict[str, str] = {}

    def closest(self, word: str) -> str:
        """The known word that somebody most likely meant; empty where none is near."""
        guess = self._guesses.get(word)
        if guess is None:
            guess = self._guesses[word] = self._search(word) if len(self._guesses) < MOST_GUESSES else ""
        return guess

    def _search(self, word: str) -> str:
        if len(self._known) <= MOST_COMPARED:
            return closest(word, self._known)
        # Comparing closely takes long: only with those that have most pairs of letters in common.
        pairs = _pairs(word)
        candidates = nsmallest(MOST_COMPARED, self._pairs, key=lambda item: (pairs ^ item[0]).bit_count())
        return closest(word, [candidate for _pairs, candidate in candidates])

    @cached_property
    def _pairs(self) -> list[tuple[int, str]]:
        return [(_pairs(known_word), known_word) for known_word in self._known if len(known_word) <= 64]


def _pairs(word: str) -> int:
    """Which pairs of letters a word has, as bits: the fewer bits differ, the more alike two words are."""
    small = word[:64].casefold()
    bits = 0
    for first, second in pairwise(small):
        bits |= 1 << ((ord(first) * 31 + ord(second)) & 255)
    return bits


def unknown_ids(
    rule: str,
    field: str,
    uses: Iterable[tuple[str | None, Place]],
    known: Iterable[str],
    *,
    complete: bool,
    otherwise: str = "",
) -> Iterator[Problem]:
    """A problem for each use of an id that is not declared. A use is an id, or nothing, and what has it in a field.

    `complete`: all of the catalog could be read; else only what is near a known id is told.
    `otherwise`: the help where none is near.
    """
    declared = frozenset(known)
    guesses: Guesses | None = None
    for id, owner in uses:
        if id is None or id in declared:
            continue
        guesses = guesses or Guesses(known)
        guess = guesses.closest(id)
        if guess or complete:
            values = {"id": id, "similar": yaml_word(guess) if guess else "", "known": listed(known)}
            yield Problem(
                rule, owner / field, values, help="similar" if guess else otherwise if declared else "undeclared"
            )


def vocabulary(catalog: Catalog) -> Iterator[str]:
    """Every word that `see_also` and `replaced_by` may say."""
    for error in catalog.described():
        yield error.code
        if error.name and error.name.lower() != error.code.lower():
            yield error.name


class Successors:
    """Which code took the place of which."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._retired: dict[str, RetiredCode] = {}
        for retired in catalog.retired:
            self._retired.setdefault(retired.code, retired)
        for retired in catalog.retired:
            if retired.name:
                self._retired.setdefault(retired.name, retired)

    def replaced_entries(self) -> Iterator[tuple[CodeEntry, str, Place]]:
        """Everything that says `replaced_by`: itself, what it says, and where."""
        for error in self._catalog.errors:
            replacement = replacement_of(error)
            if replacement is not None:
                yield error, replacement, error.at / "deprecated" / "replaced_by"
        for retired in self._catalog.retired:
            if retired.replaced_by is not None:
                yield retired, retired.replaced_by, retired.at / "replaced_by"

    def find(self, reference: str) -> CodeEntry | None:
        """What a reference means: of several errors with one code, one that is current."""
        entries = self._catalog.by_code.get(reference, ())
        current = next((error for error in entries if error.deprecated is None), None)
        return current or self._catalog.find(reference) or self._retired.get(reference)

    def successor_of(self, coded: CodeEntry) -> CodeEntry | None:
        """What took its place; None where nothing did, or where that is not known."""
        replacement = replacement_of(coded)
        return None if replacement is None else self.find(replacement)

    @cached_property
    def cycles(self) -> list[list[CodeEntry]]:
        """Each row of codes that replace one another in a circle, from the one that the catalog has first."""
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
        """What is current at the end of a row of replacements; None where nothing is."""
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
    """Whether it is neither retired nor on its way out."""
    return isinstance(coded, ErrorEntry) and coded.deprecated is None


def display_name(error: ErrorEntry) -> str:
    """What to call an error in a sentence, also where its code could not be read."""
    return error.code or str(error.raw.get("code") or f"{error.at.path[0]}[{error.at.path[1]}]")
