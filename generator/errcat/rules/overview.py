"""A catalog at a glance: the values that its errors have, each once.

The table of rules asks it whether a rule can find anything. Its answers take little time even for large catalogs.
"""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import Any

from errcat.model.catalog import Catalog
from errcat.model.references import CodeEntry
from errcat.model.shown_strings import linked
from errcat.model.texts import Texts
from errcat.rules.views.message_texts import other_templates


class Overview:
    """What a catalog has."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._values: dict[str, frozenset[Any]] = {}

    def has(self, field: str) -> bool:
        """Whether any error has a field with a value that is neither empty nor zero."""
        return any(map(attrgetter(field), self.catalog.errors))

    def values(self, field: str) -> frozenset[Any]:
        """Return the values of a field, each once, with None if an error lacks the field."""
        if field not in self._values:
            self._values[field] = frozenset(map(attrgetter(field), self.catalog.errors))
        return self._values[field]

    @cached_property
    def codes(self) -> list[str]:
        """The code of each error whose code could be read."""
        return [error.code for error in self.catalog.described()]

    @cached_property
    def distinct_codes(self) -> frozenset[str]:
        return frozenset(self.codes)

    @cached_property
    def joined_codes(self) -> str:
        return "".join(self.distinct_codes)

    @cached_property
    def names(self) -> list[str]:
        """The name of each error whose code could be read; empty if there is none."""
        return [error.name for error in self.catalog.described()]

    @cached_property
    def see_also(self) -> frozenset[str]:
        return frozenset([code for error in self.catalog.errors if error.see_also for code in error.see_also])

    @cached_property
    def replacements(self) -> frozenset[str]:
        """What replaces deprecated and retired codes."""
        deprecated = [error.deprecated.replaced_by for error in self.catalog.errors if error.deprecated is not None]
        replacements = [*deprecated, *(retired.replaced_by for retired in self.catalog.retired)]
        return frozenset(code for code in replacements if code is not None)

    @cached_property
    def outdated(self) -> frozenset[str]:
        """The codes and names of deprecated errors and of retired codes."""
        deprecated = (error for error in self.catalog.errors if error.deprecated is not None)
        entries: list[CodeEntry] = [*deprecated, *self.catalog.retired]
        return frozenset([word for entry in entries for word in (entry.code, entry.name or entry.code)])

    @cached_property
    def templates(self) -> str:
        """The messages in which placeholders are filled in, in all languages, each once, with a NUL between them."""
        others = [
            text
            for error in self.catalog.errors
            if error.messages or error.user_message is not None or error.translations
            for _place, text in other_templates(error)
        ]
        return "\0".join({*self.values("message"), *others} - {None})

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of links, and that of the support."""
        support = self.catalog.api.support if self.catalog.api is not None else None
        addresses = [link.url for _place, links in linked(self.catalog) for link in links]
        return frozenset([*addresses, *([support.url] if support is not None and support.url is not None else [])])

    @cached_property
    def identifiers(self) -> str:
        """What programs compare, joined: codes and references to codes, tags, request fields, operations, addresses."""
        catalog = self.catalog
        lists = ("tags", "fields", "operations")
        labels = [label for field in lists if self.has(field) for labels in self.values(field) for label in labels]
        others = [retired.code for retired in catalog.retired]
        others += [reserved.code for reserved in catalog.reserved if reserved.code is not None]
        codes = (*self.values("code"), *self.see_also, *self.replacements)
        return "".join([*codes, *others, *labels, *self.addresses])

    @cached_property
    def texts(self) -> tuple[Texts, Texts]:
        """The plain texts and the Markdown texts."""
        return self.catalog.texts.plain, self.catalog.texts.markdown

    @cached_property
    def unusual_characters(self) -> str:
        """The characters of all texts except printable ASCII and line breaks."""
        return "".join([texts.unusual_characters for texts in self.texts])
