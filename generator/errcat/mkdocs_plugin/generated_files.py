"""The files that the plugin adds to a website: those of each catalog, and those that all catalogs share."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from errcat.artifact import Artifact
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

log = get_plugin_logger("errcat")

ASSETS = "assets/errcat"
_REDIRECTS = "_redirects"
_SHARED_FILES = (f"assets/{STYLES}", f"assets/{SCRIPT}", _REDIRECTS)
"""The files that a folder of pages has of its own, and a website has once."""
_TWIN_SUFFIX = ".twin"


def add_catalog_files(site: Site, files: Files, config: MkDocsConfig) -> None:
    """Add the pages of a catalog, the same pages as Markdown, and its data files."""
    errors = {f"{error['names']['page']}.md": error for error in public_errors(site.resolved)}
    for artifact in site.artifacts:
        if artifact.path in _SHARED_FILES or (artifact.path.endswith(".html") and not config.use_directory_urls):
            continue
        if artifact.path == changes_feed.NAME and config.site_url:
            continue  # the addresses of this site are better than those that the catalog names
        file = File.generated(
            config, f"{site.folder}{artifact.path}", content=_content(artifact), inclusion=_inclusion(artifact.path)
        )
        file.edit_uri = _edit_uri(site, errors.get(artifact.path), config)
        languages.place(file, config)
        _add(files, file)
    if config.site_url and (feed := _feed(site, files, config)) is not None:
        feed_file = File.generated(config, f"{site.folder}{changes_feed.NAME}", content=feed)
        languages.place(feed_file, config)
        _add(files, feed_file)
    for artifact in site.twins:
        # under another source name, because MkDocs would render it as a page
        twin = File.generated(config, f"{site.folder}{artifact.path}{_TWIN_SUFFIX}", content=artifact.text)
        twin.dest_uri = f"{site.folder}{artifact.path}"
        languages.place(twin, config)
        _add(files, twin)


def _feed(site: Site, files: Files, config: MkDocsConfig) -> str | None:
    """Return the feed of changes, with the addresses of this site."""
    top = f"{(config.site_url or '').rstrip('/')}/"

    def address_of(name: str) -> str:
        file = files.get_file_from_path(f"{site.folder}{source_path(name)}")
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
        existing = files.get_file_from_path(_REDIRECTS)
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
    existing = files.get_file_from_path(file.src_uri) or handwritten_file(files, file.dest_uri)
    if existing is None:
        files.append(file)
    elif existing.generated_by is None:
        log.info("'%s' is your own page: errcat doesn't replace it", file.src_uri)


def _inclusion(path: str) -> InclusionLevel:
    """Return whether a page may be in the navigation. Only the overview may: all pages would make each page large."""
    return InclusionLevel.UNDEFINED if path == "index.md" or not path.endswith(".md") else InclusionLevel.NOT_IN_NAV


def _content(artifact: Artifact) -> str:
    """Return the text of a file. A page escapes its tooltips once, for browsers."""
    return with_tooltips_escaped_once(artifact.text) if artifact.path.endswith(".md") else artifact.text


def _edit_uri(site: Site, error: ResolvedError | None, config: MkDocsConfig) -> str:
    """Return where to edit a page: the line of its error in the catalog, or the catalog."""
    source_line = site.source_lines.get(error["name"]) if error else None
    file = site.root / source_line.file if source_line else site.path
    path = posixpath.join(*Path(os.path.relpath(file, config.docs_dir)).parts)
    return f"{path}#L{source_line.line}" if source_line else path
