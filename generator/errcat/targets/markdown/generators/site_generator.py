"""What differs between site generators."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from errcat.artifact import Artifact
from errcat.targets.markdown.page_paths import INDEX, PathOf, source_path
from errcat.targets.markdown.site import Page

_LONGEST_DESCRIPTION = 200
"""The length of a page description that search engines show."""
_ANCHOR = re.compile(r'<a id="([\w.-]+)"></a>$', re.MULTILINE)
_ANCHOR_ABOVE = re.compile(r'^(<a id="[\w.-]+"></a>)\n\n(#+ .*)$', re.MULTILINE)
_MARKS_OF_CODE = re.compile(r"`|</?code>")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What front matter says about a page."""

    page: Page
    heading: str
    """The heading as plain text."""
    position: int
    """The place of the page in lists: the overview is first, errors follow in the order of the catalog."""
    is_wide: bool
    """Whether its tables need the full width."""
    is_searched: bool
    """Whether it has its own text."""

    @property
    def title(self) -> str:
        """The title in browser tabs and search results."""
        return self.page.words.title or self.heading

    @property
    def description(self) -> str:
        """The description in search results and link previews."""
        return " ".join(self.page.words.about.split())[:_LONGEST_DESCRIPTION]

    @property
    def is_index(self) -> bool:
        return self.page.name == INDEX


def _no_files(_heading: str, _pages: Iterable[Page]) -> Iterator[Artifact]:
    yield from ()


@dataclass(frozen=True, slots=True)
class SiteGenerator:
    """How a site generator reads pages."""

    name: str
    front_matter: Callable[[PageFacts], dict[str, object]]
    adapted: Callable[[str], str]
    """Return the same page without anything that the generator would execute or read as its own markup."""
    comment: str = "<!-- {} -->"
    """A comment in a page."""
    path_of: PathOf = source_path
    """The links between pages."""
    publishes_files: bool = False
    """Whether it publishes the files next to the pages, such as JSON."""
    has_heading: bool = True
    """Whether pages have a heading. Otherwise, the generator makes one of the title in the front matter."""
    extra_files: Callable[[str, Iterable[Page]], Iterator[Artifact]] = _no_files
    """Yield files for the generator itself. The arguments are the heading of the overview, and all pages."""


def with_anchors(page: str, anchor: str) -> str:
    """Return the page with an anchor after each heading that has one. `anchor` is a template for `str.format`."""
    page = _ANCHOR_ABOVE.sub(r"\2 \1", page)
    return _ANCHOR.sub(lambda found: anchor.format(found[1]), page)


def plain_heading(page: str) -> str:
    """Return the heading of a page as plain text: headings have no markup except code."""
    heading = page.partition("# ")[2].partition("\n")[0]
    return html.unescape(_MARKS_OF_CODE.sub("", heading))
