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
_NOT_BEFORE = frozenset("/#-\\{$")
_NOT_AFTER = frozenset("-/}")
"""Characters next to a part of an address, of a longer code or of a placeholder."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """An error and what refers to it from now on. No `new` code: nothing replaces it."""

    code: str
    name: str
    """The name, if it goes away together with the code; otherwise empty."""
    new: str
    new_name: str
    own: frozenset[Place]
    """Where the entries of the error are."""
    has_code: bool = True
    """Whether the code means this error; false if other errors have the code, too."""
    is_same_error: bool = True
    """Whether the new code means the same error, so that texts about the old code are true of the new code."""

    @property
    def words(self) -> dict[str, str]:
        """The words that refer to the error, with the words that replace them."""
        by_name = {self.name: self.new_name or self.new} if self.name else {}
        return by_name | ({self.code: self.new} if self.has_code else {})


@dataclass(slots=True)
class ReferenceChanges:
    """The changes of each file."""

    changes: dict[int, list[Change]] = field(default_factory=dict)

    def add(self, document: int, *changes: Change) -> None:
        self.changes.setdefault(document, []).extend(changes)


def reference_changes(catalog: Catalog, renamed: Renamed) -> ReferenceChanges:
    """Return the changes that make all references to an error lead to its replacement, or delete them."""
    found = ReferenceChanges()
    for error in catalog.errors:
        if error.at not in renamed.own or renamed.new:
            _see_also(error, renamed, found)
    _replaced_by(catalog, renamed, found)
    for text in catalog.texts.all:
        in_wire = bool(_WIRE_TEXTS.intersection(map(str, text.steps)))
        _text(text, renamed, found, only_mentions=in_wire or not renamed.is_same_error)
    for sample in catalog.samples.all:
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
    for word, replacement in renamed.words.items():
        if not word or word not in text.value:
            continue
        if replacement:
            old, new = word, replacement
            numbers = [
                number
                for number, start in _occurrences(text.value, word)
                if _is_mention(text.value, start, word)
                or (not only_mentions and _is_reference(text.value, start, word))
            ]
        else:
            old, new = f"[[{word}]]", f"`{word}`" if text.markdown else word
            numbers = [number for number, _start in _occurrences(text.value, old)]
        if numbers:
            found.add(text.at.document, ReplaceWords(text.at.path, old, new, tuple(numbers)))
    if text.markdown:
        _anchors(text, renamed, found)


def _anchors(text: Text, renamed: Renamed, found: ReferenceChanges) -> None:
    """Links to the error within the docs: `[lost](#order-lost)`. Without a replacement, only their words stay."""
    if "(#" not in text.value or not renamed.has_code:
        return
    slug = page_slug(renamed.name) if renamed.name else ""
    changes: dict[str, str] = {}
    for anchor in {slug, renamed.code, renamed.code.lower()} - {""}:
        if renamed.new:
            is_slug = anchor == slug and renamed.new_name
            changes[f"(#{anchor})"] = f"(#{page_slug(renamed.new_name) if is_slug else renamed.new})"
        else:
            links = re.compile(rf"\[([^\[\]]*)\]\(#{re.escape(anchor)}\)").finditer(text.value)
            changes |= {link[0]: link[1] for link in links}
    for old, new in sorted(changes.items()):
        numbers = tuple(number for number, _start in _occurrences(text.value, old))
        if numbers:
            found.add(text.at.document, ReplaceWords(text.at.path, old, new, numbers))


def _sample(sample: Text, renamed: Renamed, found: ReferenceChanges) -> None:
    if not renamed.is_same_error:
        return
    if sample.owner in renamed.own and sample.value == renamed.code:
        found.add(sample.at.document, SetValue(sample.at.path, renamed.new))
    else:
        _text(sample, renamed, found, only_mentions=False)


def _occurrences(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield the number and the start of each occurrence of a substring; they do not overlap."""
    start, number = text.find(word), 0
    while start >= 0:
        yield number, start
        start, number = text.find(word, start + len(word)), number + 1


def _is_mention(text: str, start: int, word: str) -> bool:
    return text[max(start - 2, 0) : start] == "[[" and text.startswith("]]", start + len(word))


def _is_reference(text: str, start: int, word: str) -> bool:
    """Whether an occurrence is certainly the code of the error, not a word of the language or a part of an address."""
    before, after = _around(text, start, word)
    if before in _NOT_BEFORE or after in _NOT_AFTER or _continues(before) or _continues(after):
        return False
    return _UNMISTAKABLE.fullmatch(word) is not None or ("-" in word and _is_in_quotes(before, after))


def contains_code(text: str, word: str) -> bool:
    """Whether a text contains a code that can't be a word of the language: in quotes, or unmistakable."""
    for _number, start in _occurrences(text, word) if word else ():
        before, after = _around(text, start, word)
        is_whole = not _continues(before) and not _continues(after)
        if is_whole and (_is_in_quotes(before, after) or _UNMISTAKABLE.fullmatch(word)):
            return True
    return False


def _around(text: str, start: int, word: str) -> tuple[str, str]:
    """Return the characters before and after an occurrence."""
    end = start + len(word)
    return text[max(start - 1, 0) : start], text[end : end + 1]


def _is_in_quotes(before: str, after: str) -> bool:
    return before == after and before != "" and before in _QUOTES


def _continues(char: str) -> bool:
    return char.isalnum() or char == "_"
