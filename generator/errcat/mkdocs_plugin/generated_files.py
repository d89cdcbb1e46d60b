"""The files that the plugin adds to a website: those of each catalog, and those that all catalogs share."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from errcat.mkdocs_plugin import languages
from errcat.mkdocs_plugin.addresses import site_path
from errcat.mkdocs_plugin.catalog_site import Site
from errcat.mkdocs_plugin.clashes import handwritten_file
from errcat.resolved.generated_types import ResolvedError
from errcat.resolved.openapi_components import public_errors
from errcat.resolved.public_view import public_view
from errcat.targets.markdown import changes_feed, redirects
from errcat.targets.markdown.assets import SCRIPT, STYLES, assets
from errcat.targets.markdown.page_paths import INDEX, source_path
from errcat.targets.markdown.portable import with_tooltips_escaped_once
from errcat.targets.markdown.render import SiteFile

log = get_plugin_logger("errcat")

ASSETS = "assets/errcat"
_REDIRECTS = "_redirects"
_SHARED_FILES = (f"assets/{STYLES}", f"assets/{SCRIPT}", _REDIRECTS)
"""The files that a folder of pages has of its own, and a website has once."""
_TWIN_SUFFIX = ".twin"


def add_catalog_files(site: Site, files: Files, config: MkDocsConfig, *, only_pages: bool) -> None:
    """Add the pages of a catalog, the same pages as Markdown, and its data files.

    With `only_pages`, the rest is left out except for the feed, which pages link to only if there is one.
    """
    errors = {f"{error['names']['page']}.md": error for error in public_errors(site.resolved)}
    rest = ((site.feed,) if site.feed else ()) if only_pages else site.data_files
    uri_of = cache(partial(_edit_uri, config))
    for artifact in (*site.pages, *rest):
        if artifact.path in _SHARED_FILES or (artifact.path.endswith(".html") and not config.use_directory_urls):
            continue
        if artifact.path == changes_feed.NAME and config.site_url:
            continue  # the addresses of this site are better than those that the catalog names
        file = _on_demand(
            config, f"{site.folder}{artifact.path}", partial(_content, artifact), inclusion=_inclusion(artifact.path)
        )
        file.edit_uri = _edit_address(site, errors.get(artifact.path), uri_of)
        languages.place(file, config)
        _add(files, file)
    if config.site_url and (feed := _feed(site, files, config)) is not None:
        feed_file = File.generated(config, f"{site.folder}{changes_feed.NAME}", content=feed)
        languages.place(feed_file, config)
        _add(files, feed_file)
    for artifact in () if only_pages else site.twins:
        # under another source name, because MkDocs would render it as a page
        twin = _on_demand(config, f"{site.folder}{artifact.path}{_TWIN_SUFFIX}", artifact.text)
        twin.dest_uri = f"{site.folder}{artifact.path}"
        languages.place(twin, config)
        _add(files, twin)


def data_file(site: Site, path: str) -> str | None:
    """Return the text of a file that `only_pages` leaves out, by its path below the folder of its catalog."""
    if path in _SHARED_FILES:
        return None
    file = site.data_files_by_path.get(path) or site.twins_by_path.get(path)
    return file.text() if file else None


def _feed(site: Site, files: Files, config: MkDocsConfig) -> str | None:
    """Return the feed of changes, with the addresses of this site."""
    top = f"{(config.site_url or '').rstrip('/')}/"

    def address_of(name: str) -> str:
        file = files.src_uris.get(f"{site.folder}{source_path(name)}")
        return f"{top}{file.url.removeprefix('./') if file else site.folder}"

    own_address = urljoin(address_of(INDEX), changes_feed.NAME)
    return changes_feed.changes_feed(
        public_view(site.resolved), address_of, own_address, _date_of_undated(), site.releases
    )


def _date_of_undated() -> str:
    """Return the date of changes whose day the catalog doesn't name: that of SOURCE_DATE_EPOCH, not that of a clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        f"{datetime.fromtimestamp(int(epoch), UTC):%Y-%m-%dT%H:%M:%SZ}" if epoch.isdecimal() else changes_feed.NO_DATE
    )


