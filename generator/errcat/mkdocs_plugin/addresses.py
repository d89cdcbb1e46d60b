"""Addresses within a website."""

from __future__ import annotations

import posixpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from errcat.text.addresses import base_path


def site_path(config: MkDocsConfig) -> str:
    """Return the path of the website on its host, with a `/` at the end."""
    return f"{base_path(config.site_url or '')}/"


def address_from(page: Page, address: str, config: MkDocsConfig) -> str:
    """Return an address relative to a page. `address` is relative to the page as a folder, and it may be a file."""
    is_folder = config.use_directory_urls or posixpath.basename(page.file.dest_uri) == "index.html"
    return address if is_folder else posixpath.normpath(posixpath.join(posixpath.basename(page.file.name), address))
