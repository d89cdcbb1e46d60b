"""The headings of pages.

Some themes put a heading into the page's head without escaping. So a code or a title is a heading only if all its
characters are harmless; otherwise errcat makes a heading of the name or id.
"""

from __future__ import annotations

import html
import re

from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError, ResolvedRetired
from errcat.targets.literals import Verbatim, md_text
from errcat.targets.markdown.dialects import Dialect
from errcat.text.code_names import derive_name, title_of_error
from errcat.text.http_statuses import REASON_PHRASES

_SIGN = r"[-_.:+#@!?=%~^*,;()$]|/(?!/)"
_HARMLESS_CODE = re.compile(rf"(?:[^\W_]|{_SIGN})(?: ?(?:[^\W_]|{_SIGN}))*")
_HARMLESS_TITLE = re.compile(r"(?! )(?:[^\W_]|[.,:;()/+'’–—-](?!/)| (?! )| & )*[^\W_][.)?!]?")
_LONGEST = 80


def code_heading(error: ResolvedError | ResolvedRetired) -> Verbatim:
    """Return the heading of a code's page: the code if that is harmless, else its name."""
    code = error["code"]
    return md_text(code) if _HARMLESS_CODE.fullmatch(code) else Verbatim(error["name"] or "")


def repeats_code(title: str, error: ResolvedError) -> bool:
    """Whether a title only repeats the heading: `Rate limit exceeded`, RATE_LIMIT_EXCEEDED.

    A name that does not derive from the code says more, so a title made of such a name is no repetition.
    """
    code, name = error["code"], error["name"]
    is_derived = derive_name(code) == name and title == title_of_error(name, code)
    return is_derived or repeats(title, html.unescape(code_heading(error)))


def repeats(text: str, other: str) -> bool:
    """Whether two texts have the same letters and digits."""
    return _signs_removed(text) == _signs_removed(other)


def _signs_removed(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum()) or text


def search_words(error: ResolvedError) -> list[str]:
    """Return what a search finds an error's page by other than its heading, each word once.

    A catalog can name a status differently from HTTP: readers search for both.
    """
    words = {html.unescape(code_heading(error)).casefold(): ""}
    statuses = [status_words(status) for status in error["status"] or ()]
    for word in (error["code"], error["name"], error["number"], *statuses):
        if word is not None and str(word).strip():
            words.setdefault(str(word).casefold(), str(word))
    return [word for word in words.values() if word]


def status_words(status: int) -> str:
    """Return a status and its name in HTTP: 429 Too Many Requests."""
    return f"{status} {REASON_PHRASES.get(status, '')}".strip()


def heading_context(error: ResolvedError, resolved: ResolvedCatalog, dialect: Dialect) -> Verbatim:
    """Return what follows the code in the heading of a site's page, and only search results show: status, API, section.

    A page shows these elsewhere, so a style hides them in the heading. The human title is not among them: words of a
    heading count so much that a search for a sentence would find single words of titles first.
    """
    mark = dialect.mark("context")
    if not mark:
        return Verbatim("")
    group = next((group for group in resolved["groups"] if group["id"] == error["group"]), None)
    place = [title_heading(api_of(resolved)["name"]), title_heading(group["title"] if group else None)]
    path = " › ".join(name for name in place if name)
    statuses = ", ".join(status_words(status) for status in error["status"] or ())
    parts = [part for part in (statuses, path) if part] or [error["name"]]  # all pages have the same elements
    return Verbatim(f" **– {' – '.join(parts)}**{mark}")


def title_heading(title: str | None) -> Verbatim | None:
    """Return a title as a heading; None if it is missing, too long or not harmless."""
    if not title or len(title) > _LONGEST or not _HARMLESS_TITLE.fullmatch(title):
        return None
    return md_text(title)


def title_line(title: str | None, heading: Verbatim | None, dialect: Dialect) -> Verbatim | None:
    """Return a title as the first line after the heading.

    If the title already is the heading, a site still gets the line and hides it with a style, so that all pages have
    the same elements.
    """
    if not title or (heading is not None and not dialect.has_scripts):
        return None
    return Verbatim(f"**{md_text(title)}**{dialect.mark('same') if heading is not None else ''}")


def api_name(resolved: ResolvedCatalog) -> Verbatim | None:
    """Return the name of the API if it can be part of a heading."""
    return title_heading(api_of(resolved)["name"])


def with_api_name(heading: Verbatim, resolved: ResolvedCatalog) -> Verbatim:
    """Return a heading that ends in the name of the API: a site, or browser tabs, can show pages of several APIs."""
    name = api_name(resolved)
    return Verbatim(f"{heading} – {name}") if name else heading
