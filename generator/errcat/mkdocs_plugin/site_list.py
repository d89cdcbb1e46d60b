"""`llms.txt` of the whole site: the pages that are no catalog's, and the way to the list of each catalog."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from errcat.mkdocs_plugin.catalog_site import Site
from errcat.resolved.api import api_of
from errcat.resolved.openapi_components import public_errors
from errcat.targets.literals import md_text
from errcat.targets.markdown.fragments import address
from errcat.targets.markdown.handwritten import readable
from errcat.targets.markdown.llms import MOST_CHARACTERS

NAME = "llms.txt"
_ROOM = 200
"""What the last line may take."""


def site_list(config: MkDocsConfig, sites: Iterable[Site], pages: Sequence[Page]) -> str:
    """The text of the file; where there are more pages than a model takes in one piece, it says how many."""
    text = f"# {_said(config.site_name)}\n\n"
    text += f"> {_said(config.site_description)}\n\n" if config.site_description else ""
    text += "## Errors\n\n"
    for site in sites:
        name = api_of(site.resolved)["name"] or site.path.stem
        count = len(public_errors(site.resolved))
        text += f"- [{_said(name)}]({address(site.folder + NAME)}): {count} error{'' if count == 1 else 's'}\n"
    text += "\n## Pages\n\n" if pages else ""
    for number, page in enumerate(pages):
        line = f"- [{_said(html.unescape(str(page.title or page.url)))}]({address(page.url or './')})\n"
        if len(text) + len(line) > MOST_CHARACTERS - _ROOM:
            return f"{text}- and {len(pages) - number} more pages: see the navigation of the site\n"
        text += line
    return text


def _said(text: str) -> str:
    return readable(md_text(text))
