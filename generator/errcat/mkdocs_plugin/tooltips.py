"""Titles of links under a theme that reads them as HTML: Material does so if its own tooltips are on."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig

_TAG = re.compile(r"""<[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*>""")
_TITLE = re.compile(r"""(?<=\stitle=)(?:"[^"]*"|'[^']*')""")


def makes_markup_of_titles(config: MkDocsConfig) -> bool:
    """Whether the theme reads titles as HTML. A browser shows them as text."""
    return "content.tooltips" in (config.theme.get("features") or ())


def with_titles_as_text(page: str) -> str:
    """Escape the titles in a page again, for a theme that reads them as HTML."""
    return _TAG.sub(lambda tag: _TITLE.sub(lambda title: title[0].replace("&", "&amp;"), tag[0]), page)
