"""Literal writers: functions that turn catalog text into a literal of one output format.

Templates and targets never quote by hand. A writer returns `Verbatim`, and `jinja` refuses to print any other text, so
catalog text cannot reach code, contracts or pages unescaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any


class Verbatim(str):
    """Text that is safe to print in generated output: a literal, or errcat's own words."""

    __slots__ = ()


def python_literal(value: object) -> Verbatim:
    """Return a value as Python code: a constant, or a tuple, list or dict of them."""
    return Verbatim(python_code(value))


def python_code(value: object) -> str:
    """Return the same as `python_literal` for a part of a longer code, which is much faster."""
    if isinstance(value, str):  # most values
        return _python_text(value)
    match value:
        case bool() | None | int():
            return repr(value)
        case float():
            return repr(value).replace("inf", "1e999") if value == value else "float('nan')"  # noqa: PLR0124 — so is NaN
        case tuple():
            return f"({', '.join(map(python_code, value))}{',' * (len(value) == 1)})"
        case list():
            return f"[{', '.join(map(python_code, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{python_code(key)}: {python_code(item)}' for key, item in value.items())}}}"
    raise TypeError(f"no literal for {type(value).__name__}")


def _python_text(text: str) -> str:
    """Quote a text with double quotes unless that needs more backslashes. Invisible characters are escaped."""
    written = repr(text)  # escapes unprintable characters: controls, line separators, direction marks
    if '"' in text:
        return written
    return f'"{written[1:-1]}"'


def json_literal(value: object) -> Verbatim:
    """Return a value as JSON on one line. Invisible characters and lone surrogates are escaped."""
    if value is None:
        return _NULL
    return Verbatim(_escape_hidden(_ENCODER.encode(value)))


def _escape_hidden(text: str) -> str:
    if (text.isascii() and "\x7f" not in text) or text.isprintable():  # the encoder has escaped all other controls
        return text
    return "".join(char if char.isprintable() else _json_escape(char) for char in text)


def _json_escape(char: str) -> str:
    return json.dumps(char)[1:-1]


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain)
_NULL = Verbatim("null")


# Characters that some Markdown renderer reads as markup: CommonMark, GitHub, Python-Markdown with Material's
# extensions. Each alternative has its reason; the first character of a match is escaped.
_MARKUP = re.compile(
    r"""
      [&<>|*`\[\]{}\\~^$@]                     # tags, entities, tables, emphasis, links, attributes, maths, mentions
    | \#(?=\w) | \#(?=\#*\Z) | ^[#\-+=/!?:;"%]     # issues, ends of headings, and what starts a block
    | (?<![^\W_])_ | _(?![^\W_])               # emphasis, but not inside_a_word
    | (?<=[=/])= | =(?=[=/]) | (?<=[+/])\+ | \+(?=[+/]) | (?<=-)- | -(?=-)   # marks, keys, double signs
    | !(?=[!\[]) | [!?](?=\d)                   # images; numbers of merge requests and discussions
    | \b[a-f\d](?=[a-f\d]{39})                   # hashes of commits
    | (?<=\d)/(?=\d) | (?<=[cC])/(?=[oO](?![^\W_]))   # fractions such as 1/2, and c/o
    | :(?=[\w+-]*(?::|\Z)) | :(?=/)              # :emoji:, also with a colon that errcat appends; addresses
    | [\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]   # spaces that are lost at the end of a line
    | (?:(?<=^\d)|(?<=^\d\d)|(?<=^\d\d\d)|(?<=\d{4}))[.)](?=\s|\Z)    # list numbers
    | (?<=www)\. | (?<=ftp)\.                    # addresses without a scheme
    | \((?=(?:c|r|p|tm)\))                       # (c), (r), (tm)
    | (?<=\d)(?:st|nd|rd|th)(?![^\W_])          # ordinals
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"""(?=[A-Za-z])
    (?: [A-Za-z]{1,39}(?![A-Za-z0-9]) | [0-9]{1,39}(?![A-Za-z0-9.)])   # words and numbers, but no hashes and ordinals
      | [ ](?![ ]|\Z) | [,;'"%\u00c0-\u024f\u2013-\u201e\u2026\u20ac] | -(?!-) | :(?=[ ]) | \?(?![0-9])
      | \((?![A-Za-z]{1,2}\)) | \) | (?<![wW]{3})(?<![fF][tT][pP])\. | (?<=[ABD-Zabd-z])/(?=[A-Za-z])
    )*+""",
    re.VERBOSE,
)
"""A text without anything that `_MARKUP` finds. Most texts are, and `_MARKUP` tries all alternatives everywhere."""
_ENDS_IN_COLON = re.compile(r"(?:\A|[^:\w+-])[\w+-]+:\Z")
"""A text whose last colon can't end an emoji because no other colon starts it."""
_MARKUP_IN_HTML = re.compile(
    r"[^\w .,-] | (?<=\W)[.-] | _ | -(?=-) | (?<=www)\. | (?<=\d)(?:st|nd|rd|th)(?![^\W_]) | \d(?=/)", re.VERBOSE
)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_PLAIN_CODE = re.compile(r"[\w.:/#%~+@=,;()-]+(?: [\w.:/#%~+@=,;()-]+)*", re.ASCII)


@lru_cache(maxsize=8192)  # the lists of a catalog have the same codes, messages and actions
def md_text(text: str) -> Verbatim:
    """Return plain text for one line of Markdown: a cell, a heading or a list item. It shows letter for letter."""
    if _HARMLESS.fullmatch(text):
        return Verbatim(text)
    return Verbatim(_MARKUP.sub(_entity, _BLANKS.sub(" ", text).strip(" ")))


def md_words(text: str, *, starts_line: bool) -> Verbatim:
    """Return a part of a Markdown line that shows letter for letter. Spaces at its ends become one space each."""
    if _HARMLESS.fullmatch(words := text.strip(" ")):
        return Verbatim(f"{' ' if text[0] == ' ' else ''}{words}{' ' if text[-1] == ' ' else ''}")
    text = _BLANKS.sub(" ", text)
    written = _MARKUP.sub(_entity, text) if starts_line else _MARKUP.sub(_entity, f" {text}")[1:]
    if _ENDS_IN_COLON.search(text):
        written = f"{written.removesuffix('&#58;')}:"
    return Verbatim(written)


def md_code(text: str) -> Verbatim:
    """Return text as inline code in Markdown."""
    if _PLAIN_CODE.fullmatch(text):
        return Verbatim(f"`{text}`")
    return Verbatim(f"<code>{html_text(_BLANKS.sub(' ', text))}</code>")


def html_text(text: str) -> Verbatim:
    """Return text for HTML inside Markdown: everything that either could read as markup becomes an entity."""
    return Verbatim(_MARKUP_IN_HTML.sub(_all_entities, text))


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0][0])};{match[0][1:]}"


def _all_entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match[0])
