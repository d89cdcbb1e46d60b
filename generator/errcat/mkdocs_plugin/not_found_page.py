"""The page for unknown addresses: it suggests the error that an address may mean."""

from __future__ import annotations

import html
from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig

from errcat.mkdocs_plugin.addresses import site_path
from errcat.mkdocs_plugin.catalog_site import Site


def with_suggestions(output: str, sites: Sequence[Site], config: MkDocsConfig) -> str:
    """Return the HTML of the page with a place for suggestions, which the script fills, and links to all catalogs."""
    end = output.rfind("</article>")
    if end < 0:
        return output
    base = site_path(config)
    folders = html.escape(" ".join(f"{base}{site.folder}" for site in sites))
    is_folder = str(config.use_directory_urls).lower()
    index = "" if config.use_directory_urls else "index.html"
    links = "".join(
        f'<li><a href="{html.escape(f"{base}{site.folder}{index}")}">All errors of {html.escape(site.title)}</a></li>'
        for site in sites
    )
    fallback = f"<p>There is no page at this address.</p><ul>{links}</ul>"
    suggestions = f'<div class="errcat-lost" data-catalogs="{folders}" data-folders="{is_folder}">{fallback}</div>\n'
    return f"{output[:end]}{suggestions}{output[end:]}"
