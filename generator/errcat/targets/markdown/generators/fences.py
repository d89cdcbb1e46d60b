"""Blocks of code in a page: find them, and write those that a site generator would change in another way."""

from __future__ import annotations

import re
from collections.abc import Callable

from errcat.targets.markdown.blocks import html_code_block

_FENCE = re.compile(
    r"^(?P<prefix>[ >]*)(?P<fence>`{3,})(?P<language>[^`\n]*)\n(?P<code>(?:.*\n)*?)[ >]*(?P=fence)$", re.MULTILINE
)


def with_html_for_fences(
    page: str, is_changed: Callable[[str, str], bool], write: Callable[[str], str] = html_code_block
) -> str:
    """Return the page with HTML for each block of code for which `is_changed(language, code)` is true."""

    def replaced(fence: re.Match[str]) -> str:
        code = _code(fence)
        return f"{fence['prefix']}{write(code)}" if is_changed(fence["language"], code) else fence[0]

    return _FENCE.sub(replaced, page)


def with_fence_starts(page: str, start_of: Callable[[str, str], str]) -> str:
    """Return the page with `start_of(start, code)` as the first line of each block of code."""

    def replaced(fence: re.Match[str]) -> str:
        start = fence["fence"] + fence["language"]
        rest = fence[0][len(fence["prefix"]) + len(start) :]
        return f"{fence['prefix']}{start_of(start, _code(fence))}{rest}"

    return _FENCE.sub(replaced, page)


def _code(fence: re.Match[str]) -> str:
    """Return the code of a block without the indentation of its list, or the marks of its quotation."""
    width = len(fence["prefix"])
    return "\n".join(line[width:] for line in fence["code"].split("\n")).removesuffix("\n")
