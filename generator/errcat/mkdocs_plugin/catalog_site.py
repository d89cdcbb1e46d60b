"""One catalog as part of a website: checked, resolved, and with its pages."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError

from errcat import building, checking
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.findings.wording import error_text
from errcat.model.check_result import CheckResult
from errcat.reading import load
from errcat.reading.files import catalog_files
from errcat.reporting import ReportOptions, reporter
from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.resolve import resolve
from errcat.settings import FILE_NAME, find_settings_file, read_settings
from errcat.targets import TARGETS, SourceLines
from errcat.targets.markdown.render import SiteFile, data_files_of, feed_file, page_files, twin_files
from errcat.targets.releases import NO_RELEASES, Releases
from errcat.targets.target import ERRORS_MODULE, RenderRequest


class CatalogConfig(Config):  # type: ignore[no-untyped-call] # MkDocs has no type for its __init_subclass__
    """One item of `catalogs` in mkdocs.yml: a catalog, and the folder of its pages."""

    catalog = c.Type(str)
    to = c.Type(str, default="errors")
    relative_links = c.Choice(("keep", "text"), default="keep")
    source_url = c.Optional(c.Type(str))
    overview = c.Choice(("table", "list"), default="table")
    decoder = c.Type(bool, default=True)
    history = c.Optional(c.Type(str))
    """The changelog of the catalog as JSON, relative to mkdocs.yml."""


@dataclass(frozen=True)
class Site:
    """One catalog as part of a website."""

    request: RenderRequest
    folder: str
    """The folder of its pages, with a `/` at the end; empty for the top of the website."""
    root: Path
    """The folder that the files of `source_lines` are relative to."""
    path: Path
    history: Path | None = None
    """The file of the releases."""
    settings_file: Path | None = None
    """The errcat.toml with the levels of rules."""

    @cached_property
    def pages(self) -> tuple[SiteFile, ...]:
        return tuple(page_files(self.request))

    @cached_property
    def data_files(self) -> tuple[SiteFile, ...]:
        """The files next to the pages."""
        return tuple(data_files_of(self.request))

    @cached_property
    def feed(self) -> SiteFile | None:
        """The data file with changes, if there are any."""
        return feed_file(self.request)

    @cached_property
    def twins(self) -> tuple[SiteFile, ...]:
        """The same pages as Markdown for programs."""
        return tuple(twin_files(self.request))

    @cached_property
    def data_files_by_path(self) -> Mapping[str, SiteFile]:
        return {file.path: file for file in self.data_files}

    @cached_property
    def twins_by_path(self) -> Mapping[str, SiteFile]:
        return {file.path: file for file in self.twins}

    @property
    def resolved(self) -> ResolvedCatalog:
        return self.request.resolved

    @property
    def source_lines(self) -> SourceLines:
        return self.request.source_lines

    @property
    def releases(self) -> Releases:
        return self.request.releases

    @property
    def index(self) -> str:
        return f"{self.folder}index.md"

    @property
    def title(self) -> str:
        return api_of(self.resolved)["name"] or "Errors"

    def page_of(self, error: ResolvedError) -> str:
        return f"{self.folder}{error['names']['page']}.md"


class CatalogErrors(PluginError):
    """A catalog has errors, so it has no pages."""

    def __init__(self, path: Path, checked: CheckResult) -> None:
        self.checked = checked
        report = reporter("concise")([checked], ReportOptions())
        super().__init__(f"errcat: {path} has errors:\n{report}")


class SiteReader:
    """Reads catalogs, and reads them again only after a change of their files or of their settings."""

    def __init__(self) -> None:
        self._sites: dict[str, tuple[object, Site]] = {}

    def site(self, base: Path, catalog_config: CatalogConfig, settings_file: Path | None) -> Site:
        """Return the site of a catalog. Its path is relative to `base`. By default, the nearest errcat.toml counts."""
        path = Path(os.path.relpath(base / catalog_config.catalog))
        history = Path(os.path.relpath(base / catalog_config.history)) if catalog_config.history else None
        settings_file = settings_file or find_settings_file(path.resolve().parent)
        try:
            others = [file for file in (history, settings_file) if file and file.exists()]
            files = [*catalog_files(str(path)), *others]
            state = [(str(file), file.stat().st_mtime_ns) for file in files]
        except RunError as error:
            raise _cannot_read(catalog_config, error_text(error)) from None
        except OSError as error:
            raise _cannot_read(catalog_config, str(error)) from None
        key = f"{path} {dict(catalog_config)}"
        if key not in self._sites or self._sites[key][0] != state:
            self._sites[key] = (state, _read_site(path, catalog_config, settings_file, history))
        return self._sites[key][1]


def _cannot_read(catalog_config: CatalogConfig, reason: str) -> PluginError:
    return PluginError(f"errcat: can't read the catalog {catalog_config.catalog}: {reason}")


def _read_site(path: Path, catalog_config: CatalogConfig, settings_file: Path | None, history: Path | None) -> Site:
    """Check a catalog, and render its pages."""
    checked = checking.check(load(str(path)), read_settings(settings_file).rules)
    if checked.worst >= Level.ERROR:
        raise CatalogErrors(path, checked)
    resolved = resolve(checked.catalog, path.name)
    try:
        releases = building.releases_in(history, str(path)) if history else NO_RELEASES
    except RunError as error:
        raise PluginError(f"errcat: {error_text(error)}") from None
    root = _project_folder(path)
    source_lines = building.source_lines_of(checked, root)
    target = TARGETS["markdown"]
    settings: dict[str, Any] = {
        "twins": True,
        "relative-links": catalog_config.relative_links,
        "source-url": catalog_config.source_url,
        "overview": catalog_config.overview,
        "decoder": catalog_config.decoder,
    }
    request = RenderRequest(resolved, target.values(settings), "errors", source_lines, ERRORS_MODULE, releases)
    folder = posixpath.normpath(catalog_config.to).strip("/")
    return Site(request, "" if folder == "." else f"{folder}/", root, path, history, settings_file)


def _project_folder(path: Path) -> Path:
    """Return the folder that addresses of source files start from: that of the repository or of errcat.toml."""
    parent = path.resolve().parent
    folders = (parent, *parent.parents)
    return next((folder for folder in folders if (folder / ".git").exists() or (folder / FILE_NAME).exists()), parent)
