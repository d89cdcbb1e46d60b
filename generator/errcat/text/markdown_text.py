"""What browsers and documentation tools may find in a Markdown text: tags, links, headings, includes.

The parser in `commonmark` decides what is code. Every offset refers to the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from errcat.text.commonmark import MarkdownLink, outline
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.schemes import SAFE_SCHEMES, scheme_of

_TABLE_OF_CONTENTS = lazy_pattern(r"^[ \t]*(\[TOC\])[ \t\r]*$", re.MULTILINE)
_CODE_SIGN = lazy_pattern(r"`|~~~|\t| {4}")
_SIMPLE_CODE = lazy_pattern(r"(?<!`)`[^`\n]+`(?!`)")
_SIMPLE_FENCE = lazy_pattern(
    r"^(?P<fence>(?P<sign>[`~])(?P=sign){2,})[^`\n]*\n(?:.*\n)*? {0,3}(?P=fence)(?P=sign)*[ \t]*$", re.MULTILINE
)
_MAX_FENCES = 50
_NOT_PAIRED = lazy_pattern(r"``|~~~|\\`|<[^<>\n]*`|\r")
_ESCAPE = lazy_pattern(r"\\[!-/:-@\[-`{-~]")
_CELL_END = lazy_pattern(r"(?<!\\)\|")
_NOT_SIMPLE = lazy_pattern(r"``|~~~|[\\\t\r]|<[^<>\n]*`|^ {4} *\S|`[^`\n]*\|[^`\n]*`", re.MULTILINE)
"""Constructs for which only the parser knows where code ends: runs of backticks, fences, escapes, cells, tags, indents.
"""

_AUTOLINK = lazy_pattern(r"<[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*>|<[^\s<>@]+@[^\s<>@]+>")
_TAG = lazy_pattern(r"<(?:/?(?P<name>[A-Za-z][^\s/<>@]*)(?:[\s/][^<>]*)?>|!--|[!?][A-Za-z\[][^<>]*>)")
# A browser completes these tags with the next `>` on the page.
_OPEN_TAG = lazy_pattern(
    r"<(?P<name>script|style|img|svg|math|iframe|object|embed|link|meta|base|form|input|button|video|audio|body|html"
    r"|template|textarea|details|marquee|a)(?=[\s/])",
    re.IGNORECASE,
)
_ATTRIBUTES = lazy_pattern(
    r"\{:?[^{}\n]*?\b(?:on[a-z]+|style|href|src|srcdoc|action|formaction|srcset)\s*=[^{}\n]*\}", re.IGNORECASE
)

_MAY_BE_TAG = lazy_pattern(r"<[A-Za-z/!?]")
_MAY_BE_UNSAFE = lazy_pattern(
    r"\](?:\(|:)\s*(?!<?(?:https?|mailto):|[\w./#?=+~-]*[\s)])|<(?!(?:https?|mailto):)[A-Za-z][A-Za-z0-9+.-]+:"
)
"""The start of a link, except to a web page, a mailbox or a plain path."""
_MAY_BE_HEADING = lazy_pattern(r"^[ \t>*+.)0-9-]*(?:#{1,6}(?:[ \t\r]|$)|(?:=+|-+)[ \t\r]*$)|\[TOC\]", re.MULTILINE)
_INCLUDE = lazy_pattern(r"^[ \t>]*(-+8<-+(?:[ \t]+(?:\"[^\"\n]+\"|'[^'\n]+'))?)[ \t]*$", re.MULTILINE)


class MarkdownMatch(NamedTuple):
    """A match in a text: its start, its characters, and a label."""

    start: int
    text: str
    label: str = ""


class Heading(NamedTuple):
    """A line that becomes a heading."""

    start: int
    text: str
    level: int
    """1 to 6, or 0 for a table of contents."""


def without_code(text: str) -> str:
    """Replace the code in a text by spaces of the same length."""
    if not _CODE_SIGN.search(text):
        return text
    plain = _without_simple_fences(text)
    if not _NOT_SIMPLE.search(plain) and all(line.count("`") % 2 == 0 for line in plain.split("\n")):
        plain = _SIMPLE_CODE.sub(_blanked, plain)
        if not _MAY_BE_TAG.search(plain):  # a fence inside HTML is not code
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
    """Blank out escapes, and the addresses and titles of links, which contain no HTML."""
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
    return _SIMPLE_FENCE.sub(_blanked, text, count=_MAX_FENCES) if "```" in text or "~~~" in text else text


def _without_plain_code(text: str) -> str:
    """Blank out the code that can be recognised without the parser; return the text unchanged if that is unclear.

    If each line has pairs of backticks, and none of them is escaped or in a tag, code starts and ends in its line.
    """
    plain = _without_simple_fences(text)
    if _NOT_PAIRED.search(plain) or any(line.count("`") % 2 for line in plain.split("\n")):
        return text
    return _SIMPLE_CODE.sub(lambda code: code[0] if _CELL_END.search(code[0]) else _blanked(code), plain)


def unclosed_fence(text: str) -> MarkdownMatch | None:
    """Return the fence of a code block that is never closed."""
    if "```" not in text and "~~~" not in text:
        return None
    rest = _without_simple_fences(text)
    if "<" not in text and "```" not in rest and "~~~" not in rest:
        return None
    fence = outline(text).unclosed
    return MarkdownMatch(fence.start, fence.text) if fence else None


def tags(text: str) -> list[MarkdownMatch]:
    """Return what a browser would read as HTML outside code. The label is the tag's name, or `{` for attributes."""
    if not _may_have_tags(text) or not _may_have_tags(_without_plain_code(text)):
        return []
    plain = _without_addresses(text, without_code(text))
    matches = list(_tags(plain)) + [
        MarkdownMatch(match.start(), match[0], "{") for match in _ATTRIBUTES.finditer(plain)
    ]
    return sorted(matches)


