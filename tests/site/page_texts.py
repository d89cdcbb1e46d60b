"""The text of a page as its reader sees it, whichever site generator built it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "source", "wbr"])
_CONTENT = frozenset(["theme-doc-markdown", "vp-doc", "sl-markdown-content"])
"""The classes of the element around a page's own text: Docusaurus, VitePress, Starlight."""
_TOOLS = frozenset(["hash-link", "header-anchor", "sl-anchor-link", "lang", "copy"])
"""The classes of what a generator adds: anchors, the language of code, buttons."""


class _Text(HTMLParser):
    def __init__(self, is_content: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._content = 1 if is_content else 0
        self._hidden = 0
        self._pre = 0
        self._lines: list[int | None] = []
        """For each open element that is a line of code: where it starts."""
        self.parts: list[str] = []
        self.code: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        if tag == "br" and self._content and not self._hidden:
            self.handle_data("\n")
        if tag in _VOID:
            return
        if self._hidden or tag in ("button", "svg", "figcaption", "script", "style") or classes & _TOOLS:
            self._hidden += 1
        if self._content or classes & _CONTENT:
            self._content += 1
            self._lines.append(len("".join(self.code)) if "ec-line" in classes else None)
        if tag == "pre" and self._content and not self._hidden:
            self._pre += 1
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag == "pre" and self._pre and not self._hidden:
            self._pre -= 1
        if self._content and self._lines:
            start = self._lines.pop()
            if start is not None and not "".join(self.code)[start:].endswith("\n"):
                self.handle_data("\n")
            self._content -= 1
        self._hidden -= bool(self._hidden)

    def handle_data(self, data: str) -> None:
        if self._content and not self._hidden:
            self.parts.append(data)
            if self._pre:
                self.code[-1] += data


def shown(page: str, *, is_content: bool = False) -> tuple[str, list[str]]:
    """Return the words of a page's own text without spaces between them, and its blocks of code.

    `is_content`: whether there is nothing but the text.
    """
    parser = _Text(is_content)
    parser.feed(page)
    parser.close()
    return re.sub(r"[\s\u200b]+", "", "".join(parser.parts)), [_code(code) for code in parser.code]


def _code(code: str) -> str:
    """Return a block of code without empty lines at its end, and without differences that no reader sees."""
    return re.sub(r"\n+\Z", "", code).replace("\n\n", "\n \n")


_COMMONMARK = MarkdownIt("commonmark", {"html": True, "maxNesting": 200}).enable("table")


def wanted(markdown: str) -> tuple[str, list[str]]:
    """Return the same of what CommonMark makes of the Markdown of a page."""
    return shown(_COMMONMARK.render(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)), is_content=True)
