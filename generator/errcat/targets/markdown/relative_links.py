"""Links of a catalog's own texts that lead to files beside it: from each page they must go another way, or nowhere.

A pure step before anything is written: resolved catalog in, resolved catalog out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from errcat.model.fields import FIELDS
from errcat.resolved.types import ResolvedCatalog
from errcat.text.markdown_text import link_targets, links
from errcat.text.schemes import scheme_of

_MARKDOWN = frozenset(name for fields in FIELDS.values() for name, field in fields.items() if field.text == "markdown")
"""The keys whose texts are Markdown."""
_DATA = frozenset(["details", "response", "request", "schema", "enum", "example", "transports"])
"""The keys whose values are the API's own."""
_Link = dict[str, Any]
"""A link, or whom to ask for support: both have an address."""
_PAGE = re.compile(r"([^/?#]+)\.md(?=$|[?#])")
_BACKTICKS = re.compile(r"`+")


def kept(resolved: ResolvedCatalog, up: str, *, is_made: bool) -> ResolvedCatalog:
    """Links as they are from the overview; `up` is the way there, `is_made` whether pages are folders there by now."""
    if not up and not is_made:
        return resolved

    def link(link: _Link) -> _Link:
        named = {**link, "title": link["title"] or link["url"]} if "title" in link else link
        return {**named, "url": way(link["url"])}

    def way(target: str) -> str:
        return f"{up}{_PAGE.sub(_as_made, target) if is_made else target}"

    found: ResolvedCatalog = _walked(resolved, lambda text: _moved(text, way), link)
    return found


def as_text(resolved: ResolvedCatalog) -> ResolvedCatalog:
    """No link, but its words and its target: where the files beside the catalog are not part of the site."""
    found: ResolvedCatalog = _walked(resolved, _spelled_out, _named)
    return found


def _is_relative(target: str) -> bool:
    return bool(target) and not scheme_of(target) and not target.startswith("/")


def _walked(value: Any, text: Callable[[str], str], link: Callable[[_Link], _Link]) -> Any:
    if isinstance(value, list):
        return [_walked(item, text, link) for item in value]
    if not isinstance(value, Mapping):
        return value
    is_link = isinstance(value.get("url"), str)
    if is_link and _is_relative(value["url"]):
        value = link(dict(value))
    found = {}
    for key, one in value.items():
        is_data = key in _DATA or key.startswith("x-") or (key == "body" and not isinstance(one, str))
        if is_data or (is_link and key == "description"):  # of a link, that is plain
            found[key] = one
        elif isinstance(one, str):
            found[key] = text(one) if key in _MARKDOWN else one
        else:
            found[key] = _walked(one, text, link)
    return found


def _named(named: _Link) -> _Link:
    """A link by its words; whom to ask for support has no title, but a text."""
    if "title" not in named:
        if named["url"] in (named["text"] or ""):  # which names it as well
            return {**named, "url": ""}
        return {**named, "url": "", "text": f"{named['text'] or ''} (`{named['url']}`)".strip()}
    return {**named, "url": "", "title": f"{named['title']} ({named['url']})" if named["title"] else named["url"]}


def _as_made(page: re.Match[str]) -> str:
    return "./" if page[0] in ("index.md", "README.md") else f"{page[1]}/"


def _moved(text: str, way: Callable[[str], str]) -> str:
    for found in sorted(link_targets(text), reverse=True):
        if not found.label and _is_relative(found.text) and not found.text.startswith("#"):
            text = text[: found.start] + way(found.text) + text[found.start + len(found.text) :]
    return text


def _spelled_out(text: str) -> str:
    for link in reversed(links(text)):
        if _is_relative(link.address) and not link.is_image:
            words = text[slice(*link.words)]
            text = f"{text[: link.start]}{words} ({_as_code(link.address)}){text[link.end :]}"
    return text


def _as_code(address: str) -> str:
    """An address as code, whatever backticks are in it."""
    fence = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(address)), default=0))
    pad = " " if address.startswith("`") or address.endswith("`") else ""
    return f"{fence}{pad}{address}{pad}{fence}"
