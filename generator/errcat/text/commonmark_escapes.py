"""Plain text as CommonMark that shows letter for letter, without entities: descriptions in OpenAPI documents.

Many readers of a description see its source: in editors, and in the comments of generated clients. So only what
CommonMark or GitHub would read as markup gets a backslash, and everything else stays as it is. The only entity is in
script tags, which linters report even after a backslash.
"""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LIST_NUMBER = re.compile(r"(\d{1,9})[.)](?=\s|$)")
_MARKUP = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|$)                 # a backslash that would escape something, or what follows
    | `
    | \*(?!(?<=\s\*)\s)                        # emphasis; not 2 * 3
    | (?<![^\W_])_ | _(?![^\W_])               # emphasis; not inside_a_word
    | ~(?=.*~) | (?<=~)~ | ~$                  # strikethrough
    | <(?=[A-Za-z/!?])                         # tags and autolinks
    | &(?=\#?\w+;)                             # entities
    | (?<=\])\(                                # links and images
    | ^(?:[#>\[=]|[-+*](?=\s|$|[-*]))          # what starts a block
    """,
    re.VERBOSE,
)
_NO_MARKUP = re.compile(r"[A-Za-z](?:[^\\`*_~<&\[\]\s]++|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])| (?![ \t\r\n\f\v]|\Z))*+")
"""A line without anything that the other patterns look for, as most are. It takes a quarter of their time."""
_SCRIPT_TAG = re.compile(r"\\<(?=/?script)", re.IGNORECASE)
_BACKTICKS = re.compile(r"`+")


def commonmark_text(text: str) -> str:
    """Return plain text as one line of CommonMark. Each run of spaces and line breaks becomes one space."""
    if _NO_MARKUP.fullmatch(text):
        return text
    line = _SCRIPT_TAG.sub("&lt;", _MARKUP.sub(r"\\\g<0>", _SPACES.sub(" ", text).strip(" ")))
    number = _LIST_NUMBER.match(line)
    return f"{number[1]}\\{line[number.end(1) :]}" if number else line


def commonmark_code(text: str) -> str:
    """Return text as a code span. An empty text shows as two quotes."""
    code = _SPACES.sub(" ", text) or '""'
    fence = "`" * (max(map(len, _BACKTICKS.findall(code)), default=0) + 1)
    needs_padding = code.startswith("`") or code.endswith("`") or (code[0] == code[-1] == " " and code.strip(" "))
    return f"{fence} {code} {fence}" if needs_padding else f"{fence}{code}{fence}"
