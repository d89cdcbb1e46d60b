"""`llms.txt` of the whole website, for language models: the list of each catalog, and all other pages."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from errcat.mkdocs_plugin.catalog_site import Site
from errcat.resolved.api import api_of
from errcat.resolved.openapi_components import public_errors
from errcat.targets.literals import md_text
from errcat.targets.markdown.fragments import address
from errcat.targets.markdown.llms import MOST_CHARACTERS
from errcat.targets.markdown.plain_commonmark import plain_commonmark
from errcat.text.counts import counted

NAME = "llms.txt"
_MAX_LAST_LINE = 200
"""The characters that are kept free for the last line."""


def write(config: MkDocsConfig, sites: Sequence[Site], pages: Sequence[Page]) -> None:
    """Write the list, unless the website already has its own."""
    file = Path(config.site_dir, NAME)
    if not file.exists():
        file.write_text(site_list(config, sites, pages), encoding="utf-8")


def site_list(config: MkDocsConfig, sites: Sequence[Site], pages: Sequence[Page]) -> str:
    """Return the text of the list. If it would be too long for a model, it ends with the number of missing pages."""
    text = f"# {_plain(config.site_name)}\n\n"
    text += f"> {_plain(config.site_description)}\n\n" if config.site_description else ""
    text += "## Errors\n\n"
    for site in sites:
        name = api_of(site.resolved)["name"] or site.path.stem
        errors = counted(len(public_errors(site.resolved)), "error")
        text += f"- [{_plain(name)}]({address(site.folder + NAME)}): {errors}\n"
    text += "\n## Pages\n\n" if pages else ""
    for number, page in enumerate(pages):
        line = f"- [{_plain(html.unescape(str(page.title or page.url)))}]({address(page.url or './')})\n"
        if len(text) + len(line) > MOST_CHARACTERS - _MAX_LAST_LINE:
            return f"{text}- and {len(pages) - number} more pages: see the navigation of the site\n"
        text += line
    return text


def _plain(text: str) -> str:
    """Return a plain text as readable Markdown."""
    return plain_commonmark(md_text(text))
