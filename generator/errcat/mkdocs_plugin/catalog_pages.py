"""What the plugin knows of each page of a catalog: its catalog, its feed, and the days that the catalog names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs.structure.files import Files

from errcat.mkdocs_plugin.catalog_site import Site
from errcat.resolved.public_view import public_view
from errcat.targets.markdown import changes_feed
from errcat.targets.markdown import page_paths as pages
from errcat.targets.markdown.history import History
from errcat.targets.markdown.redirects import retired_pages
from errcat.text.days import latest_day

_PAGES_WITH_ALL_CHANGES = (pages.INDEX, pages.LIFECYCLE, pages.CHANGES)


@dataclass(frozen=True, slots=True)
class CatalogPage:
    """A page of a catalog."""

    site: Site
    has_feed: bool
    added: str | None = None
    """The day since when the error exists, if the catalog names one."""
    changed: str | None = None
    """The day of the last change that the catalog names."""


def catalog_pages(sites: Sequence[Site], files: Files) -> dict[str, CatalogPage]:
    """Return the pages of all catalogs by the path of their source."""
    result = {}
    for site in sites:
        has_feed = files.src_uris.get(f"{site.folder}{changes_feed.NAME}") is not None
        days = dict(_days(site))
        last = latest_day(*(changed for _added, changed in days.values()), *(one.day for one in site.releases))
        days |= dict.fromkeys(_PAGES_WITH_ALL_CHANGES, (None, last))
        for page in site.pages:
            dates = days.get(page.path.removesuffix(".md"), ())
            result[f"{site.folder}{page.path}"] = CatalogPage(site, has_feed, *dates)
    return result


def _days(site: Site) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    """Yield the days of each page about one code: when it was added, and when it last changed."""
    resolved = public_view(site.resolved)
    history = History(site.releases, resolved)
    for error in resolved["errors"]:
        deprecated = error["deprecated"]
        released = [step.release.day for step in history.steps(error["code"], error["name"])]
        changed = latest_day(error["since"], deprecated["since"] if deprecated else None, *released)
        yield error["names"]["page"], (latest_day(error["since"]), changed)
    for slug, retired in retired_pages(resolved):
        released = [step.release.day for step in history.steps(retired["code"], retired["name"])]
        yield slug, (None, latest_day(retired["since"], *released))


def date_pages(catalog_pages: dict[str, CatalogPage], files: Files) -> None:
    """Give each page the date that the sitemap shows: the day of its last change, if the catalog names one.

    Without a day, a page has the date of SOURCE_DATE_EPOCH or none: when a site was built says nothing about its pages.
    """
    for path, catalog_page in catalog_pages.items():
        file = files.src_uris.get(path)
        if file is None or file.page is None or file.generated_by is None:
            continue
        if catalog_page.changed:
            file.page.update_date = catalog_page.changed
        elif not os.environ.get("SOURCE_DATE_EPOCH"):
            file.page.update_date = ""
