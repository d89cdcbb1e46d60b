"""Links in Markdown that are almost right: `[docs] (https://…)`, `[docs]()`, `(docs)[https://…]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.markdown_text import without_code

_TEXT = r"(?<![!\\\]])\[(?P<text>[^\[\]\n]+)\]"
_URL = r"(?P<url>(?:https?://|mailto:)[^\s()<>\[\]]+)"
_PATTERNS = {
    "space": lazy_pattern(rf"{_TEXT}[ \t]+\({_URL}\)"),
    "order": lazy_pattern(rf"(?<!\])\((?P<text>[^()\[\]\n]+)\)[ ]?\[{_URL}\]"),
    "brackets": lazy_pattern(
        rf"{_TEXT}[ ]?(?:\{{{_URL}\}}|\[{_URL.replace('url', 'square')}\]|<{_URL.replace('url', 'angle')}>)"
    ),
    "empty": lazy_pattern(rf"{_TEXT}\([ \t]*(?:\#|…|\.\.\.|url|URL|link|todo|TODO|tbd|TBD|xxx|https?://)?[ \t]*\)"),
    "no-text": lazy_pattern(rf"(?<![!\]\w])\[[ \t]*\]\({_URL}\)"),
    "no-scheme": lazy_pattern(
        rf"{_TEXT}\((?P<url>www\.[^\s()]+|(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app)(?:/[^\s()]*)?)\)"
    ),
    "unclosed": lazy_pattern(rf"{_TEXT}\({_URL}(?=[ \t]*(?:\Z|\n)|[ \t]+(?![\"'(]))", re.MULTILINE),
}


class LinkMistake(NamedTuple):
    """A link that is almost right, and the right one."""

    kind: str
    text: str
    start: int
    fixed: str
    is_clear: bool
    """Whether the fixed link is certainly what the writer means."""


def link_mistakes(text: str) -> list[LinkMistake]:
    """Return the broken links of a Markdown text, in order."""
    plain = without_code(text)
    return sorted(_found(plain), key=lambda mistake: mistake.start)


def _found(plain: str) -> Iterator[LinkMistake]:
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(plain):
            groups = match.groupdict()
            words = groups.get("text") or ""
            url = next((groups[name] for name in ("url", "square", "angle") if groups.get(name)), "")
            if kind == "unclosed":
                url = url.rstrip(".,;:!")
                written = f"[{words}]({url}"
                yield LinkMistake(kind, written, match.start(), f"{written})", is_clear=True)
                continue
            fixed = f"[{words or url}]({'https://' if kind == 'no-scheme' else ''}{url})" if url else words
            yield LinkMistake(kind, match[0], match.start(), fixed, is_clear=kind in ("space", "order", "brackets"))
