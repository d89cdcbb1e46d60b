"""What a catalog knows about a word that is no code: a status, a category, a group, a type or a tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from errcat.commands.code_lookup import CodeLookup, CodeMatch
from errcat.commands.explain_error import retry_words, status_words
from errcat.commands.terminal_markdown import markdown_lines
from errcat.model.catalog import Catalog, Category, ErrorEntry, ErrorType, Group
from errcat.reading import Loaded
from errcat.reporting.paint import Paint
from errcat.text.visible import visible

Owner = TypeVar("Owner", Category, Group, ErrorType)

_INDENT = "  "
_MAX_WIDTH = 100
_STATUS = re.compile(r"(?:HTTP(?:/[0-9.]+)?\s*)?(-?[0-9]{1,4})(?:\s+\D.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """Something other than an error, and the errors that it is about."""

    word: str
    title: str
    kind: str
    errors: list[CodeMatch]
    texts: tuple[str | None, ...] = ()

    def lines(self, width: int, paint: Paint) -> list[str]:
        """Return the lines before the list of errors."""
        title = f"  {visible(self.title)}" if self.title and self.title != self.word else ""
        count = "1 error" if len(self.errors) == 1 else f"{len(self.errors)} errors"
        lines = [f"{paint('message', visible(self.word))}{title}  {self.kind} of {count}"]
        for text in self.texts:
            if text:
                lines += [f"{_INDENT}{line}" for line in markdown_lines(text, min(width, _MAX_WIDTH) - len(_INDENT))]
        return lines


def status_topics(lookup: CodeLookup, word: str) -> Iterator[Topic]:
    """Yield a status, `409` or `HTTP 409 Conflict`, of each catalog that has it."""
    match = _STATUS.fullmatch(word.strip())
    if match is None:
        return
    status = int(match[1])
    for loaded in lookup.catalogs:
        errors = _errors(loaded, lambda error: status in (error.status or ()))
        notes = [note for note in loaded.catalog.statuses if status in note.status]
        if errors or notes:
            texts = tuple(text for note in notes for text in (note.description, note.action))
            yield Topic(status_words(loaded.catalog, status), "", "status", errors, texts)


def id_topics(lookup: CodeLookup, word: str) -> Iterator[Topic]:
    """Yield the categories, groups, types and tags with an id or a title."""
    for loaded in lookup.catalogs:
        catalog = loaded.catalog
        category = _find(catalog.categories, word)
        if category and (category.at or any(error.category == category.id for error in catalog.errors)):
            yield _category(loaded, category)
        group = _find(catalog.groups, word)
        if group:
            yield _group(loaded, group)
        type_ = _find(catalog.types, word)
        if type_:
            yield _type(loaded, type_)
        tagged = _errors(loaded, lambda error: word in error.tags)
        if tagged:
            yield Topic(word, "", "tag", tagged)


def _category(loaded: Loaded, category: Category) -> Topic:
    errors = _errors(loaded, lambda error: error.category == category.id)
    texts = (
        category.description,
        category.action and f"Do now: {category.action}",
        f"Retry: {retry_words(category.retry)}",
    )
    return Topic(category.id, category.title, "category", errors, texts)


def _group(loaded: Loaded, group: Group) -> Topic:
    ids = _with_inner_groups(loaded.catalog, group.id)
    errors = _errors(loaded, lambda error: error.group in ids)
    return Topic(group.id, group.title, "group", errors, (group.description,))


def _type(loaded: Loaded, type_: ErrorType) -> Topic:
    errors = _errors(loaded, lambda error: error.type == type_.id)
    return Topic(type_.id, type_.title, "type", errors, (type_.description,))


def _find(owners: Mapping[str, Owner], word: str) -> Owner | None:
    same = (owner for owner in owners.values() if word.casefold() in (owner.id, owner.title.casefold()))
    return owners.get(word) or next(same, None)


def _with_inner_groups(catalog: Catalog, id: str) -> set[str]:
    ids = {id}
    while more := {group.id for group in catalog.groups.values() if group.parent in ids} - ids:
        ids |= more
    return ids


def _errors(loaded: Loaded, belongs: Callable[[ErrorEntry], bool]) -> list[CodeMatch]:
    return [CodeMatch(loaded, error) for error in loaded.catalog.errors if belongs(error)]
