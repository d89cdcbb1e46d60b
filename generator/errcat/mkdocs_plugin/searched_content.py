"""What the search of a website reads of an error's page: its heading and its own words, as one entry.

A search plugin parses the HTML of each page. Most of the HTML is samples and sentences that many pages have, so the
plugin gets a page without them. The page itself stays as it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

ContextMethod = Callable[..., TemplateContext | None]

_SEARCH_PLUGINS = ("search", "material/search")
_SECTION = re.compile(r"(?=<h2\b)")
_EXCLUDED = re.compile(r"<h2\b[^>]*\bdata-search-exclude\b")
_VALUES = re.compile(r"<h2\b[^>]*>Values\b")
_COLUMN = re.compile(r"<th>(.*?)</th>")
_ROW = re.compile(r"<tr>(?:(?!</?tr>).)*</tr>", re.DOTALL)
_CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)
_SEARCHED_COLUMNS = ("Name", "About")
_ON_MANY_PAGES = re.compile(
    r'<h2\b[^>]*>.*?</h2>|<p class="errcat-(?:verdict|chips|label)">.*?</p>'
    r'|(?<=<p class="errcat-action">)<strong>.*?</strong> |</?[uo]l>|</?pre\b[^>]*>',
    re.DOTALL,
)
_ITEM = re.compile(r"(?<=<)(/?)li(?=>)")
_HEADING = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_WORDS = re.compile(r'<p class="errcat-words" hidden>(.*?)</p>')
"""Codes and statuses by which a search finds the page. The heading has most of them."""


def shorten_searched_pages(config: MkDocsConfig) -> None:
    """Let the search plugin of a website read only the searched content of each error's page."""
    methods: list[ContextMethod] = config.plugins.events["page_context"]
    search_plugins = [config.plugins[name] for name in _SEARCH_PLUGINS if name in config.plugins]
    for place, method in enumerate(methods):
        if getattr(method, "__self__", None) in search_plugins:
            methods[place] = _on_searched_content(method)


def searched_content(content: str) -> str:
    """Return the HTML of an error's page without what a search should not find it by."""
    sections = [section for section in _SECTION.split(content) if not _EXCLUDED.match(section)]
    own = "".join(_searched_values(section) if _VALUES.match(section) else section for section in sections)
    heading = _HEADING.search(own)
    own = _WORDS.sub(lambda words: "" if heading and words[1] in heading[0] else words[0], own)
    return _ITEM.sub(r"\1p", _ON_MANY_PAGES.sub("", own))


def _searched_values(section: str) -> str:
    """Return the names of values and what they are, without their types and examples."""
    columns = _COLUMN.findall(section)
    rows = [zip(columns, _CELL.findall(row), strict=False) for row in _ROW.findall(section)]
    cells = [[cell for column, cell in row if column in _SEARCHED_COLUMNS] for row in rows]
    return "".join(f"<p>{' '.join(row)}</p>" for row in cells if row)


def _on_searched_content(method: ContextMethod) -> ContextMethod:
    """Return the event method of a search plugin that gets a page with less content."""

    @functools.wraps(method)
    def on_page_context(context: TemplateContext, *, page: Page, **others: object) -> TemplateContext | None:
        if not (page.file.generated_by and page.meta.get("errcat") == "error" and page.content):
            return method(context, page=page, **others)
        content = page.content
        page.content = searched_content(content)
        try:
            return method(context, page=page, **others)
        finally:
            page.content = content

    return on_page_context
