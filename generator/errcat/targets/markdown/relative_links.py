"""Relative links in catalog texts: adapt them to each page, or remove them.

This is a pure step from resolved catalog to resolved catalog.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from errcat.model.field import EXTENSION
from errcat.model.generated_fields import FIELDS
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.text.markdown_text import link_targets, links
from errcat.text.schemes import scheme_of

_MARKDOWN = frozenset(name for fields in FIELDS.values() for name, field in fields.items() if field.text == "markdown")
"""The keys whose texts are Markdown."""
_DATA = frozenset(["details", "response", "request", "schema", "enum", "example", "transports"])
"""The keys whose values are the API's own data."""
_Link = dict[str, Any]
"""A link, or a support contact: both have an address."""
_PAGE = re.compile(r"([^/?#]+)\.md(?=$|[?#])")


def rebased(resolved: ResolvedCatalog, up: str, *, has_page_folders: bool) -> ResolvedCatalog:
    """Return a catalog with links that work from pages with `up` to the top. Links start out relative to the overview.

    `has_page_folders` says whether each page is a folder.
    """
    if not up and not has_page_folders:
        return resolved

    def link(link: _Link) -> _Link:
        titled = {**link, "title": link["title"] or link["url"]} if "title" in link else link
        return {**titled, "url": rebase(link["url"])}

    def rebase(target: str) -> str:
        return f"{up}{_PAGE.sub(_page_folder, target) if has_page_folders else target}"

    result: ResolvedCatalog = _transformed(resolved, lambda text: _with_targets(text, rebase), link)
    return result


def as_text(resolved: ResolvedCatalog) -> ResolvedCatalog:
    """Return a catalog with text in place of relative links, for sites without the files next to the catalog."""
    result: ResolvedCatalog = _transformed(resolved, _links_as_text, _unlinked)
    return result


def _is_relative(target: str) -> bool:
    return bool(target) and not scheme_of(target) and not target.startswith("/")


def _transformed(value: Any, text: Callable[[str], str], link: Callable[[_Link], _Link]) -> Any:
    if isinstance(value, list):
        return [_transformed(item, text, link) for item in value]
    if not isinstance(value, Mapping):
        return value
    is_link = isinstance(value.get("url"), str)
    if is_link and _is_relative(value["url"]):
        value = link(dict(value))
    result = {}
    for key, item in value.items():
        is_data = key in _DATA or key.startswith(EXTENSION) or (key == "body" and not isinstance(item, str))
        if is_data or (is_link and key == "description"):  # the description of a link is plain text
            result[key] = item
        elif isinstance(item, str):
            result[key] = text(item) if key in _MARKDOWN else item
        else:
            result[key] = _transformed(item, text, link)
    return result


def _unlinked(link: _Link) -> _Link:
    """Return a link without its address: a reader of the pages has no file at a path in the source."""
    return {**link, "url": ""}


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
