"""`[[CODE]]` in the Markdown of a catalog: a link to the page of the error.

Words that are no known code or name stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.openapi_components import public_errors
from errcat.targets.markdown.page_paths import Links
from errcat.targets.markdown.redirects import page_of_retired
from errcat.text.markdown_text import links as links_of
from errcat.text.markdown_text import without_code

_MENTION = re.compile(r"(?<!\\)\[\[([^\[\]\s|`][^\[\]\n|`]{0,118}[^\[\]\s|`]|[^\[\]\s|`])\]\](?!\()")
_START = "[["


def linking(resolved: ResolvedCatalog, links: Links) -> Callable[[str], str]:
    """Return a function that puts links in place of the mentions in a text, for pages with `links`."""

    @cache  # most catalogs have no mentions
    def targets() -> dict[str, str]:
        return _targets(resolved, links)

    return lambda text: _with_links(text, targets().get) if _START in text else text


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
