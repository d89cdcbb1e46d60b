"""Placeholders of other languages in a message: `%s`, `%(seat)s`, `${seat}`, `<seat>`, `:seat`, `{{seat}}` and others.

errcat fills in only `{seat}`. All others reach clients as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from errcat.text.code_names import derive_name
from errcat.text.lazy_pattern import lazy_pattern

_NAME = "[A-Za-z_][A-Za-z0-9_]*"
_BEFORE = r"(?<![\w$%#@:/<`\"'])"
_AFTER = r"(?![\w%:/>`\"'(=-])"
# The dialects. The groups `name` and `words` hold the name; a dialect without them is positional.
_DIALECTS = (
    r"%\((?P<percent>{name})\)[-+#0]?[0-9]*(?:\.[0-9]+)?[sdifrgexc]",
    r"(?<![%\w])%(?:[1-9]\$)?[-+#0]?(?:[0-9]*\.)?-?[0-9]*(?:ll|[lhz])?[sdiufxvq](?![A-Za-z0-9_%])",
    r"(?<!\$)\$\{{(?P<dollar>[A-Za-z_][\w.]*)\}}",
    r"%\{{(?P<ruby>[A-Za-z_][\w.]*)\}}",
    r"(?<![{{$])\{{\{{ ?[.$]?(?P<double>{name}) ?\}}\}}(?!\}})",
    r"(?<![\w<`:/=@.-])<(?P<angle>[a-z][a-z0-9_]*(?:[ -][a-z0-9_]+){{0,2}})>(?![\w`:/<(=@])",
    r"{before}:(?P<colon>[a-z][a-z0-9_]+){after}",
    r"{before}\$(?P<variable>[a-z][a-z0-9_]+){after}",
    r"(?<![\w$%#@:/<])%(?P<between>[a-z][a-z0-9_]+)%(?![\w%])",
    r"{before}\[(?P<square>[a-z][a-z0-9_]*)\]{after}",
)
_PATTERN = lazy_pattern("|".join(part.format(name=_NAME, before=_BEFORE, after=_AFTER) for part in _DIALECTS))
_SIGNS = lazy_pattern(r"[%${<:\[#@]")
_QUOTES = "`\"'‘“„"
_LAST_WORD = lazy_pattern(r"([A-Za-z]+)\W*\Z")
_FIRST_WORD = lazy_pattern(r" ([A-Za-z]+)\b")
_SHORTEST = 3
"""Shorter words say nothing about a value."""
_SMALL_WORDS = frozenset(
    """a an and are as at be been but by can cannot could did do does error for from got has have in invalid is it its
    may must no not of on only or out than that the this to unknown was were while will with within value""".split()  # noqa: SIM905
)
_AMOUNTS = lazy_pattern(r"amount|price|cost|fee|total|balance|limit|sum|charge|credit|usd|dollar|min|max|budget|refund")
_ELEMENTS = frozenset(
    """a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas caption center circle
    cite code col colgroup data datalist dd defs del details dfn dialog div dl dt em embed fieldset figcaption figure
    font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins kbd
    label legend li line link main map mark math menu meta meter nav noscript object ol optgroup option output p param
    path picture polygon pre progress q rect rp rt ruby s samp script search section select slot small source span
    strike strong style sub summary sup svg table tbody td template text textarea tfoot th thead time title tr track tt
    u ul use var video wbr root xml""".split()  # noqa: SIM905 (a list of quoted words is harder to read)
)
_ABOUT_SYNTAX = lazy_pattern(
    r"\b(?:placeholder|template|variable|syntax|macro|replace|literal|expression|format|tag)", re.IGNORECASE
)
"""A message with such a word can quote a placeholder on purpose."""
_ABOUT_TEMPLATES = lazy_pattern(r"\b(?:placeholder|template|variable)", re.IGNORECASE)
_SMILEY_OR_WORD = frozenset(["http", "https", "note", "shrug", "smile"])


class ForeignPlaceholder(NamedTuple):
    """A placeholder of another language."""

    text: str
    start: int
    name: str
    """In snake_case; empty if it is positional."""
    is_certain: bool
    """False if the text can also be meant as it is written: `<seat>`, `:seat`."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find(message: str, params: Collection[str] = (), *, braces: bool = True) -> list[ForeignPlaceholder]:
    """Return the placeholders of other languages in a message.

    With `braces`, the writer uses no placeholder of errcat, so that doubled braces are hardly meant as braces.
    A param of the error is certainly a placeholder. Other texts count only where they hardly mean anything else.
    """
    if not _SIGNS.search(message):
        return []
    return [
        found for match in _PATTERN.finditer(message) if (found := _placeholder(message, match, params, braces=braces))
    ]


