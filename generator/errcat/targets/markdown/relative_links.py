"""Relative links in catalog texts: adapt them to each page, or remove them.

The functions return a `Rewriting`, which changes the texts and the links of a catalog.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from errcat.targets.markdown.catalog_texts import Rewriting
from errcat.text.markdown_text import link_targets, links
from errcat.text.schemes import scheme_of

_PAGE = re.compile(r"([^/?#]+)\.md(?=$|[?#])")


def rebasing(up: str, *, has_page_folders: bool) -> Rewriting:
    """Make links work from pages with `up` to the top. Links start out relative to the overview.

    `has_page_folders` says whether each page is a folder.
    """
    if not up and not has_page_folders:
        return Rewriting()

    def rebase(target: str) -> str:
        return f"{up}{_PAGE.sub(_page_folder, target) if has_page_folders else target}"

    def rebase_link(address: str) -> str:
        return rebase(address) if _is_relative(address) else address

    return Rewriting(lambda text: _with_targets(text, rebase), rebase_link)


def unlinking() -> Rewriting:
    """Put text in place of relative links, for sites without the files next to the catalog."""
    return Rewriting(_links_as_text, _unlinked)


def _is_relative(target: str) -> bool:
    return bool(target) and not scheme_of(target) and not target.startswith("/")


def _unlinked(address: str) -> str:
    """Return nothing for a relative address: a reader of the pages has no file at a path in the source."""
    return "" if _is_relative(address) else address


def _page_folder(page: re.Match[str]) -> str:
    return "./" if page[0] in ("index.md", "README.md") else f"{page[1]}/"


def _with_targets(text: str, rebase: Callable[[str], str]) -> str:
    for target in sorted(link_targets(text), reverse=True):
        if not target.label and _is_relative(target.text) and not target.text.startswith("#"):
            text = text[: target.start] + rebase(target.text) + text[target.start + len(target.text) :]
    return text


def _links_as_text(text: str) -> str:
    """Replace the last relative link or image until there is none: a link can contain an image."""
    while found := [link for link in links(text) if _is_relative(link.address)]:
        link = found[-1]
        words = text[slice(*link.words)]
        text = f"{text[: link.start]}{words}{text[link.end :]}"
    return text
