"""The content of a paragraph, a heading or a cell: text, code, emphasis, links and images."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from errcat.targets.literals import Verbatim, md_code, md_words

if TYPE_CHECKING:
    from markdown_it.token import Token

BREAK = "  \n"
"""The end of a line before a hard break: all renderers accept two spaces, and only some a backslash."""

_MARKS = {"em": "*", "strong": "**"}
_PLAIN_WORDS = re.compile(r"[^\s*<](?:[^*<\n]*[^\s*<])?")
"""Words that every Markdown can emphasise with asterisks."""
_BEFORE_MARK = re.compile(r"[\s(]?")
_AFTER_MARK = re.compile(r"\Z|[\s).,:;!?]")
_AS_HTML = "<{0}>{1}</{0}>"

_SAFE_CODE = re.compile(r"(?![#:])(?!.*\[\[)[^\s`\\|<>&{}](?:[^\n`\\|<>&{}]*[^\s`\\|<>&{}])?")
"""Code that no renderer or plugin changes between backticks: no tag, template or review mark."""
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")

_SAFE_IN_ADDRESS = "!#$%&'*+,-./:;=?@_~[]()"
"""Characters that stay unchanged in an address. All others are percent-encoded."""
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MARKUP_IN_ADDRESS = re.compile(r"[&$*\[\]()']|(?<=[+=!-])[+=!-]|[+=!-](?=[+=!-])")
_MARKUP_IN_TOOLTIP = re.compile(r"(<(?=[A-Za-z/!?])|&(?=#|\w+;))")
_MARKUP_AS_TEXT = {"<": "&AMP;lt;", "&": "&AMP;amp;"}
"""Escapes for a tooltip. Some themes show tooltips as HTML, so they are escaped twice, the first time in a spelling
that appears nowhere else.
"""
_TOOLTIP = re.compile(r"""(?<=\]\()(\S* ")([^"\n]*)(?="\))""")


def line(tokens: Sequence[Token], *, breaks: str = BREAK) -> Verbatim:
    """Return the Markdown of a line, or of several lines with breaks between them."""
    writer = _LineWriter(breaks)
    for token in tokens:
        writer.add(token)
    return Verbatim(writer.written.strip(" "))


def code(text: str) -> Verbatim:
    """Return inline code."""
    text = _BLANKS.sub(" ", text)
    if _SAFE_CODE.fullmatch(text) and text.isprintable():
        return Verbatim(f"`{text}`")
    return md_code(text)


def plain(tokens: Sequence[Token]) -> str:
    """Return the text of a line without its markup."""
    return "".join(
        plain(token.children or ()) if token.type == "image" else " " if "break" in token.type else token.content
        for token in tokens
    )


class _LineWriter:
    """Writes tokens in order. A stack has the open elements and the text inside each."""

    def __init__(self, breaks: str) -> None:
        self._breaks = breaks
        self._parts = [_InlineText()]
        self._open: list[Token] = []

    @property
    def written(self) -> str:
        assert len(self._parts) == 1
        return self._parts[0].written()

    def add(self, token: Token) -> None:
        text = self._parts[-1]
        match token.type:
            case "softbreak":
                text.add(" ")
            case "hardbreak":
                text.trim()
                text.add("<br>" if text.starts_line else self._breaks)
            case "code_inline":
                text.add(code(token.content))
            case "image":
                text.add(_image(token))
            case "em_open" | "strong_open" | "link_open":
                self._open.append(token)
                self._parts.append(_InlineText())
            case "em_close" | "strong_close":
                words = self._parts.pop().written()
                self._parts[-1].add_stressed(self._open.pop().tag, words)
            case "link_close":
                words = self._parts.pop().written()
                self._parts[-1].add_link(_link(words, self._open.pop()))
            case _:
                # text; an unknown kind of token keeps its words
                text.add(md_words(token.content, starts_line=text.starts_line))


class _InlineText:
    """The text inside an element. The next text decides whether asterisks can emphasise the last words."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._stressed: tuple[str, str] | None = None

    @property
    def starts_line(self) -> bool:
        """Whether a line or an element starts here. Some tools look for marks at the start of a link, too."""
        return self._stressed is None and (not self._parts or self._parts[-1].endswith("\n"))

    def add(self, text: str) -> None:
        if text:
            self._finish_stress(text)
            self._parts.append(text)

    def add_stressed(self, kind: str, words: str) -> None:
        """Add words in an `em` or `strong` element."""
        if not words:
            return
        self._finish_stress(_AS_HTML.format(kind, words))
        before = self._parts[-1][-1:] if self._parts else ""
        if _PLAIN_WORDS.fullmatch(words) and _BEFORE_MARK.fullmatch(before):
            self._stressed = kind, words
        else:
            self._parts.append(_AS_HTML.format(kind, words))

    def add_link(self, link: str) -> None:
        self._finish_stress(link)
        if self._parts and self._parts[-1].endswith("!"):  # a link after it would become an image
            self._parts[-1] = f"{self._parts[-1][:-1]}&#33;"
        self._parts.append(link)

    def trim(self) -> None:
        """Remove the spaces at the end."""
        self._finish_stress("")
        while self._parts:
            last = self._parts.pop().rstrip(" ")
            if last:
                self._parts.append(last)
                break

    def written(self) -> str:
        self._finish_stress("")
        return "".join(self._parts)

    def _finish_stress(self, after: str) -> None:
        """Write the emphasised words: with asterisks if every Markdown understands them here, else as HTML."""
        if self._stressed is not None:
            kind, words = self._stressed
            self._stressed = None
            mark = _MARKS[kind]
            self._parts.append(f"{mark}{words}{mark}" if _AFTER_MARK.match(after) else _AS_HTML.format(kind, words))


def _link(text: str, opening: Token) -> str:
    return f"[{text}]({_address(str(opening.attrs.get('href', '')))}{_tooltip(opening)})"


def _image(token: Token) -> str:
    words = md_words(plain(token.children or ()), starts_line=False).strip(" ")
    return f"![{words}]({_address(str(token.attrs.get('src', '')))}{_tooltip(token)})"


def _address(address: str) -> str:
    quoted = _PERCENT.sub("%25", quote(address.strip(), safe=_SAFE_IN_ADDRESS, errors="replace"))
    return _MARKUP_IN_ADDRESS.sub(lambda match: f"&#{ord(match[0])};", quoted)


def _tooltip(token: Token) -> str:
    title = str(token.attrs.get("title", ""))
    if not title:
        return ""
    parts = (_MARKUP_AS_TEXT.get(part) or md_words(part, starts_line=False) for part in _MARKUP_IN_TOOLTIP.split(title))
    shown = "".join(parts).strip(" ").replace('"', "&#34;").replace("'", "&#39;")
    return f' "{shown}"'


def with_tooltips_escaped_once(page: str) -> str:
    """Return the Markdown of a page for readers that show tooltips as text, as browsers do."""
    return _TOOLTIP.sub(lambda match: match[1] + match[2].replace("&AMP;", "&"), page) if "&AMP;" in page else page
