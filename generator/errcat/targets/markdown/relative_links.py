"""Relative links in catalog texts: adapt them to each page, or remove them.

This is a pure step from resolved catalog to resolved catalog.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from errcat.resolved.generated_types import ResolvedCatalog
from errcat.targets.markdown.catalog_texts import transformed
from errcat.text.markdown_text import link_targets, links
from errcat.text.schemes import scheme_of

_PAGE = re.compile(r"([^/?#]+)\.md(?=$|[?#])")


def rebased(resolved: ResolvedCatalog, up: str, *, has_page_folders: bool) -> ResolvedCatalog:
    """Return a catalog with links that work from pages with `up` to the top. Links start out relative to the overview.

    `has_page_folders` says whether each page is a folder.
    """
    if not up and not has_page_folders:
        return resolved

    def rebase(target: str) -> str:
        return f"{up}{_PAGE.sub(_page_folder, target) if has_page_folders else target}"

    def rebase_link(address: str) -> str:
        return rebase(address) if _is_relative(address) else address

    return transformed(resolved, lambda text: _with_targets(text, rebase), rebase_link)


def as_text(resolved: ResolvedCatalog) -> ResolvedCatalog:
    """Return a catalog with text in place of relative links, for sites without the files next to the catalog."""
    return transformed(resolved, _links_as_text, _unlinked)


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
