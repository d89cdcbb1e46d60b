"""The name of each page, and the links between pages.

The pages of errors are at the top, as their addresses say. All others are in folders, whose names no error can have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from errcat.resolved.generated_types import ResolvedError

INDEX = "index"
MAP = "about/map"
DECODER = "about/decoder"
ENVELOPE = "about/responses"
LIFECYCLE = "about/lifecycle"
CHANGES = "about/changes"
NO_STATUS = "none"

PathOf = Callable[[str], str]
"""Returns the path of a page by its name: `by/status/404` → by/status/404.md."""


def source_path(name: str) -> str:
    """Return the path of a page that a site generator reads."""
    return f"{name}.md"


def twin_path(name: str) -> str:
    """Return the path of a page's plain Markdown on the built site, where each page is a folder."""
    return f"{name}/index.md" if name != INDEX else "index.md"


def folder_path(name: str) -> str:
    """Return the address of a page on a site where each page is a folder; empty for the overview."""
    return f"{name}/" if name != INDEX else ""


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a page to other pages."""

    up: str = ""
    """The path to the top folder: `../../`."""
    path_of: PathOf = source_path
    has_twins: bool = False
    """Whether each page also exists as plain Markdown, at `twin_path`."""
    omitted: frozenset[str] = frozenset()
    """The pages that the settings leave out."""

    def page(self, name: str) -> str | None:
        return f"{self.up}{self.path_of(name)}" if name not in self.omitted else None

    def error(self, error: ResolvedError) -> str:
        return f"{self.up}{self.path_of(error['names']['page'])}"

    def all_errors(self) -> str:
        """Return the link to the list of all errors."""
        return f"{self.up}{self.path_of(INDEX)}"

    def by(self, kind: str, id: str) -> str | None:
        """Return the link to the list of a category, group, status or type."""
        return self.page(by(kind, id))


class ErrorLinks(Links):
    """Links if only errors have pages."""

    def page(self, name: str) -> str | None:
        return f"{self.up}{self.path_of(name)}" if name == INDEX else None


ANCHORED = ("category", "group", "type")
"""What has an anchor of its own on a single page: `category.fix`. No page of an error has a dot in its name."""


class AnchorLinks(Links):
    """Links if everything is on one page."""

    def page(self, name: str) -> str | None:  # noqa: ARG002 — everything is on this page
        return None

    def by(self, kind: str, id: str) -> str | None:
        return f"#{kind}.{id}" if kind in ANCHORED else None

    def error(self, error: ResolvedError) -> str:
        return f"#{error['names']['page']}"

    def all_errors(self) -> str:
        return "#all-errors"


def by(kind: str, id: str) -> str:
    """The name of the page of a category, group, status or type."""
    return f"by/{kind}/{id}"


def part(number: int) -> str:
    """The name of the page of a later part of the list of all errors."""
    return f"about/all/{number}"


def guide(id: str) -> str:
    return f"guides/{id}"
