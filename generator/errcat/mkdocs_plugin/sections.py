"""The sections of pages outside of the navigation, for the path above each page."""

from __future__ import annotations

import html
from collections.abc import Sequence

from mkdocs.structure.files import Files
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from errcat.mkdocs_plugin.catalog_site import Site


def set_parent_sections(sites: Sequence[Site], files: Files) -> None:
    """Put each page of a catalog into a section with its overview."""
    for site in sites:
        index = files.get_file_from_path(site.index)
        if index is None or index.page is None:
            continue
        section = Section(index.page.title or html.escape(site.title), [index.page])
        section.parent = index.page.parent
        for artifact in site.artifacts:
            file = files.get_file_from_path(f"{site.folder}{artifact.path}")
            if file is not None and file.page is not None and file is not index:
                file.page.parent = section


def other_pages(sites: Sequence[Site], files: Files) -> list[Page]:
    """Return the pages that belong to no catalog."""
    catalog_pages = {f"{site.folder}{artifact.path}" for site in sites for artifact in site.artifacts}
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    return [page for page in pages if page.file.src_uri not in catalog_pages]
