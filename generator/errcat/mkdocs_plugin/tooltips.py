"""Titles of links under a theme that makes markup of them: Material does, where its own tooltips are on."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig

_TAG = re.compile(r"""<[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*>""")
_TITLE = re.compile(r"""(?<=\stitle=)(?:"[^"]*"|'[^']*')""")


def makes_markup_of_titles(config: MkDocsConfig) -> bool:
    """Material's own tooltips put a title into the page as HTML, where a browser's show it as text."""
    return "content.tooltips" in (config.theme.get("features") or ())


def with_titles_as_text(page: str) -> str:
    """The titles of a page escaped once more: for a theme that makes markup of them."""
    return _TAG.sub(lambda tag: _TITLE.sub(lambda title: title[0].replace("&", "&amp;"), tag[0]), page)
