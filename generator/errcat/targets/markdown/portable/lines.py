"""The inside of a paragraph, a heading or a cell: words, code, emphasis, links, images."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from errcat.targets.literals import Written, md_code, md_words

if TYPE_CHECKING:
    from markdown_it.token import Token

BREAK = "  \n"
"""The end of a line that stays one: all renderers take two blanks for that, and only some a backslash."""

_MARKS = {"em": "*", "strong": "**"}
_PLAIN_WORDS = re.compile(r"[^\s*<](?:[^*<\n]*[^\s*<])?")
"""Words that can be stressed with asterisks in every Markdown, in the right place."""
_BEFORE_MARK = re.compile(r"(?:\A|[\s(])\Z")
_AFTER_MARK = re.compile(r"\Z|[\s).,:;!?]")

_SAFE_CODE = re.compile(r"(?![#:])(?!.*\[\[)[^\s`\\|<>&{}](?:[^\n`\\|<>&{}]*[^\s`\\|<>&{}])?")
"""Code that no renderer and no plugin changes between backticks: no tag, no template, no mark of review."""
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")

_KEPT = "!#$%&'*+,-./:;=?@_~[]()"
"""What stays as it is in an address; the rest goes by its bytes."""
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MARKUP_IN_ADDRESS = re.compile(r"[&$*\[\]()']|(?<=[+=!-])[+=!-]|[+=!-](?=[+=!-])")
_MARKUP_IN_TOOLTIP = re.compile(r"<|&(?:#|\w+;)")
"""Some themes show a tooltip as HTML: then this is no text to them."""


def line(tokens: Sequence[Token], *, breaks: str = BREAK) -> Written:
    """The words of one line, or of several with breaks between them."""
    found = _Line(breaks)
    for token in tokens:
        found.add(token)
    return Written(found.written.strip(" "))


def code(text: str) -> Written:
    """Code in a line."""
    text = _BLANKS.sub(" ", text)
    if _SAFE_CODE.fullmatch(text) and text.isprintable():
        return Written(f"`{text}`")
    return md_code(text)


def plain(tokens: Sequence[Token]) -> str:
    """The words of a line, without what is done to them."""
    return "".join(
        plain(token.children or ()) if token.type == "image" else " " if "break" in token.type else token.content
        for token in tokens
    )


class _Line:
    """Writes tokens one after the other. What is open is on a stack: its kind, and where it starts."""

    def __init__(self, breaks: str) -> None:
        self._breaks = breaks
        self._done: list[str] = [""]
        self._open: list[Token] = []

    @property
    def written(self) -> str:
        assert len(self._done) == 1
        return self._done[0]

    def add(self, token: Token) -> None:
        match token.type:
            case "text":
                self._write(md_words(token.content, starts_line=self._starts_line))
            case "softbreak":
                self._write(" ")
            case "hardbreak":
                self._done[-1] = self._done[-1].rstrip(" ")
                self._write("<br>" if self._starts_line else self._breaks)
            case "code_inline":
                self._write(code(token.content))
            case "image":
                self._write(_image(token))
            case "em_open" | "strong_open" | "link_open":
                self._open.append(token)
                self._done.append("")
            case "em_close" | "strong_close":
                inside, kind = self._done.pop(), self._open.pop().tag
                self._write(_Emphasis(kind, inside) if inside else "")
            case "link_close":
                inside, opening = self._done.pop(), self._open.pop()
                if self._done[-1].endswith("!"):  # which would make an image of it
                    self._done[-1] = f"{self._done[-1][:-1]}&#33;"
                self._write(_link(inside, opening))
            case _:
                # a kind of token that is not ours to know: its words are not lost
                self._write(md_words(token.content, starts_line=self._starts_line))

    @property
    def _starts_line(self) -> bool:
        """Or an element: at the start of a link, too, some tools look for marks of theirs."""
        return not self._done[-1] or self._done[-1].endswith("\n")

    def _write(self, text: str) -> None:
        before = self._done[-1]
        if isinstance(text, _Emphasis):
            # until it is known what comes next, marks are HTML: those may stand anywhere
            text = text.as_marks(before) or text.as_html()
        elif (marks := _LAST_MARKS.search(before)) and text and not _AFTER_MARK.match(text):
            before = before[: marks.start()] + _Emphasis(_KINDS[marks[1]], marks[2]).as_html()
        self._done[-1] = before + text


class _Emphasis(str):
    """Words that are stressed; `kind` is the tag."""

    kind: str
    __slots__ = ("kind",)

    def __new__(cls, kind: str, inside: str) -> Self:
        made = super().__new__(cls, inside)
        made.kind = kind
        return made

    def as_html(self) -> str:
        return f"<{self.kind}>{self!s}</{self.kind}>"

    def as_marks(self, before: str) -> str | None:
        """With asterisks, where every Markdown takes them for what they are."""
        if _PLAIN_WORDS.fullmatch(self) and _BEFORE_MARK.search(before):
            mark = _MARKS[self.kind]
            return f"{mark}{self!s}{mark}"
        return None


_KINDS = {mark: kind for kind, mark in _MARKS.items()}
_LAST_MARKS = re.compile(r"(?<!\*)(\*\*|\*)([^*\n]+)\1\Z")


def _link(inside: str, opening: Token) -> str:
    return f"[{inside}]({_address(str(opening.attrs.get('href', '')))}{_tooltip(opening)})"


def _image(token: Token) -> str:
    words = md_words(plain(token.children or ()), starts_line=False).strip(" ")
    return f"![{words}]({_address(str(token.attrs.get('src', '')))}{_tooltip(token)})"


def _address(address: str) -> str:
    whole = _PERCENT.sub("%25", quote(address.strip(), safe=_KEPT, errors="replace"))
    return _MARKUP_IN_ADDRESS.sub(lambda found: f"&#{ord(found[0])};", whole)


def _tooltip(token: Token) -> str:
    title = str(token.attrs.get("title", ""))
    if not title or _MARKUP_IN_TOOLTIP.search(title):
        return ""
    shown = md_words(title, starts_line=True).strip(" ").replace('"', "&#34;").replace("'", "&#39;")
    return f' "{shown}"'
