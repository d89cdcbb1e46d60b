"""What pages are called. A heading is no free text: some themes put it into the page's head as it is, as markup.

So a code or a title is a heading where it is made of harmless characters alone; else something that we made of it is.
"""

from __future__ import annotations

import html
import re

from errcat.resolved.api import api_of
from errcat.resolved.types import ResolvedCatalog, ResolvedError
from errcat.targets.literals import Verbatim, md_text
from errcat.targets.markdown.dialects import Dialect

_HARMLESS_CODE = re.compile(r"[A-Za-z0-9_.:-]*[A-Za-z0-9][A-Za-z0-9_.:-]*")
_HARMLESS_TITLE = re.compile(r"(?! )(?:[^\W_]|[.,:;()/+'’–—-](?!/)| (?! )| & )*[^\W_][.)?!]?")
_LONGEST = 80


def code_heading(error: ResolvedError) -> Verbatim:
    """The page of an error: its code, else its name."""
    code = error["code"]
    is_harmless = _HARMLESS_CODE.fullmatch(code) and not code.startswith(("-", ".", ":"))
    return md_text(code) if is_harmless else Verbatim(error["name"])


def search_words(error: ResolvedError) -> list[str]:
    """What a search finds the page of an error by, other than its heading: each word once."""
    words = {html.unescape(code_heading(error)).casefold(): ""}
    for word in (error["code"], error["name"], error["number"]):
        if word is not None and str(word).strip():
            words.setdefault(str(word).casefold(), str(word))
    return [word for word in words.values() if word]


def title_heading(title: str | None) -> Verbatim | None:
    """A title as a heading, where it may be one."""
    if not title or len(title) > _LONGEST or not _HARMLESS_TITLE.fullmatch(title):
        return None
    return md_text(title)


def title_line(title: str | None, heading: Verbatim | None, dialect: Dialect) -> Verbatim | None:
    """A title as the first line below its heading; where it is the heading, a site has it for who styles nothing.

    So the elements of a page are the same, whatever its texts are.
    """
    if not title or (heading is not None and not dialect.has_scripts):
        return None
    return Verbatim(f"**{md_text(title)}**{dialect.mark('same') if heading is not None else ''}")


def api_name(resolved: ResolvedCatalog) -> Verbatim | None:
    """What the API is called, where that may stand in a heading."""
    return title_heading(api_of(resolved)["name"])


def with_api_name(heading: Verbatim, resolved: ResolvedCatalog) -> Verbatim:
    """A heading that says which API it is about: a site, and a browser's tabs, may have pages of several."""
    name = api_name(resolved)
    return Verbatim(f"{heading} – {name}") if name else heading