def link_targets(text: str) -> list[MarkdownMatch]:
    """Return the targets of links and images as they are written. The label is the scheme, empty for a path."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return []
    text_outline = outline(text)
    targets = [(link.target, link.address) for link in text_outline.links if link.target is not None]
    targets += [(definition, definition.text) for definition in text_outline.definitions]
    return [MarkdownMatch(span.start, span.text, scheme_of(address)) for span, address in sorted(targets)]


def links(text: str) -> Sequence[MarkdownLink]:
    """Return the links and images of a text, in order."""
    return outline(text).links if "](" in text or "]:" in text or "<" in text else ()


def unsafe_targets(text: str) -> list[MarkdownMatch]:
    """Return links that lead neither to a page nor to a mail address."""
    if not _MAY_BE_UNSAFE.search(text):
        return []
    return [target for target in link_targets(text) if target.label and target.label not in SAFE_SCHEMES]


def headings(text: str) -> list[Heading]:
    """Return the lines of a text that become headings, or a table of contents."""
    if not _MAY_BE_HEADING.search(text):
        return []
    result = [Heading(title.start, title.text, title.level) for title in outline(text).headings]
    if "[TOC]" in text:
        result += [Heading(match.start(1), match[1], 0) for match in _TABLE_OF_CONTENTS.finditer(without_code(text))]
    return sorted(result)


def includes(text: str) -> list[MarkdownMatch]:
    """Return lines that some Markdown tools replace by the content of a file, even in code."""
    return [MarkdownMatch(match.start(1), match[1]) for match in _INCLUDE.finditer(text)] if "8<" in text else []


def _tags(plain: str) -> Iterator[MarkdownMatch]:
    tag_end = 0
    for match in re.finditer("<", plain):
        start = match.start()
        if start < tag_end:
            continue
        tag = None if _AUTOLINK.match(plain, start) else _TAG.match(plain, start) or _OPEN_TAG.match(plain, start)
        if tag:
            tag_end = tag.end()
            yield MarkdownMatch(start, tag[0], (tag["name"] or "").lower())
