"""`[[CODE]]` in handwritten pages: a checked link to the page of the error."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.openapi_components import public_errors
from errcat.targets.literals import md_code, md_text
from errcat.text.markdown_text import without_code
from errcat.text.suggestions import closest

_BLOCK_START = re.compile(r" {0,3}(?:[-*+]\s|\d+[.)]\s|!!!|\?\?\?|===|:\s|\[\^)")
"""Blocks that continue in indented lines: list items, admonitions, tabs, definitions, footnotes."""
_MAX_SUGGESTIONS = 5
"""How many words a warning suggests. A thousand errors can have the same code."""
_MENTION = re.compile(r"\[\[([^\[\]\s|][^\[\]\n|]{0,118}[^\[\]\s|]|[^\[\]\s|])\]\](?!\()")


class MentionedCatalog(Protocol):
    """What mentions need to know of a catalog and its pages."""

    @property
    def resolved(self) -> ResolvedCatalog: ...

    @property
    def folder(self) -> str:
        """The folder of its pages, with a `/` at the end; empty for the top of the website."""

    @property
    def path(self) -> Path: ...

    def page_of(self, error: ResolvedError) -> str:
        """Return the Markdown file of an error."""


class Mentions:
    """The words that mention an error: its code or name, with its folder or catalog in front if necessary."""

    def __init__(self, sites: Iterable[MentionedCatalog]) -> None:
        self._known: dict[str, dict[tuple[str, str], tuple[MentionedCatalog, ResolvedError]]] = {}
        self._retired: dict[str, str | None] = {}
        for site in sites:
            errors = public_errors(site.resolved)
            for error in errors:
                for word in (error["code"], error["name"]):
                    for full in (word, *(f"{place}/{word}" for place in _places(site))):
                        self._known.setdefault(full, {})[site.folder, error["name"]] = (site, error)
            words_on_pages = {word for error in errors for word in (error["code"], error["name"])}
            for retired in site.resolved["retired"]:
                self._retired[retired["code"]] = (
                    retired["replaced_by"] if retired["replaced_by"] in words_on_pages else None
                )

    def linked(self, markdown: str, page: str, warn: Callable[[str], None], *, is_html: bool) -> str:
        """Return the Markdown of a page with links. `is_html`: whether the theme reads tooltips as HTML."""
        plain = _without_indented_code(without_code(markdown))
        for mention in reversed(list(_MENTION.finditer(plain))):
            errors = list(self._known.get(mention[1], {}).values())
            if len(errors) == 1:
                link = _link(*errors[0], page, is_html=is_html)
                markdown = f"{markdown[: mention.start()]}{link}{markdown[mention.end() :]}"
            else:
                warn(self._problem_with(mention[1], errors))
        return markdown

    def _problem_with(self, word: str, errors: list[tuple[MentionedCatalog, ResolvedError]]) -> str:
        problem = f'mentions the error "[[{word}]]", which'
        if errors:
            words = list(islice(_distinct(errors), _MAX_SUGGESTIONS))
            more = f", or one of {len(errors) - len(words)} more" if len(errors) > len(words) else ""
            return f"{problem} is ambiguous: write {' or '.join(words)}{more}"
        if word in self._retired:
            replacement = self._retired[word]
            return f'{problem} is retired: use "[[{replacement}]]"' if replacement else f"{problem} is retired"
        near = closest(word, self._known)
        return f'{problem} is in no catalog: did you mean "[[{near}]]"?' if near else f"{problem} is in no catalog"


def _places(site: MentionedCatalog) -> set[str]:
    """Return the names of a catalog in mentions: the folder of its pages, and its file."""
    return {place for place in (site.folder.strip("/"), site.path.stem) if place}


def _distinct(errors: list[tuple[MentionedCatalog, ResolvedError]]) -> Iterator[str]:
    """Yield a word for each error that no other error has."""
    folders = [site.folder for site, _error in errors]
    for site, error in errors:
        word = error["name"] if folders.count(site.folder) > 1 else error["code"]
        place = site.folder.strip("/") or site.path.stem
        yield f'"[[{place}/{word}]]"' if len(set(folders)) > 1 else f'"[[{word}]]"'


def _link(site: MentionedCatalog, error: ResolvedError, page: str, *, is_html: bool) -> str:
    target = posixpath.relpath(site.page_of(error), posixpath.dirname(page) or ".")
    about = f"{error['title']}: {error['action']}" if error["action"] else error["title"]
    # Python-Markdown looks for the end of a title by its quotes and brackets
    title = md_text(html.escape(about) if is_html else about)
    tooltip = re.sub(r"""["'()]""", lambda sign: f"&#{ord(sign[0])};", title)
    return f'[{md_code(error["code"] or error["name"])}]({target} "{tooltip}")'


def _without_indented_code(text: str) -> str:
    """Return the text with spaces instead of indented code. Indented lines of a list item or another block stay."""
    lines = text.split("\n")
    is_in_block = False
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        if not line.startswith(("    ", "\t")):
            is_in_block = _BLOCK_START.match(line) is not None
        elif not is_in_block:
            lines[number] = " " * len(line)
    return "\n".join(lines)
