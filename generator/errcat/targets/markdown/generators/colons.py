"""Colons outside of code and addresses: in directives such as `:name` and `:::note`, which run a plugin."""

from __future__ import annotations

import re
from collections.abc import Callable

from errcat.targets.markdown.blank_code import blank_code

_ADDRESS = re.compile(r'\]\([^()\s]*(?: "[^"\n]*")?\)')
_COLON = re.compile(r":(?=[^\W\d]|:)")
"""A colon that can start a directive. Others stay as they are, such as those in a row that aligns columns."""


def without_directives(page: str) -> str:
    """Return the same page with an entity for each colon that can start a directive."""
    return replaced_in_text(page, _COLON, lambda _colon: "&#58;")


def replaced_in_text(page: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> str:
    """Replace what a pattern finds outside of code and of the addresses of links."""
    plain = blank_code(page)
    plain = _ADDRESS.sub(lambda address: " " * len(address[0]), plain)
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(plain):
        parts += page[end : match.start()], replacement(match)
        end = match.end()
    return f"{''.join(parts)}{page[end:]}"
