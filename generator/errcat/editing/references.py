"""Where a catalog refers to an error: in `see_also`, in `replaced_by`, and in its texts and samples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from errcat.editing.changes import Change, Remove, ReplaceWords, SetValue
from errcat.findings.finding import Place
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.references import Successors
from errcat.model.texts import Text
from errcat.text.code_names import page_slug

_WIRE_TEXTS = frozenset({"message", "messages", "user_message"})
"""Fields that an API sends: only a mention in double brackets is a reference there."""
_UNMISTAKABLE = re.compile(
    r"(?=.*[A-Za-z])(?:\w*_\w*|[A-Z][A-Z0-9]{2,}|\w*[0-9]\w*|[A-Z]?[a-z0-9]+(?:[A-Z][a-z0-9]*)+)"
)
"""Codes that are no word of a language: order_lost, TIMEOUT, E0308, OrderLost."""
_QUOTES = "`'\""


@dataclass(frozen=True, slots=True)
class Renamed:
    """An error and what refers to it from now on. No `new` code: nothing replaces it."""

    code: str
    name: str
    new: str = ""
    new_name: str = ""
    own: frozenset[Place] = frozenset()
    """Where the entries of the error are."""
    is_same_error: bool = True
    """Whether the new code means the same error, so that texts about the old code are true of the new code."""

    @property
    def words(self) -> dict[str, str]:
        """The words that refer to the error, with the words that replace them."""
        return {self.name: self.new_name or self.new, self.code: self.new} if self.name else {self.code: self.new}


@dataclass(slots=True)
class ReferenceChanges:
    """The changes of references, and the places that a person must look at."""

    changes: dict[int, list[Change]] = field(default_factory=dict)
    unclear: list[Place] = field(default_factory=list)
    """Texts with the code that may or may not mean the error."""

    def add(self, document: int, *changes: Change) -> None:
        self.changes.setdefault(document, []).extend(changes)


def reference_changes(catalog: Catalog, renamed: Renamed) -> ReferenceChanges:
    """Return the changes that make all references to an error lead to its replacement, or delete them."""
    found = ReferenceChanges()
    for error in catalog.errors:
        if error.at not in renamed.own or renamed.new:
            _see_also(error, renamed, found)
    _replaced_by(catalog, renamed, found)
    for text in catalog.texts:
        in_wire = bool(_WIRE_TEXTS.intersection(map(str, text.steps)))
        _text(text, renamed, found, only_mentions=in_wire or not renamed.is_same_error)
    for sample in catalog.samples:
        _sample(sample, renamed, found)
    return found


def _see_also(error: ErrorEntry, renamed: Renamed, found: ReferenceChanges) -> None:
    path = (*error.at.path, "see_also")
    kept = [reference for reference in error.see_also if reference not in renamed.words]
    removed: list[int] = []
    for number, reference in enumerate(error.see_also):
        if reference not in renamed.words:
            continue
        new = renamed.words[reference]
        if new and new not in kept and (new not in (error.code, error.name) or error.at in renamed.own):
            kept.append(new)
            found.add(error.at.document, SetValue((*path, number), new))
        else:
            removed.append(number)
    if removed and not kept:
        found.add(error.at.document, Remove(path))
    else:
        found.add(error.at.document, *(Remove((*path, number)) for number in removed))


def _replaced_by(catalog: Catalog, renamed: Renamed, found: ReferenceChanges) -> None:
    for holder, reference, at in Successors(catalog).replaced_entries():
        if reference not in renamed.words or holder.at in renamed.own:
            continue
        new = renamed.words[reference]
        if new and new != holder.code:
            found.add(at.document, SetValue(at.path, new))
            continue
        parent = at.path[:-1]
        is_only_key = isinstance(holder, ErrorEntry) and holder.raw.get("deprecated", {}).keys() == {"replaced_by"}
        found.add(at.document, SetValue(parent, True) if is_only_key else Remove(at.path))


# --- texts -----------------------------------------------------------------------------------------------------------


def _text(text: Text, renamed: Renamed, found: ReferenceChanges, *, only_mentions: bool) -> None:
    place = text.at
    for word, new in renamed.words.items():
        if not word or word not in text.value:
            continue
        if new:
            chosen = [
                number for number, start in _occurrences(text.value, word) if _is_mention(text.value, start, word)
            ]
            if not only_mentions:
                chosen += [
                    number for number, start in _occurrences(text.value, word) if _is_reference(text.value, start, word)
                ]
            if chosen:
                numbers = tuple(sorted(set(chosen)))
                found.add(place.document, ReplaceWords(place.path, word, new, numbers))
        else:
            mention, plain = f"[[{word}]]", f"`{word}`" if text.markdown else word
            chosen = [number for number, _start in _occurrences(text.value, mention)]
            if chosen:
                found.add(place.document, ReplaceWords(place.path, mention, plain, tuple(chosen)))
        if _is_unclear(text.value, word, chosen):
            found.unclear.append(place)
            break
    if text.markdown:
        _anchors(text, renamed, found)


def _anchors(text: Text, renamed: Renamed, found: ReferenceChanges) -> None:
    """Links to the error within the docs: `[lost](#order-lost)`. Without a replacement, only their words stay."""
    if "(#" not in text.value or not renamed.name:
        return
    changes: dict[str, str] = {}
    for anchor in {page_slug(renamed.name), renamed.code, renamed.code.lower()} - {""}:
        if not renamed.new:
            links = re.compile(rf"\[([^\[\]]*)\]\(#{re.escape(anchor)}\)").finditer(text.value)
            changes |= {link[0]: link[1] for link in links}
        elif anchor != renamed.code:
            changes[f"(#{anchor})"] = f"(#{page_slug(renamed.new_name) or renamed.new})"
    for old, new in sorted(changes.items()):
        numbers = tuple(number for number, _start in _occurrences(text.value, old))
        if numbers:
            found.add(text.at.document, ReplaceWords(text.at.path, old, new, numbers))


def _sample(sample: Text, renamed: Renamed, found: ReferenceChanges) -> None:
    place = sample.at
    is_own = sample.owner in renamed.own
    if is_own and renamed.new and sample.value == renamed.code:
        found.add(place.document, SetValue(place.path, renamed.new))
        return
    if renamed.is_same_error:
        _text(sample, renamed, found, only_mentions=False)
    elif not is_own and any(_is_unclear(sample.value, word, ()) for word in renamed.words):
        found.unclear.append(place)


def _occurrences(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield the number and the start of each occurrence of a substring; they do not overlap."""
    start, number = text.find(word), 0
    while start >= 0:
        yield number, start
        start, number = text.find(word, start + len(word)), number + 1


