"""What a reader's browser, or a tool for documents, may find in a Markdown text: tags, links, headings, includes.

What is code is for the parser to say (see `commonmark`). Every offset is that of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from errcat.text.commonmark import Link, outline
from errcat.text.schemes import SAFE_SCHEMES, scheme_of

_TABLE_OF_CONTENTS = re.compile(r"^[ \t]*(\[TOC\])[ \t\r]*$", re.MULTILINE)
_CODE_SIGN = re.compile(r"`|~~~|\t| {4}")
_SIMPLE_CODE = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
_NOT_SIMPLE = re.compile(r"``|~~~|[\\|\t]|<[^<>\n]*`| {4}")
"""What takes a parser to say where code ends: runs of backticks, fences, escapes, cells, tags, indented lines."""

_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*>|<[^\s<>@]+@[^\s<>@]+>")
_TAG = re.compile(r"<(?:/?(?P<name>[A-Za-z][^\s/<>@]*)(?:[\s/][^<>]*)?>|!--|[!?][A-Za-z\[][^<>]*>)")
# A browser finishes these by itself with whatever `>` comes next on the page.
_OPEN_TAG = re.compile(
    r"<(?P<name>script|style|img|svg|math|iframe|object|embed|link|meta|base|form|input|button|video|audio|body|html"
    r"|template|textarea|details|marquee|a)(?=[\s/])",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(
    r"\{:?[^{}\n]*?\b(?:on[a-z]+|style|href|src|srcdoc|action|formaction|srcset)\s*=[^{}\n]*\}", re.IGNORECASE
)

_HARMLESS = re.compile(r"\]\((?!https?://[^\s()<>\[\]\\&'\"]*\))")
"""The start of a link, unless it is a whole one to a page elsewhere."""
_INCLUDE = re.compile(r"^[ \t>]*(-+8<-+(?:[ \t]+(?:\"[^\"\n]+\"|'[^'\n]+'))?)[ \t]*$", re.MULTILINE)


class Found(NamedTuple):
    """A piece of a text: where it starts, how it is written, and a word about it."""

    start: int
    text: str
    word: str = ""


class Heading(NamedTuple):
    """A line that becomes a heading."""

    start: int
    text: str
    level: int
    """1 to 6; 0 for a marker that becomes something of the whole page."""


def without_code(text: str) -> str:
    """The text with its code blanked; as long as before."""
    if not _CODE_SIGN.search(text):
        return text
    if not _NOT_SIMPLE.search(text) and all(line.count("`") % 2 == 0 for line in text.split("\n")):
        return _SIMPLE_CODE.sub(lambda code: " " * len(code[0]), text)
    chars = list(text)
    for start, end in outline(text).code:
        chars[start:end] = [char if char == "\n" else " " for char in chars[start:end]]
    return "".join(chars)


def unclosed_fence(text: str) -> Found | None:
    """The fence that opens a block of code which nothing closes."""
    if "```" not in text and "~~~" not in text:
        return None
    fence = outline(text).unclosed
    return Found(fence.start, fence.text) if fence else None


def tags(text: str) -> list[Found]:
    """What a browser would take for HTML, outside code; the word is the tag's name, or `{` for attributes."""
    if "<" not in text and "{" not in text:
        return []
    plain = without_code(text)
    found = [] if "<" not in plain else list(_tags(plain))
    if "{" in plain and "=" in plain:
        found += [Found(match.start(), match[0], "{") for match in _ATTRIBUTES.finditer(plain)]
    return sorted(found)


def link_targets(text: str) -> list[Found]:
    """Where the links and images of a text go, as it is written; the word is the scheme, empty for a path."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return []
    found = outline(text)
    targets = [(link.target, link.address) for link in found.links if link.target is not None]
    targets += [(definition, definition.text) for definition in found.definitions]
    return [Found(span.start, span.text, scheme_of(address)) for span, address in sorted(targets)]


def links(text: str) -> Sequence[Link]:
    """The links and images of a text, in order."""
    return outline(text).links if "](" in text or "]:" in text or "<" in text else ()


def unsafe_targets(text: str) -> list[Found]:
    """Links that lead neither to a page nor to a mail address."""
    if not ("<" in text or "]:" in text or _HARMLESS.search(text)):
        return []
    return [one for one in link_targets(text) if one.word and one.word not in SAFE_SCHEMES]


def headings(text: str) -> list[Heading]:
    """The lines of a text that become headings, or a table of contents."""
    found = [Heading(one.start, one.text, one.level) for one in outline(text).titles]
    if "[TOC]" in text:
        found += [Heading(match.start(1), match[1], 0) for match in _TABLE_OF_CONTENTS.finditer(without_code(text))]
    return sorted(found)


def includes(text: str) -> list[Found]:
    """Lines that some Markdown tools replace by the content of a file; they do so in code as well."""
    return [Found(match.start(1), match[1]) for match in _INCLUDE.finditer(text)] if "8<" in text else []


def _tags(plain: str) -> Iterator[Found]:
    done = 0
    for match in re.finditer("<", plain):
        start = match.start()
        if start < done:
            continue
        tag = None if _AUTOLINK.match(plain, start) else _TAG.match(plain, start) or _OPEN_TAG.match(plain, start)
        if tag:
            done = tag.end()
            yield Found(start, tag[0], (tag["name"] or "").lower())
