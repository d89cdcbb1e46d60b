"""The writers that catalog text goes through on its way into generated text: each makes a literal of one format.

No template and no target quotes by hand. What a writer makes is `Verbatim`; anything else that a template tries to
print is refused (see `jinja`), so that no text of a catalog gets into code, contract or page as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any


class Verbatim(str):
    """Text that may stand in generated text as it is: a literal, or words of our own."""

    __slots__ = ()


def python_literal(value: object) -> Verbatim:
    """A value as Python code: constants, and tuples, lists and dicts of them."""
    return Verbatim(_python(value))


def _python(value: object) -> str:
    match value:
        case bool() | None | int():
            return repr(value)
        case str():
            return _python_text(value)
        case float():
            return repr(value).replace("inf", "1e999") if value == value else "float('nan')"  # noqa: PLR0124 — so is NaN
        case tuple():
            return f"({', '.join(map(_python, value))}{',' * (len(value) == 1)})"
        case list():
            return f"[{', '.join(map(_python, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{_python(key)}: {_python(item)}' for key, item in value.items())}}}"
    raise TypeError(f"no literal for {type(value).__name__}")


def _python_text(text: str) -> str:
    """As people write it: in double quotes, unless that takes more backslashes. What cannot be seen is escaped."""
    written = repr(text)  # escapes what is not printable: controls, line separators, marks of direction
    if '"' in text:
        return written
    return f'"{written[1:-1]}"'


def json_literal(value: object) -> Verbatim:
    """A value as JSON on one line; characters that nobody sees, and half of a pair, are escaped."""
    if value is None:
        return _NULL
    return Verbatim(_escape_hidden(_ENCODER.encode(value)))


def _escape_hidden(text: str) -> str:
    if text.isprintable():
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


# What some Markdown, of those that people read docs with, takes for more than a character: CommonMark and GitHub's,
# Python-Markdown with the extensions of Material. One alternative a reason; its first character is what is escaped.
_MARKUP = re.compile(
    r"""
      [&<>|*`\[\]{}\\~^$@]                     # tags, entities, tables, emphasis, links, attributes, maths, mentions
    | \#(?=\w) | \#(?=\#*\Z) | ^[#\-+=/!?:;"%]     # issues, ends of headings, and what starts a block
    | (?<![^\W_])_ | _(?![^\W_])               # emphasis; not within_a_word
    | (?<=[=/])= | =(?=[=/]) | (?<=[+/])\+ | \+(?=[+/]) | (?<=-)- | -(?=-)   # marks, keys, signs that are several signs
    | !(?=[!\[]) | [!?](?=\d)                   # images; numbers of merge requests and discussions
    | \b[a-f\d](?=[a-f\d]{39})                   # hashes of commits
    | (?<=\d)/(?=\d) | (?<=[cC])/(?=[oO](?![^\W_]))   # one half, care of
    | :(?=[\w+-]*(?::|\Z)) | :(?=/)              # :emoji:, which may end in our colon; addresses
    | [\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]   # spaces that renderers drop at the end of a line
    | (?:(?<=^\d)|(?<=^\d\d)|(?<=^\d\d\d)|(?<=\d{4}))[.)](?=\s|\Z)    # numbers of lists
    | (?<=www)\. | (?<=ftp)\.                    # addresses without a scheme
    | \((?=(?:c|r|p|tm)\))                       # signs of trade
    | (?<=\d)(?:st|nd|rd|th)(?![^\W_])          # ordinals
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENDS_IN_COLON = re.compile(r"(?:\A|[^:\w+-])[\w+-]+:\Z")
"""A colon of ours may not follow: this one ends no emoji."""
_MARKUP_IN_HTML = re.compile(
    r"[^\w .,-] | (?<=\W)[.-] | _ | -(?=-) | (?<=www)\. | (?<=\d)(?:st|nd|rd|th)(?![^\W_]) | \d(?=/)", re.VERBOSE
)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_PLAIN_CODE = re.compile(r"[\w.:/#%~+@=,;()-]+(?: [\w.:/#%~+@=,;()-]+)*", re.ASCII)


def md_text(text: str) -> Verbatim:
    """Plain text in a line of Markdown, in a cell, a heading or an item: it shows letter for letter, as one line."""
    return Verbatim(_MARKUP.sub(_entity, _BLANKS.sub(" ", text).strip(" ")))


def md_words(text: str, *, starts_line: bool) -> Verbatim:
    """Part of a line of Markdown that shows letter for letter; blanks at its ends stay, as one each."""
    text = _BLANKS.sub(" ", text)
    written = _MARKUP.sub(_entity, text) if starts_line else _MARKUP.sub(_entity, f" {text}")[1:]
    if _ENDS_IN_COLON.search(text):
        written = f"{written.removesuffix('&#58;')}:"
    return Verbatim(written)


def md_code(text: str) -> Verbatim:
    """Text as code in a line of Markdown."""
    if _PLAIN_CODE.fullmatch(text):
        return Verbatim(f"`{text}`")
    return Verbatim(f"<code>{html_text(_BLANKS.sub(' ', text))}</code>")


def html_text(text: str) -> Verbatim:
    """Text within HTML that stands in Markdown: whatever could be markup of either is an entity."""
    return Verbatim(_MARKUP_IN_HTML.sub(_all_entities, text))


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0][0])};{match[0][1:]}"


def _all_entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match[0])