def _is_mention(text: str, start: int, word: str) -> bool:
    end = start + len(word)
    in_brackets = text[:start].endswith("[[") and text.startswith("]]", end)
    return in_brackets or (text[:start].endswith("(#") and text.startswith(")", end))


def _is_reference(text: str, start: int, word: str) -> bool:
    """Whether an occurrence is certainly the code of the error, not a word of the language or a part of an address."""
    before, after = text[start - 1 : start] if start else "", text[start + len(word) :][:1]
    if before in ("/", "#", "-", "\\", "{", "$") or after in ("-", "/", "}") or _continues(before) or _continues(after):
        return False
    is_in_quotes = bool(before) and before == after and before in _QUOTES
    if _UNMISTAKABLE.fullmatch(word):
        return True
    return is_in_quotes and "-" in word


def _continues(char: str) -> bool:
    return char.isalnum() or char == "_"


def _is_unclear(text: str, word: str, chosen: list[int] | tuple[int, ...]) -> bool:
    """Whether a text still has the code, in quotes or unmistakably."""
    if not word:
        return False
    for number, start in _occurrences(text, word):
        before, after = text[start - 1 : start] if start else "", text[start + len(word) :][:1]
        if number in chosen or _continues(before) or _continues(after):
            continue
        is_in_quotes = bool(before) and before == after and before in _QUOTES
        if is_in_quotes or _UNMISTAKABLE.fullmatch(word):
            return True
    return False