def _placeholder(
    message: str, match: re.Match[str], params: Collection[str], *, braces: bool
) -> ForeignPlaceholder | None:
    dialect = match.lastgroup or "positional"
    written = match[dialect] if match.lastgroup else ""
    name = derive_name(written).lower() if written else ""
    text, start = match[0], match.start()
    is_param = name in params
    if dialect == "dollar" and _AMOUNTS.search(name):
        return None  # a price in dollars: ${amount}
    if is_param and dialect == "dollar" and _ABOUT_TEMPLATES.search(message):
        return None
    if not is_param and dialect not in ("percent", "positional") and _ABOUT_SYNTAX.search(message):
        return None
    is_quoted = message[start - 1 : start] in _QUOTES[:3] and start > 0
    match dialect:
        case "square" if not is_param:
            return None
        case "angle" if not is_param and (written in _ELEMENTS or is_quoted or "</" in message or text == message):
            return None
        case "colon" if not is_param and written in _SMILEY_OR_WORD:
            return None
        case "double" if not is_param and not (braces and _is_free(message, match)):
            return None  # doubled braces are the way to write braces
        case "ruby" if not is_param and is_quoted:
            return None
    certain = is_param or dialect in ("percent", "positional", "dollar", "ruby")
    return ForeignPlaceholder(text, start, name, certain)


def _is_free(message: str, match: re.Match[str]) -> bool:
    """Whether a placeholder is a word of its own: spaces are around it, or the end of a sentence follows."""
    before, after = message[: match.start()][-1:], message[match.end() :][:2]
    return (
        "`" not in message
        and before in ("", " ", "(")
        and (not after or after[0] in " )" or after in (".", ". ", ", ", "!", "?", ": "))
    )


def covers(found: list[ForeignPlaceholder], start: int) -> bool:
    """Whether an offset of the message is inside of one of its placeholders."""
    return any(placeholder.start <= start < placeholder.end for placeholder in found)


def names_for(message: str, found: list[ForeignPlaceholder], unused: list[str]) -> list[str]:
    """Return a name for each placeholder: its own, else the next unused param, else the word before it."""
    names: list[str] = []
    remaining = list(unused)
    for placeholder in found:
        name = placeholder.name
        if not name and remaining:
            name = remaining.pop(0)
        if not name:
            name = _name_from_words(message, placeholder)
            number, base = 2, name
            while name in names:
                name, number = f"{base}_{number}", number + 1
        names.append(name)
    return names


def _name_from_words(message: str, placeholder: ForeignPlaceholder) -> str:
    """Return the word before a placeholder, or else the word after it: `The seat %s is taken`, `has %d seats`."""
    before, after = _LAST_WORD.search(message[: placeholder.start]), _FIRST_WORD.match(message[placeholder.end :])
    for word in (before, after):
        if word and word[1].lower() not in _SMALL_WORDS and len(word[1]) >= _SHORTEST:
            return word[1].lower()
    return "value"


def replaced(message: str, found: list[ForeignPlaceholder], names: list[str]) -> str:
    """Return the message with errcat's placeholders."""
    for placeholder, name in reversed(list(zip(found, names, strict=True))):
        message = f"{message[: placeholder.start]}{{{name}}}{message[placeholder.end :]}"
    return message
