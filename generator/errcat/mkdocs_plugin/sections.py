"""The sections of pages outside of the navigation, for the path above each page."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from mkdocs.structure.files import Files
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from errcat.mkdocs_plugin.catalog_site import Site
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedGroup
from errcat.resolved.openapi_components import public_errors
from errcat.targets.markdown import page_paths as pages


def set_parent_sections(sites: Sequence[Site], files: Files) -> None:
    """Put each page of a catalog into a section with its overview, and the pages of a group into a section with it."""
    for site in sites:
        index = files.src_uris.get(site.index)
        if index is None or index.page is None:
            continue
        top = Section(section_title(site, index.page), [index.page])
        top.parent = index.page.parent
        section_of = _group_sections(site, files, top)
        for page in site.pages:
            file = files.src_uris.get(f"{site.folder}{page.path}")
            if file is not None and file.page is not None and file is not index:
                file.page.parent = section_of.get(page.path, top)


def section_title(site: Site, index: Page) -> str:
    """Return the title of a catalog in the navigation: that of its overview, unless it is the home page of the site."""
    return html.escape(site.title) if index.is_homepage or not index.title else index.title


def _group_sections(site: Site, files: Files, top: Section) -> dict[str, Section]:
    """Return the sections of the pages of groups, and of the errors in them, by the paths of their files."""
    sections: dict[str | None, Section] = {}
    found: dict[str, Section] = {}
    for group, _above in groups_from_the_top(site.resolved):
        path = pages.source_path(pages.by("group", group["id"]))
        file = files.src_uris.get(f"{site.folder}{path}")
        if file is not None and file.page is not None:
            found[path] = sections.get(group["parent"], top)
            section = sections[group["id"]] = Section(html.escape(group["title"]), [file.page])
            section.parent = found[path]
    for error in public_errors(site.resolved):
        found[pages.source_path(error["names"]["page"])] = sections.get(error["group"], top)
    return found


def groups_from_the_top(resolved: ResolvedCatalog) -> Iterator[tuple[ResolvedGroup, tuple[str, ...]]]:
    """Yield each group after its parent, with the ids of the groups above it. A group in a circle is not there."""
    children: dict[str | None, list[ResolvedGroup]] = {}
    ids = {group["id"] for group in resolved["groups"]}
    for group in resolved["groups"]:
        children.setdefault(group["parent"] if group["parent"] in ids else None, []).append(group)
    pending: list[tuple[ResolvedGroup, tuple[str, ...]]] = [(group, ()) for group in reversed(children.get(None, []))]
    while pending:
        group, above = pending.pop()
        yield group, above
        pending += [(child, (*above, group["id"])) for child in reversed(children.get(group["id"], []))]


def other_pages(sites: Sequence[Site], files: Files) -> list[Page]:
    """Return the pages that belong to no catalog."""
    catalog_pages = {f"{site.folder}{page.path}" for site in sites for page in site.pages}
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    return [page for page in pages if page.file.src_uri not in catalog_pages]
