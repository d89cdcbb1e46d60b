"""What a reader's browser, or a tool for documents, may find in a Markdown text: tags, links, headings, includes.

What is code is for the parser to say (see `commonmark`). Every offset is that of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from errcat.text.commonmark import MarkdownLink, outline
from errcat.text.schemes import SAFE_SCHEMES, scheme_of

_TABLE_OF_CONTENTS = re.compile(r"^[ \t]*(\[TOC\])[ \t\r]*$", re.MULTILINE)
_CODE_SIGN = re.compile(r"`|~~~|\t| {4}")
_SIMPLE_CODE = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
_SIMPLE_FENCE = re.compile(
    r"^(?P<fence>(?P<sign>[`~])(?P=sign){2,})[^`\n]*\n(?:.*\n)*? {0,3}(?P=fence)(?P=sign)*[ \t]*$", re.MULTILINE
)
_MOST_FENCES = 50
_NOT_PAIRED = re.compile(r"``|~~~|\\`|<[^<>\n]*`|\r")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_CELL_END = re.compile(r"(?<!\\)\|")
_NOT_SIMPLE = re.compile(r"``|~~~|[\\\t\r]|<[^<>\n]*`|^ {4} *\S|`[^`\n]*\|[^`\n]*`", re.MULTILINE)
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

_MAY_BE_TAG = re.compile(r"<[A-Za-z/!?]")
_MAY_BE_UNSAFE = re.compile(
    r"\](?:\(|:)\s*(?!<?(?:https?|mailto):|[\w./#?=+~-]*[\s)])|<(?!(?:https?|mailto):)[A-Za-z][A-Za-z0-9+.-]+:"
)
"""The start of a link, unless it leads to a page or a mailbox, or is a plain path."""
_MAY_BE_HEADING = re.compile(r"^[ \t>*+.)0-9-]*(?:#{1,6}(?:[ \t\r]|$)|(?:=+|-+)[ \t\r]*$)|\[TOC\]", re.MULTILINE)
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
    plain = _without_simple_fences(text)
    if not _NOT_SIMPLE.search(plain) and all(line.count("`") % 2 == 0 for line in plain.split("\n")):
        plain = _SIMPLE_CODE.sub(_blanked, plain)
        if not _MAY_BE_TAG.search(plain):  # a fence inside of HTML is none
            return plain
    chars = list(text)
    for start, end in outline(text).code:
        chars[start:end] = [char if char == "\n" else " " for char in chars[start:end]]
    return "".join(chars)


def _blanked(code: re.Match[str]) -> str:
    return "\n".join(" " * len(line) for line in code[0].split("\n"))


def _may_have_tags(text: str) -> bool:
    return bool(_MAY_BE_TAG.search(text) or _ATTRIBUTES.search(text))


def _without_addresses(text: str, plain: str) -> str:
    """The text without escapes, and without the addresses and titles of links: what is there is no HTML."""
    chars = list(_ESCAPE.sub("  ", plain))
    for link in outline(text).links:
        if link.target is None or link.target.start != link.words[0]:  # not <https://x.example>
            chars[link.words[1] : link.end] = " " * (link.end - link.words[1])
    for target in outline(text).definitions:
        end = text.find("\n", target.end)
        end = len(text) if end < 0 else end
        chars[target.start - 1 : end] = " " * (end - target.start + 1)
    return "".join(chars)


def _without_simple_fences(text: str) -> str:
    return _SIMPLE_FENCE.sub(_blanked, text, count=_MOST_FENCES) if "```" in text or "~~~" in text else text


def _without_plain_code(text: str) -> str:
    """The text without the code that no parser is needed for; all of it, where that is not clear.

    Where each line has its backticks in pairs, and none is escaped or in a tag, code begins and ends in its line.
    """
    plain = _without_simple_fences(text)
    if _NOT_PAIRED.search(plain) or any(line.count("`") % 2 for line in plain.split("\n")):
        return text
    return _SIMPLE_CODE.sub(lambda code: code[0] if _CELL_END.search(code[0]) else _blanked(code), plain)


def unclosed_fence(text: str) -> Found | None:
    """The fence that opens a block of code which nothing closes."""
    if "```" not in text and "~~~" not in text:
        return None
    rest = _without_simple_fences(text)
    if "<" not in text and "```" not in rest and "~~~" not in rest:
        return None
    fence = outline(text).unclosed
    return Found(fence.start, fence.text) if fence else None


def tags(text: str) -> list[Found]:
    """What a browser would take for HTML, outside code; the word is the tag's name, or `{` for attributes."""
    if not _may_have_tags(text) or not _may_have_tags(_without_plain_code(text)):
        return []
    plain = _without_addresses(text, without_code(text))
    found = list(_tags(plain)) + [Found(match.start(), match[0], "{") for match in _ATTRIBUTES.finditer(plain)]
    return sorted(found)


def link_targets(text: str) -> list[Found]:
    """Where the links and images of a text go, as it is written; the word is the scheme, empty for a path."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return []
    found = outline(text)
    targets = [(link.target, link.address) for link in found.links if link.target is not None]
    targets += [(definition, definition.text) for definition in found.definitions]
    return [Found(span.start, span.text, scheme_of(address)) for span, address in sorted(targets)]


def links(text: str) -> Sequence[MarkdownLink]:
    """The links and images of a text, in order."""
    return outline(text).links if "](" in text or "]:" in text or "<" in text else ()


def unsafe_targets(text: str) -> list[Found]:
    """Links that lead neither to a page nor to a mail address."""
    if not _MAY_BE_UNSAFE.search(text):
        return []
    return [target for target in link_targets(text) if target.word and target.word not in SAFE_SCHEMES]


def headings(text: str) -> list[Heading]:
    """The lines of a text that become headings, or a table of contents."""
    if not _MAY_BE_HEADING.search(text):
        return []
    found = [Heading(title.start, title.text, title.level) for title in outline(text).titles]
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
