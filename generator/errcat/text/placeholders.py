"""The grammar of messages: `{order_id}` is filled in, `{{` and `}}` are braces, all else is text. A noun.

The one place that knows it, for the rules and for every target. Each text has exactly one reading: what is
neither a placeholder nor a doubled brace stands for itself, and `mistakes` says where that is hardly what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from errcat.text.code_names import derive_name

_TOKEN = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}")
_BRACE = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}|\{[^{}]*\}|[{}]")
# A message in which all braces are one or the other; so are almost all.
_SOUND = re.compile(r"[^{}]*+(?:(?:\{\{|\}\}|\{[a-z][a-z0-9_]*\})[^{}]*+)*+")
_OPEN_NAME = re.compile(r"\{([a-z][a-z0-9_]*)(?![A-Za-z0-9_}])")
_SPELLED = re.compile(r"[A-Za-z][A-Za-z0-9_ -]*")
# What formatters of other languages take for a placeholder: {0}, {}, {userId}, {user.name}, {items[0]}, {x!r},
# {x:>10}, {n, number}.
_FORMATTER = re.compile(
    r"""[ ]*(?P<name>[A-Za-z0-9_]*)
        (?P<inside>(?:\.[A-Za-z0-9_]+|\[[^\[\]{}]*\])*)[ ]*
        (?:![rsa])?
        (?::(?:%[^{}]*|(?:.?[<>=^])?[-+]?[#]?0?[0-9]*[,_]?(?:\.[0-9]+)?[A-Za-z%]?))?
        (?:,[ ]*(?:number|date|time|spellout|ordinal)\b[^{}]*)?""",
    re.VERBOSE,
)
_FOREIGN = ("$", "%", "#", "@", "\\")
"""Signs before a brace that make it the placeholder of some other language, which is then quoted on purpose."""
_DUNDER = re.compile(r"\b__\w+__\b")


class Placeholder(NamedTuple):
    """A place that a value goes to."""

    name: str
    start: int
    end: int


class PlaceholderMistake(NamedTuple):
    """Braces that are text by the grammar, and hardly meant so."""

    text: str
    start: int
    is_placeholder: bool
    """True where it was meant for a formatter; False for braces of any other kind."""
    proposal: str
    """The name that it should have as a placeholder; empty where nothing tells."""


def parse(message: str) -> tuple[str | Placeholder, ...]:
    """The pieces of a message, in order: texts as they are shown, never empty, and placeholders."""
    if "{" not in message and "}" not in message:
        return (message,) if message else ()
    pieces: list[str | Placeholder] = []
    text = ""
    done = 0
    for match in _TOKEN.finditer(message):
        text += message[done : match.start()]
        done = match.end()
        if match[1] is None:
            text += match[0][0]
            continue
        if text:
            pieces.append(text)
        text = ""
        pieces.append(Placeholder(match[1], match.start(), match.end()))
    text += message[done:]
    return (*pieces, text) if text else tuple(pieces)


def names(message: str) -> tuple[str, ...]:
    """The names of a message's placeholders, each once, in order."""
    if "{" not in message:
        return ()
    return tuple(dict.fromkeys(filter(None, _TOKEN.findall(message))))


def render(message: str, values: Mapping[str, object]) -> str:
    """The message with its placeholders filled; one that has no value stays as it is written."""
    return "".join(
        piece
        if isinstance(piece, str)
        else str(values[piece.name])
        if piece.name in values
        else message[piece.start : piece.end]
        for piece in parse(message)
    )


def for_people(message: str) -> str:
    """A message as people read it where no values are known: placeholders by their names, doubled braces once.

    The one way that a template gets into a page, a list, a description or a docstring. Programs get the template.
    """
    return render(message, {})


def literal_length(message: str, text: str, *, inside: bool = False) -> int:
    """How many characters of a text that a message says are not values; -1 where the message does not say it.

    With `inside` other text may be before and after it. Each piece of the message is looked for once.
    """
    texts = [""]
    for piece in parse(message):
        if isinstance(piece, str):
            texts[-1] += piece
        else:
            texts.append("")
    first, last = texts[0], texts[-1]
    if inside:
        texts, first, last = ["", *texts, ""], "", ""
    if len(texts) == 1:
        return len(first) if text == first else -1
    at, end = len(first), len(text) - len(last)
    if at > end or not text.startswith(first) or not text.endswith(last):
        return -1
    for piece in texts[1:-1]:
        found = text.find(piece, at, end)
        if found < 0:
            return -1
        at = found + len(piece)
    return sum(map(len, texts))


def literal(text: str) -> str:
    """A message that says exactly this text: the way back from `render`."""
    return text.replace("{", "{{").replace("}", "}}")


def is_sound(message: str) -> bool:
    """Whether all its braces are placeholders or doubled."""
    return _SOUND.fullmatch(message) is not None


def mistakes(message: str) -> list[PlaceholderMistake]:
    """Braces that are neither placeholders nor doubled."""
    if is_sound(message):
        return []
    found: list[PlaceholderMistake] = []
    for match in _BRACE.finditer(message):
        text = match[0]
        if match[1] is None and text not in ("{{", "}}"):
            found.append(_mistake(message, text, match.start()))
    return found


def _mistake(message: str, text: str, start: int) -> PlaceholderMistake:
    if start and message[start - 1] in _FOREIGN:
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
    if _SPELLED.fullmatch(inner) and inner.count(" ") < 3:
        return PlaceholderMistake(text, start, is_placeholder=False, proposal=_proposal(inner))
    return PlaceholderMistake(text, start, is_placeholder=False, proposal="")


def _proposal(written: str) -> str:
    """The name that somebody had in mind, in snake_case."""
    name = derive_name(_DUNDER.sub("", written).strip("._[] ")).lower()
    return "" if written[:1].isdigit() else name
