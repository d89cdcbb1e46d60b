"""One catalog as part of a site: checked, resolved, and with its pages."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError

from errcat import building, checking
from errcat.artifact import Artifact
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reading import load
from errcat.reporting import ReportOptions, reporter
from errcat.resolved.resolve import resolve
from errcat.resolved.types import ResolvedCatalog, ResolvedError
from errcat.settings import find_settings_file, read_settings
from errcat.targets import TARGETS, SourceLines


class CatalogConfig(Config):  # type: ignore[no-untyped-call] # MkDocs says nothing of its __init_subclass__
    """One catalog, and where its pages go."""

    catalog = c.Type(str)
    to = c.Type(str, default="errors")
    relative_links = c.Choice(("keep", "text"), default="keep")
    source_url = c.Optional(c.Type(str))


@dataclass(frozen=True)
class Site:
    """One catalog as part of the site."""

    checked: CheckResult
    resolved: ResolvedCatalog
    folder: str
    """Where its pages are, with a `/` at the end; empty for the whole site."""
    artifacts: tuple[Artifact, ...]
    twins: tuple[Artifact, ...]
    source_lines: SourceLines
    root: Path
    """Where the files of the spots are."""
    path: Path

    @property
    def index(self) -> str:
        return f"{self.folder}index.md"

    def page_of(self, error: ResolvedError) -> str:
        return f"{self.folder}{error['names']['page']}.md"


def site_of(path: Path, catalog_config: CatalogConfig, settings_file: Path | None) -> Site:
    """A checked catalog and its pages. `settings_file` is its errcat.toml, if that is not the nearest."""
    file = settings_file or find_settings_file(path.resolve().parent)
    rules = read_settings(file, checking.protected_ids(), checking.finding_ids()).rules
    checked = checking.check(load(str(path)), rules)
    if checked.worst >= Level.ERROR:
        reported = reporter("concise")([checked], ReportOptions())
        raise PluginError(f"errcat: {path} has errors:\n{reported}")
    resolved = resolve(checked.catalog, path.name)
    root = _project(path)
    source_lines = building.source_lines_of(checked, root)
    target = TARGETS["markdown"]
    given: dict[str, Any] = {
        "twins": True,
        "relative-links": catalog_config.relative_links,
        "source-url": catalog_config.source_url,
    }
    folder = posixpath.normpath(catalog_config.to).strip("/")
    return Site(
        checked,
        resolved,
        "" if folder == "." else f"{folder}/",
        target.render(resolved, target.values(given), "errors", source_lines),
        target.render(resolved, target.values({**given, "style": "twins"}), "errors", source_lines),
        source_lines,
        root,
        path,
    )


def _project(path: Path) -> Path:
    """The folder that addresses of files are counted from: the repository, or where the settings are."""
    found = path.resolve().parent
    for folder in (found, *found.parents):
        if (folder / ".git").exists() or (folder / "errcat.toml").exists():
            return folder
    return found
