"""The grammar of messages: `{order_id}` is filled in, `{{` and `}}` are braces, everything else is text.

Each text has a single reading: a brace that belongs neither to a placeholder nor to a pair is text, and `mistakes`
reports where that is probably unintended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from errcat.text.code_names import derive_name
from errcat.text.lazy_pattern import lazy_pattern

_TOKEN = lazy_pattern(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}")
_BRACE = lazy_pattern(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}|\{[^{}]*\}|[{}]")
# A message in which every brace belongs to a placeholder or a pair, as in almost all messages.
_WELL_FORMED = lazy_pattern(r"[^{}]*+(?:(?:\{\{|\}\}|\{[a-z][a-z0-9_]*\})[^{}]*+)*+")
_OPEN_NAME = lazy_pattern(r"\{([a-z][a-z0-9_]*)(?![A-Za-z0-9_}])")
_WORDS = lazy_pattern(r"[A-Za-z][A-Za-z0-9_ -]*")
# What formatters of other languages use as placeholders: {0}, {}, {userId}, {user.name}, {items[0]}, {x!r}, {x:>10},
# {n, number}.
_FORMATTER = lazy_pattern(
    r"""[ ]*(?P<name>[A-Za-z0-9_]*)
        (?P<inside>(?:\.[A-Za-z0-9_]+|\[[^\[\]{}]*\])*)[ ]*
        (?:![rsa])?
        (?::(?:%[^{}]*|(?:.?[<>=^])?[-+]?[#]?0?[0-9]*[,_]?(?:\.[0-9]+)?[A-Za-z%]?))?
        (?:,[ ]*(?:number|date|time|spellout|ordinal)\b[^{}]*)?""",
    re.VERBOSE,
)
_FOREIGN_SIGNS = ("$", "%", "#", "@", "\\")
"""Signs before a brace that make it another language's placeholder, which the message quotes on purpose."""
_DUNDER = lazy_pattern(r"\b__\w+__\b")


class Placeholder(NamedTuple):
    """A place where a value is filled in."""

    name: str
    start: int
    end: int


class PlaceholderMistake(NamedTuple):
    """Braces that are text by the grammar, but probably not meant as text."""

    text: str
    start: int
    is_placeholder: bool
    """True if it looks like another formatter's placeholder; False for other braces."""
    proposal: str
    """The name of the placeholder that was probably meant; empty if unknown."""


def parse(message: str) -> tuple[str | Placeholder, ...]:
    """Split a message into texts as they are shown, never empty, and placeholders."""
    if "{" not in message and "}" not in message:
        return (message,) if message else ()
    parts: list[str | Placeholder] = []
    text = ""
    copied_to = 0
    for match in _TOKEN.finditer(message):
        text += message[copied_to : match.start()]
        copied_to = match.end()
        if match[1] is None:
            text += match[0][0]
            continue
        if text:
            parts.append(text)
        text = ""
        parts.append(Placeholder(match[1], match.start(), match.end()))
    text += message[copied_to:]
    return (*parts, text) if text else tuple(parts)


def names(message: str) -> tuple[str, ...]:
    """Return the distinct names of a message's placeholders, in order."""
    if "{" not in message:
        return ()
    return tuple(dict.fromkeys(filter(None, _TOKEN.findall(message))))


def render(message: str, values: Mapping[str, object]) -> str:
    """Fill in the placeholders of a message; a placeholder without a value stays as it is."""
    return "".join(
        part
        if isinstance(part, str)
        else str(values[part.name])
        if part.name in values
        else message[part.start : part.end]
        for part in parse(message)
    )


def for_people(message: str) -> str:
    """Return a message for people when no values are known: placeholders stay, doubled braces become single.

    Pages, lists, descriptions and docstrings show this form of a message. Programs get the template.
    """
    return render(message, {})


def literal_length(message: str, text: str, *, inside: bool = False) -> int:
    """Count the characters of a text that match the message apart from its values; -1 if the text does not match.

    With `inside`, the text may contain other text before and after the message. Each part of the message is searched
    once.
    """
    texts = [""]
    for part in parse(message):
        if isinstance(part, str):
            texts[-1] += part
        else:
            texts.append("")
    first, last = texts[0], texts[-1]
    if inside:
        texts, first, last = ["", *texts, ""], "", ""
    if len(texts) == 1:
        return len(first) if text == first else -1
    position, end = len(first), len(text) - len(last)
    if position > end or not text.startswith(first) or not text.endswith(last):
        return -1
    for part in texts[1:-1]:
        match_start = text.find(part, position, end)
        if match_start < 0:
            return -1
        position = match_start + len(part)
    return sum(map(len, texts))


def literal(text: str) -> str:
    """Return the message that renders as exactly this text, the inverse of `render`."""
    return text.replace("{", "{{").replace("}", "}}")


def is_well_formed(message: str) -> bool:
    """Whether every brace belongs to a placeholder or a pair."""
    return _WELL_FORMED.fullmatch(message) is not None


def mistakes(message: str) -> list[PlaceholderMistake]:
    """Return the braces that belong neither to a placeholder nor to a pair."""
    if is_well_formed(message):
        return []
    result: list[PlaceholderMistake] = []
    for match in _BRACE.finditer(message):
        text = match[0]
        if match[1] is None and text not in ("{{", "}}"):
            result.append(_mistake(message, text, match.start()))
    return result


def _mistake(message: str, text: str, start: int) -> PlaceholderMistake:
    if start and message[start - 1] in _FOREIGN_SIGNS:
        return PlaceholderMistake(text, start, is_placeholder=False, proposal="")
    if text == "{":
        unclosed = _OPEN_NAME.match(message, start)
        return PlaceholderMistake(text, start, is_placeholder=False, proposal=unclosed[1] if unclosed else "")
    if text == "}":
        return PlaceholderMistake(text, start, is_placeholder=False, proposal="")
    inner = text[1:-1]
    formatter = _FORMATTER.fullmatch(inner)
    if formatter and (formatter["name"] or inner[:1] in ("", "!") or (inner[:1] == ":" and inner != ":")):
        return PlaceholderMistake(
            text, start, is_placeholder=True, proposal=_proposal(formatter["name"] + formatter["inside"])
        )
    if _WORDS.fullmatch(inner) and inner.count(" ") < 3:
        return PlaceholderMistake(text, start, is_placeholder=False, proposal=_proposal(inner))
    return PlaceholderMistake(text, start, is_placeholder=False, proposal="")


def _proposal(text: str) -> str:
    """Return the name that the writer probably meant, in snake_case."""
    name = derive_name(_DUNDER.sub("", text).strip("._[] ")).lower()
    return "" if text[:1].isdigit() else name
