"""What a text defines for a whole page, kept to itself: another text of the page may define the same word otherwise.

Links get their addresses in place. Footnotes, which must stand apart, get names that no other text has.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from errcat.text.markdown_text import without_code

# What stands below it in quotes may be its title, over several lines: then it is left alone.
_DEFINITION = re.compile(
    r"""^[ ]{0,3} \[(?!\^) (?P<label> [^\[\]]{1,200} ) \]: [ \t]* \n? [ \t]*
        (?P<target> <[^<>\n]*> | [^\s<][^\s]* )
        (?: (?:[ \t]+ | [ \t]*\n[ \t]*) (?P<title> "[^"\n]*" | '[^'\n]*' | \([^()\n]*\) ) )?
        [ \t]* (?:\n(?![ \t]*["'(])|\Z)""",
    re.VERBOSE | re.MULTILINE,
)
_LABEL = r"(?!\^)(?P<label>[^\[\]]{1,200})"
_REFERENCES = (
    re.compile(rf"(?P<shown>(?<!\\)\])\[{_LABEL}\](?!\()"),
    re.compile(rf"(?P<shown>(?<![\\\]])\[{_LABEL}\])(?:\[\])?(?![\[(])"),
)
_LABELLED = re.compile(rf"\[{_LABEL}\](?!\()")
# What was put into an address, a title or indented code: no reference stands there.
_ODD_PLACE = re.compile(r"^(?: {4}|\t).*\]\(|\]\([^)\s]*\[|<[^<>]*\]\([^<>]*>|\]\([^)]*[\"'][^)]*\]\(")
_NOTE = re.compile(r"\[\^(?P<label>[^\[\]\s]{1,100})\]")
_NOTE_DEFINITION = re.compile(r"^[ ]{0,3}\[\^(?P<label>[^\[\]\s]{1,100})\]:", re.MULTILINE)


def kept_to_itself(text: str) -> str:
    """The same text, with nothing in it that holds for the rest of the page."""
    if "]:" not in text:
        return text
    return _with_own_notes(_with_links_in_place(text) or text)


class _Link(NamedTuple):
    target: str
    title: str

    def __str__(self) -> str:
        return f"({self.target} {self.title})" if self.title else f"({self.target})"


def _with_links_in_place(text: str) -> str | None:
    """The text without definitions; None where it is not clear what would become a link: then they stay as they are."""
    found: dict[str, _Link] = {}
    last = 0

    def take(match: re.Match[str], label: str) -> str:
        nonlocal last
        above = text[: match.start()].split("\n")[-2:-1]
        if match.start() != last and above and above[0].strip():
            return text[slice(*match.span())]  # no definition, but the rest of a paragraph
        last = match.end()
        target, title = match["target"], match["title"] or ""
        is_plain = target.startswith("<") or not set("()") & set(target)
        if title.startswith("(") and '"' not in title:
            title = f'"{title[1:-1]}"'
        found.setdefault(_key(label), _Link(target if is_plain else f"<{target}>", title))
        return ""

    text = _replaced(_DEFINITION, text, take)

    def link(match: re.Match[str], label: str) -> str:
        known = found.get(_key(label))
        shown = text[slice(*match.span("shown"))]
        return f"{shown}{known}" if known else text[slice(*match.span())]

    for reference in _REFERENCES if found else ():
        text = _replaced(reference, text, link)
    return None if any(_is_unclear(one, found) for one in without_code(text).split("\n")) else text


def _is_unclear(line: str, known: Mapping[str, object]) -> bool:
    """Whether a line still names what was defined, or does so where there may be no link: in code, in an address."""
    left = any(_key(one["label"]) in known for one in _LABELLED.finditer(line))
    return left or (_ODD_PLACE.search(line) is not None)


def _with_own_notes(text: str) -> str:
    plain = without_code(text)
    defined = {match["label"] for match in _NOTE_DEFINITION.finditer(plain)}
    if not defined:
        return text
    suffix = hashlib.sha256(text.encode()).hexdigest()[:6]
    return _replaced(
        _NOTE, text, lambda match, label: f"[^{label}-{suffix}]" if label in defined else text[slice(*match.span())]
    )


def _replaced(pattern: re.Pattern[str], text: str, write: Callable[[re.Match[str], str], str]) -> str:
    """What a pattern finds outside code, written anew from first to last; a label may hold code."""
    pieces = []
    at = 0
    for match in pattern.finditer(without_code(text)):
        pieces += [text[at : match.start()], write(match, text[slice(*match.span("label"))])]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _key(label: str) -> str:
    return " ".join(label.casefold().split())
