"""HTML and Markdown in texts that are neither: `<b>seat</b>`, `**seat**`, `[docs](https://…)`, `&nbsp;`."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from typing import NamedTuple

from errcat.text.lazy_pattern import lazy_pattern

# Elements that give a text a look. A message about HTML names elements too, but it rarely has a pair around words.
_FORMATS = (
    "a|b|i|u|em|strong|code|tt|kbd|small|big|sub|sup|s|strike|del|ins|mark|span|font|center|p|div|li|ul|ol|pre|h[1-6]"
)
_PAIR = lazy_pattern(
    rf"(?<![\w`\"'])<(?P<name>{_FORMATS})(?:\s[^<>]*)?>(?P<inner>[^<>]+)</(?P=name)\s*>(?![`\"'])", re.IGNORECASE
)
_BREAK = lazy_pattern(r"(?<![`\"'])<br\s*/?>(?![`\"'])", re.IGNORECASE)
_BOLD = lazy_pattern(
    r"(?<![\w*/\\`])(?P<sign>\*\*|__)(?=[\w\"'{(])(?P<inner>[^*_\n]*?[\w\"'})!.?])(?P=sign)(?![\w*/`(])"
)
_LINK = lazy_pattern(
    r"!?\[(?P<inner>[^\[\]\n]+)\]\((?P<target>(?:https?://|mailto:|www\.|\.{0,2}/|#)[^()\s]*|[\w./-]+\.md(?:#[\w-]*)?)\)"
)
_STRUCK = lazy_pattern(r"(?<![\w~`])~~(?=\w)(?P<inner>[^~\n]+)~~(?![\w~`])")
_CHAT_LINK = lazy_pattern(
    r"<(?P<target>(?:https?://|mailto:)[^\s<>|]+)\|(?P<inner>[^<>|\n]+)>"
    r"|\[(?P<wiki>[^\[\]|\n]+)\|(?P<address>(?:https?://|mailto:)[^\s\[\]|]+)\]"
)
_ENTITY = lazy_pattern(
    r"&(?:nbsp|quot|apos|lt|gt|amp|hellip|mdash|ndash|rsquo|lsquo|ldquo|rdquo|#[0-9]{2,5}|#x[0-9a-fA-F]{2,5});"
)
_ABOUT_MARKUP = lazy_pattern(r"\b(?:html|xml|markdown|entit|escap|tags?|elements?|markup|sanitiz|encod)", re.IGNORECASE)
_MENTION = lazy_pattern(r"\[\[(?P<inner>[^\[\]\s|]+)\]\]")


class Markup(NamedTuple):
    """A piece of markup, and the same without it."""

    kind: str
    text: str
    start: int
    plain: str


def markup_in(text: str, codes: Collection[str]) -> Markup | None:
    """Return the first markup in a plain text; None if there is none, or the text is about markup."""
    found = [markup for markup in _markups(text, codes) if markup is not None]
    if not found or _ABOUT_MARKUP.search(text):
        return None
    return min(found, key=lambda markup: markup.start)


def _markups(text: str, codes: Collection[str]) -> list[Markup | None]:
    def first(kind: str, pattern: re.Pattern[str]) -> Markup | None:
        match = pattern.search(text)
        return None if match is None else Markup(kind, match[0], match.start(), _plain(kind, match))

    mention = _MENTION.search(text)
    dunder = _BOLD.search(text)
    return [
        first("html", _PAIR),
        first("break", _BREAK),
        None if dunder and dunder["sign"] == "__" and " " not in dunder["inner"] else first("markdown", _BOLD),
        first("markdown", _STRUCK),
        first("link", _LINK),
        first("link", _CHAT_LINK),
        first("entity", _ENTITY),
        first("mention", _MENTION) if mention and mention["inner"] in codes else None,
    ]


def _plain(kind: str, match: re.Match[str]) -> str:
    match kind:
        case "break":
            return " "
        case "entity":
            return html.unescape(match[0]).replace("\xa0", " ")
        case "link":
            words = match.groupdict()
            return f"{words['inner'] or words['wiki']} ({words['target'] or words['address']})"
    return match["inner"]
