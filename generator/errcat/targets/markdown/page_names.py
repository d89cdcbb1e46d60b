"""Where each page of a catalog stands, from the page at hand: the one place that makes links between pages.

An error's page stands at the top, as its address says; all others in folders, whose names no error can have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from errcat.resolved.types import ResolvedError

INDEX = "index"
MAP = "about/map"
DECODER = "about/decoder"
ENVELOPE = "about/responses"
LIFECYCLE = "about/lifecycle"
NO_STATUS = "none"

PathOf = Callable[[str], str]
"""The path of a page, from its name: `by/status/404` → by/status/404.md."""


def source_path(name: str) -> str:
    """A page that a site generator makes a page of."""
    return f"{name}.md"


def twin_path(name: str) -> str:
    """A page beside the page that was made: below its address."""
    return f"{name}/index.md" if name != INDEX else "index.md"


@dataclass(frozen=True, slots=True)
class Links:
    """Links from the page at hand."""

    up: str = ""
    """The way to the top: `../../`."""
    path_of: PathOf = source_path
    has_twins: bool = False
    """Whether each page that is made has its Markdown beside it, as `twin_path` says."""

    def page(self, name: str) -> str | None:
        return f"{self.up}{self.path_of(name)}"

    def error(self, error: ResolvedError) -> str:
        return f"{self.up}{self.path_of(error['names']['page'])}"

    def all_errors(self) -> str:
        """The list of all errors."""
        return f"{self.up}{self.path_of(INDEX)}"

    def by(self, kind: str, id: str) -> str | None:
        """The page of a category, group, status or type."""
        return self.page(by(kind, id))


class ErrorLinks(Links):
    """Where there are pages of errors alone."""

    def page(self, name: str) -> str | None:
        return f"{self.up}{self.path_of(name)}" if name == INDEX else None


class AnchorLinks(Links):
    """Where all is one page."""

    def page(self, name: str) -> str | None:  # noqa: ARG002 — there is no other page
        return None

    def error(self, error: ResolvedError) -> str:
        return f"#{error['names']['page']}"

    def all_errors(self) -> str:
        return "#all-errors"


def by(kind: str, id: str) -> str:
    """The name of the page of a category, group, status or type."""
    return f"by/{kind}/{id}"


def guide(id: str) -> str:
    return f"guides/{id}"
