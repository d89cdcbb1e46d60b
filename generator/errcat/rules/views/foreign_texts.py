"""Placeholders of other languages in the messages of an error, for the rules about placeholders."""

from __future__ import annotations

from errcat.model.catalog import ErrorEntry
from errcat.rules.views.message_texts import original_texts, translated_texts
from errcat.text import foreign_placeholders, placeholders
from errcat.text.foreign_placeholders import ForeignPlaceholder


def foreign_in(message: str, error: ErrorEntry) -> list[ForeignPlaceholder]:
    """Return the placeholders of other languages in a message of an error."""
    if not foreign_placeholders.find(message, error.params):
        return []
    own = own_placeholders(error)
    return foreign_placeholders.find(
        message, {*error.params, *own}, braces=not own and placeholders.is_well_formed(message)
    )


def own_placeholders(error: ErrorEntry) -> set[str]:
    """Return the names of the placeholders in all messages of an error, apart from those inside of foreign ones."""
    names: set[str] = set()
    for _at, text in (*original_texts(error), *translated_texts(error)):
        foreign = foreign_placeholders.find(text, error.params)
        for part in placeholders.parse(text):
            if not isinstance(part, str) and not foreign_placeholders.covers(foreign, part.start):
                names.add(part.name)
    return names


def param_description(name: str) -> str:
    """Return the least that a description of a param can say."""
    return f"The {name.replace('_', ' ')}"
