"""`[[CODE]]` in the Markdown of a catalog: a link to the page of the error.

This is a pure step from resolved catalog to resolved catalog. Words that are no known code or name stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.openapi_components import public_errors
from errcat.targets.markdown.catalog_texts import transformed
from errcat.targets.markdown.page_paths import Links
from errcat.targets.markdown.redirects import page_of_retired
from errcat.text.markdown_text import links as links_of
from errcat.text.markdown_text import without_code

_MENTION = re.compile(r"(?<!\\)\[\[([^\[\]\s|`][^\[\]\n|`]{0,118}[^\[\]\s|`]|[^\[\]\s|`])\]\](?!\()")
_START = "[["


def linked(resolved: ResolvedCatalog, links: Links) -> ResolvedCatalog:
    """Return a catalog with links instead of mentions, for pages with `links`."""
    if not _has_mentions(resolved):
        return resolved
    targets = _targets(resolved, links)

    def with_links(text: str) -> str:
        return _with_links(text, targets.get) if _START in text else text

    return transformed(resolved, with_links)


def _has_mentions(resolved: ResolvedCatalog) -> bool:
    found = False

    def look(text: str) -> str:
        nonlocal found
        found = found or _START in text
        return text

    transformed(resolved, look)
    return found


def _targets(resolved: ResolvedCatalog, links: Links) -> dict[str, str]:
    """Map each known code and name to its page; to an empty text if it is ambiguous, or has no page."""
    retired_pages = page_of_retired(resolved)
    targets: dict[str, str] = {}
    for retired in resolved["retired"]:
        page = retired_pages.get(retired["code"])
        target = links.page(page) if page else None
        targets |= {word: target or "" for word in (retired["code"], retired["name"]) if word}
    current: dict[str, set[str]] = {}
    for error in public_errors(resolved):
        for word in (error["code"], error["name"]):
            current.setdefault(word, set()).add(links.error(error))
    return targets | {word: pages.pop() if len(pages) == 1 else "" for word, pages in current.items()}


def _with_links(text: str, target_of: Callable[[str], str | None]) -> str:
    taken = [(link.start, link.end) for link in links_of(text)]
    for mention in reversed(list(_MENTION.finditer(without_code(text)))):
        target = target_of(mention[1])
        if target is None or any(start <= mention.start() < end for start, end in taken):
            continue
        code = f"`{mention[1]}`"
        text = f"{text[: mention.start()]}{f'[{code}]({target})' if target else code}{text[mention.end() :]}"
    return text
