"""The Markdown extension `errcat.mentions`: `[[CODE]]` in a site of Zensical, which runs no plugins for MkDocs.

    markdown_extensions:
      - errcat.mentions:
          catalogs: {errors: errors.yaml}

Each key is the folder that has the pages of a catalog, and each catalog is relative to the folder of the build. This
module doesn't need MkDocs.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown  # type: ignore[import-untyped] # Python-Markdown has no types
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped] # as above

from errcat.mkdocs_plugin.mentions import Mentions
from errcat.reading import load
from errcat.reading.files import catalog_files
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.resolve import resolve

log = logging.getLogger("errcat")

_BEFORE_OTHERS = 100
"""A priority above that of all preprocessors that change the text."""


@dataclass(frozen=True)
class _Site:
    """The pages of a catalog."""

    resolved: ResolvedCatalog
    folder: str
    path: Path

    def page_of(self, error: ResolvedError) -> str:
        return f"{self.folder}{error['names']['page']}.md"


class MentionsExtension(Extension):  # type: ignore[misc] # as above
    """Links `[[CODE]]` to the page of the error."""

    def __init__(self, **settings: Any) -> None:
        self.config = {"catalogs": [{}, "The catalog whose pages are in each folder"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 — Python-Markdown calls it so
        """Add the preprocessor."""
        md.preprocessors.register(_Links(md, self.getConfig("catalogs")), "errcat.mentions", _BEFORE_OTHERS)


class _Links(Preprocessor):  # type: ignore[misc] # as above
    def __init__(self, md: Markdown, catalogs: Mapping[str, str]) -> None:
        super().__init__(md)
        self._catalogs = catalogs

    def run(self, lines: list[str]) -> list[str]:
        """Replace each `[[CODE]]` in a handwritten page by a link."""
        text = "\n".join(lines)
        page, config = self._context()
        is_handwritten = "errcat" not in (getattr(page, "meta", None) or {})
        if "[[" not in text or not is_handwritten:
            return lines
        path = str(getattr(page, "path", ""))

        def warn(problem: str) -> None:
            log.warning("Doc file '%s' %s", path, problem)

        features = ((config or {}).get("theme") or {}).get("features") or ()
        mentions = _mentions(tuple((folder, catalog, _state(catalog)) for folder, catalog in self._catalogs.items()))
        return mentions.linked(text, path, warn, is_html="content.tooltips" in features).split("\n")

    def _context(self) -> tuple[object, Mapping[str, Any] | None]:
        """Return the page and the settings of the site, which Zensical keeps in a preprocessor of its own."""
        for other in self.md.preprocessors:
            if hasattr(other, "page"):
                return other.page, getattr(other, "config", None)
        return None, None


def _state(catalog: str) -> tuple[int, ...]:
    """Return what changes with the files of a catalog."""
    return tuple(file.stat().st_mtime_ns for file in catalog_files(catalog))


@lru_cache(maxsize=1)  # all pages of a build have the same catalogs
def _mentions(catalogs: tuple[tuple[str, str, tuple[int, ...]], ...]) -> Mentions:
    return Mentions([_site(folder, Path(catalog)) for folder, catalog, _state in catalogs])


def _site(folder: str, path: Path) -> _Site:
    folder = os.path.normpath(folder).replace(os.sep, "/").strip("/")
    return _Site(resolve(load(str(path)).catalog, path.name), "" if folder == "." else f"{folder}/", path)
