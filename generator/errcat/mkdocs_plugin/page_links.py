"""Links from a page to its other forms: Markdown, JSON, the list of pages for language models, and the feed."""

from __future__ import annotations

import html
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from errcat.mkdocs_plugin import site_list
from errcat.mkdocs_plugin.addresses import address_from
from errcat.targets.markdown import changes_feed

_ALTERNATE = "alternate nofollow"
"""Two words, because Material reads every link with the single word as another language of the website."""
_PAGES_ABOUT_CHANGES = ("index", "lifecycle", "retired")
_PLACE_OF_TWIN = re.compile(r'(<div class="errcat-end"[^>]*) data-markdown="[^"]*"></div>')


def with_links_for_programs(output: str, page: Page, config: MkDocsConfig, *, has_feed: bool) -> str:
    """Return the HTML of a page with these links in its head, and links to the Markdown and the feed at its end."""
    links = page.meta.get("errcat_links")
    if not links or not page.file.generated_by:
        return output
    if has_feed:
        links = {**links, "feed": links["list"].replace(site_list.NAME, changes_feed.NAME)}

    def link(rel: str, type: str, key: str) -> str:
        href = html.escape(address_from(page, links[key], config)) if key in links else ""
        return f'<link rel="{rel}" type="{type}" href="{href}">\n' if href else ""

    head = link(_ALTERNATE, "text/markdown", "markdown") + link(_ALTERNATE, "application/json", "json")
    head += link("describedby", "text/plain", "list") + link(_ALTERNATE, "application/atom+xml", "feed")
    if "markdown" in links:
        href = html.escape(address_from(page, links["markdown"], config))
        sentence = f'<p><a class="errcat-twin" href="{href}">This page as Markdown</a></p>'
        if "feed" in links and page.meta.get("errcat") in _PAGES_ABOUT_CHANGES:
            href = html.escape(address_from(page, links["feed"], config))
            sentence += f'<p><a href="{href}">Feed of added, deprecated and retired codes</a></p>'
        output = _PLACE_OF_TWIN.sub(lambda place: f"{place[1]}>{sentence}</div>", output, count=1)
    return output.replace("</head>", f"{head}</head>", 1)
