"""The sidebar of a catalog's pages: its groups, and the errors of the current one.

The navigation of the site has only the overview of each catalog. With all pages in it, each page would be large, and a
build slow. So each page of a catalog gets its own copy of the navigation, with the nearest pages of its catalog.
"""

from __future__ import annotations

import copy
import html
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from errcat.mkdocs_plugin.catalog_site import Site
from errcat.mkdocs_plugin.sections import groups_from_the_top, section_title
from errcat.resolved.generated_types import ResolvedError, ResolvedGroup
from errcat.resolved.public_view import public_view
from errcat.targets.markdown import page_paths as pages

_MOST_GROUPS = 40
_MOST_ERRORS = 20
"""How many of them a sidebar shows: a theme needs more time for these lines than for the rest of a page."""
_TOP = None
"""The id in place of a group for what is in no group."""


class _PageLink(Link):
    """A page under a short title."""

    is_index = False
    """Whether themes use it as the link of its section."""


class _CurrentPage(_PageLink):
    """The current page. A theme compares it with the page, to mark it and to show its contents."""

    def __init__(self, title: str, page: Page) -> None:
        super().__init__(title, page.url)
        self.page = page
        self.active = True

    def __eq__(self, other: object) -> bool:
        return other is self.page or other is self

    __hash__ = Link.__hash__


class Sidebars:
    """The sidebars of all catalogs of a site."""

    def __init__(self, sites: Sequence[Site], files: Files) -> None:
        self._by_source: dict[str, tuple[_CatalogLinks, str]] = {}
        """The catalog of each page, and the name of the page in it."""
        for site in sites:
            links = _CatalogLinks(site, files)
            for page in site.pages:
                self._by_source[f"{site.folder}{page.path}"] = (links, page.path.removesuffix(".md"))

    def navigation(self, nav: Navigation, page: Page) -> Navigation:
        """Return the navigation of a site as the sidebar of a page shows it."""
        links, name = self._by_source.get(page.file.src_uri, (None, ""))
        if links is None or links.index is None:
            return nav
        result = copy.copy(nav)
        result.items = _replaced(nav.items, links.index, links.section(name, page))
        return result


def _replaced(items: Iterable[Any], index: Page, section: Section) -> list[Any]:
    """Return the items of a navigation with a section in place of an overview."""
    result: list[Any] = []
    for item in items:
        if item is index:
            result.append(section)
        elif item.children and _contains(item, index):
            changed = copy.copy(item)
            changed.children = _replaced(item.children, index, section)
            result.append(changed)
        else:
            result.append(item)
    return result


def _contains(item: Any, page: Page) -> bool:
    return any(child is page or (child.children and _contains(child, page)) for child in item.children)


class _CatalogLinks:
    """The links to the pages of a catalog."""

    def __init__(self, site: Site, files: Files) -> None:
        resolved = public_view(site.resolved)
        self._site = site
        self._files = files
        index = files.src_uris.get(site.index)
        self.index = index.page if index else None
        self._count_by_code = Counter(error["code"] for error in resolved["errors"])
        self._guides = resolved["guides"]
        self._groups: dict[str | None, list[ResolvedGroup]] = {}
        self._errors: dict[str | None, list[ResolvedError]] = {}
        self._above: dict[str | None, tuple[str, ...]] = {_TOP: ()}
        """The groups around each group, from the top, and itself."""
        for group, above in groups_from_the_top(resolved):
            self._above[group["id"]] = (*above, group["id"])
            self._groups.setdefault(above[-1] if above else _TOP, []).append(group)
        self._group_of: dict[str, str] = {pages.by("group", id): id for id in self._above if id is not None}
        """The group of each page that is in one or about one."""
        for error in resolved["errors"]:
            group_id = error["group"] if error["group"] in self._above else _TOP
            self._errors.setdefault(group_id, []).append(error)
            if group_id is not None:
                self._group_of[error["names"]["page"]] = group_id

    def section(self, name: str, page: Page) -> Section:
        """Return the section of the catalog for a page: its overview, groups, guides and tools."""
        path = self._above[self._group_of.get(name)]
        children = [self.index, *self._inside(_TOP, path, name, page)]
        children += [self._link(pages.guide(guide["id"]), guide["title"], page) for guide in self._guides]
        children += [
            self._link(pages.CHANGES, "What changed", page),
            self._link(pages.DECODER, "Decode a response", page),
            self._link(pages.MAP, "Map of all errors", page),
        ]
        title = section_title(self._site, self.index) if self.index else ""
        return _active_section(title, [child for child in children if child is not None])

    def _inside(self, id: str | None, path: Sequence[str], name: str, page: Page) -> Iterator[_PageLink | Section]:
        """Yield what is inside a group: the groups, of which the one on the path is open, and the errors."""
        groups = self._groups.get(id, [])
        for group in groups if len(groups) <= _MOST_GROUPS else [group for group in groups if group["id"] in path[:1]]:
            link = self._link(pages.by("group", group["id"]), group["title"], page)
            if link is None:
                continue
            if group["id"] not in path:
                yield link
                continue
            link.is_index = True
            inside = self._inside(group["id"], path[path.index(group["id"]) + 1 :], name, page)
            yield _active_section(link.title, [link, *inside])
        is_here = not path
        for error in _nearest(self._errors.get(id, []), name) if is_here else ():
            error_link = self._link(error["names"]["page"], self._title(error), page)
            if error_link is not None:
                yield error_link

    def _title(self, error: ResolvedError) -> str:
        """Return the code of an error, with its name if other errors have the same code."""
        code = error["code"].strip()
        return f"{code} {error['name']}" if code and self._count_by_code[error["code"]] > 1 else code or error["name"]

    def _link(self, name: str, title: str, page: Page) -> _PageLink | None:
        """Return the link to a page by its name; None if it doesn't exist."""
        file = self._files.src_uris.get(f"{self._site.folder}{pages.source_path(name)}")
        if file is None or file.page is None:
            return None
        text = html.escape(title)
        return _CurrentPage(text, page) if file.page is page else _PageLink(text, file.page.url)


def _active_section(title: str, children: list[Any]) -> Section:
    section = Section(title, children)
    section.active = True
    return section


def _nearest(errors: Sequence[ResolvedError], name: str) -> Sequence[ResolvedError]:
    """Return the errors of a group; the nearest ones of a page if there are many, and none for pages of other kinds."""
    if len(errors) <= _MOST_ERRORS:
        return errors
    at = next((number for number, error in enumerate(errors) if error["names"]["page"] == name), 0)
    first = max(0, min(at - _MOST_ERRORS // 2, len(errors) - _MOST_ERRORS))
    return errors[first : first + _MOST_ERRORS]