def add_shared_files(sites: Sequence[Site], files: Files, config: MkDocsConfig) -> None:
    """Add the styles and the script of all catalogs, and their redirects."""
    for artifact in assets(ASSETS):
        _add(files, File.generated(config, artifact.path, content=artifact.text))
    rules = "".join(_redirect_rules(site, files, config) for site in sites)
    if rules:
        existing = files.src_uris.get(_REDIRECTS)
        if existing is not None:
            rules = f"{existing.content_string.rstrip()}\n{rules}"
            files.remove(existing)
        files.append(File.generated(config, _REDIRECTS, content=rules))


def _redirect_rules(site: Site, files: Files, config: MkDocsConfig) -> str:
    """Return the redirects of renamed errors for the web host. If pages are files, add a page for each redirect."""
    renamed = redirects.redirects(public_view(site.resolved))
    folders = [f"{site_path(config)}{language}{site.folder}" for language in languages.folders(config)]
    if config.use_directory_urls:
        return "".join(redirects.redirect_rules(renamed, folder.rstrip("/")) for folder in folders)
    for old, new in renamed.items():
        page = File.generated(config, f"{site.folder}{old}.html", content=redirects.redirect_page(f"{new}.html"))
        languages.place(page, config)
        _add(files, page)
    return "".join(f"{folder}{old}.html {folder}{new}.html 301\n" for folder in folders for old, new in renamed.items())


def _add(files: Files, file: File) -> None:
    """Add a file, unless somebody wrote a file for the same place."""
    existing = files.src_uris.get(file.src_uri) or handwritten_file(files, file.dest_uri)
    if existing is None:
        files.append(file)
    elif existing.generated_by is None:
        log.info("'%s' is your own page: errcat doesn't replace it", file.src_uri)


def _inclusion(path: str) -> InclusionLevel:
    """Return whether a page may be in the navigation. Only the overview may: all pages would make each page large."""
    return InclusionLevel.UNDEFINED if path == "index.md" or not path.endswith(".md") else InclusionLevel.NOT_IN_NAV


def _content(artifact: SiteFile) -> str:
    """Return the text of a file. A page escapes its tooltips once, for browsers."""
    text = artifact.text()
    return with_tooltips_escaped_once(text) if artifact.path.endswith(".md") else text


class _FileOnDemand(File):
    """A file whose text is made when MkDocs reads it. A build reads every file, a preview few."""

    make_text: Callable[[], str] | None = None
    _text: str | bytes | None = None

    @property
    def _content(self) -> str | bytes | None:
        """The text, where MkDocs reads it."""
        if self.make_text is not None:
            self._text, self.make_text = self.make_text(), None
        return self._text

    @_content.setter
    def _content(self, text: str | bytes | None) -> None:
        self._text, self.make_text = text, None


def _on_demand(
    config: MkDocsConfig, path: str, make_text: Callable[[], str], inclusion: InclusionLevel = InclusionLevel.UNDEFINED
) -> File:
    """Return a file whose text a function makes."""
    file = _FileOnDemand.generated(config, path, content="", inclusion=inclusion)
    assert isinstance(file, _FileOnDemand)
    file.make_text = make_text
    return file


def _edit_address(site: Site, error: ResolvedError | None, uri_of: Callable[[Path, str], str]) -> str:
    """Return where to edit a page: the line of its error in the catalog, or the catalog."""
    source_line = site.source_lines.get(error["name"]) if error else None
    return f"{uri_of(site.root, source_line.file)}#L{source_line.line}" if source_line else uri_of(site.path, "")


def _edit_uri(config: MkDocsConfig, folder: Path, name: str) -> str:
    return posixpath.join(*Path(os.path.relpath(folder / name, config.docs_dir)).parts)
