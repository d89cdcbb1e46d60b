"""`[[CODE]]` in pages that people wrote: a checked link to the error's page."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from errcat.mkdocs_plugin.catalog_site import Site
from errcat.resolved.openapi_components import public_errors
from errcat.resolved.types import ResolvedError
from errcat.targets.literals import md_code, md_text
from errcat.text.markdown_text import without_code
from errcat.text.suggestions import closest

_HOLDS = re.compile(r" {0,3}(?:[-*+]\s|\d+[.)]\s|!!!|\?\?\?|===|:\s|\[\^)")
"""What goes on in the lines that are indented below it: items, admonitions, tabs, definitions, footnotes."""
_MOST_PROPOSED = 5
"""Words that a warning proposes: a code may be that of a thousand errors."""
_MENTION = re.compile(r"\[\[([^\[\]\s|][^\[\]\n|]{0,118}[^\[\]\s|]|[^\[\]\s|])\]\](?!\()")


class Mentions:
    """The words by which pages may name an error: its code or name, behind its folder or catalog where that helps."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._known: dict[str, dict[tuple[str, str], tuple[Site, ResolvedError]]] = {}
        self._retired: dict[str, str | None] = {}
        for site in sites:
            errors = public_errors(site.resolved)
            for error in errors:
                for word in (error["code"], error["name"]):
                    for full in (word, *(f"{place}/{word}" for place in _places(site))):
                        self._known.setdefault(full, {})[site.folder, error["name"]] = (site, error)
            shown = {word for error in errors for word in (error["code"], error["name"])}
            for retired in site.resolved["retired"]:
                self._retired[retired["code"]] = retired["replaced_by"] if retired["replaced_by"] in shown else None

    def linked(self, markdown: str, page: str, complain: Callable[[str], None], *, is_html: bool) -> str:
        """The Markdown of a page with its mentions as links; `is_html`: whether the theme makes markup of tooltips."""
        plain = _without_indented_code(without_code(markdown))
        for found in reversed(list(_MENTION.finditer(plain))):
            named = list(self._known.get(found[1], {}).values())
            if len(named) == 1:
                link = _link(*named[0], page, is_html=is_html)
                markdown = f"{markdown[: found.start()]}{link}{markdown[found.end() :]}"
            else:
                complain(self._problem_with(found[1], named))
        return markdown

    def _problem_with(self, word: str, named: list[tuple[Site, ResolvedError]]) -> str:
        said = f'mentions the error "[[{word}]]", which'
        if named:
            words = list(islice(_distinct(named), _MOST_PROPOSED))
            more = f", or one of {len(named) - len(words)} more" if len(named) > len(words) else ""
            return f"{said} is ambiguous: write {' or '.join(words)}{more}"
        if word in self._retired:
            replacement = self._retired[word]
            return f'{said} is retired: use "[[{replacement}]]"' if replacement else f"{said} is retired"
        near = closest(word, self._known)
        return f'{said} is in no catalog: did you mean "[[{near}]]"?' if near else f"{said} is in no catalog"


def _places(site: Site) -> set[str]:
    """What a catalog is called: by the folder of its pages, and by its file."""
    return {place for place in (site.folder.strip("/"), site.path.stem) if place}


def _distinct(named: list[tuple[Site, ResolvedError]]) -> Iterator[str]:
    """Words each of which means one of these errors alone."""
    folders = [site.folder for site, _error in named]
    for site, error in named:
        word = error["name"] if folders.count(site.folder) > 1 else error["code"]
        place = site.folder.strip("/") or site.path.stem
        yield f'"[[{place}/{word}]]"' if len(set(folders)) > 1 else f'"[[{word}]]"'


def _link(site: Site, error: ResolvedError, page: str, *, is_html: bool) -> str:
    target = posixpath.relpath(site.page_of(error), posixpath.dirname(page) or ".")
    about = f"{error['title']}: {error['action']}" if error["action"] else error["title"]
    # Python-Markdown looks for the end of a title by its quotes and brackets
    shown = md_text(html.escape(about) if is_html else about)
    tooltip = re.sub(r"""["'()]""", lambda sign: f"&#{ord(sign[0])};", shown)
    return f'[{md_code(error["code"] or error["name"])}]({target} "{tooltip}")'


def _without_indented_code(text: str) -> str:
    """The text with code blanked that is code by its indentation: what is indented below something else is that's."""
    lines = text.split("\n")
    holds = False
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        if not line.startswith(("    ", "\t")):
            holds = _HOLDS.match(line) is not None
        elif not holds:
            lines[number] = " " * len(line)
    return "\n".join(lines)
