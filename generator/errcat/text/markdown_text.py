"""What is in a Markdown text: code, tags, links, headings; every offset is that of the text itself. A noun.

A scanner, not a renderer, for rules that protect readers. Where CommonMark and Python-Markdown disagree on what
is code, it is taken for text, so that nothing which one of the two would hand to a browser goes unseen.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

SAFE_SCHEMES = frozenset(["http", "https", "mailto"])

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r"([ \t>]*)(`{3,}|~{3,})")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_INDENTED = 4
"""So many spaces before a line make code of it by themselves."""
_FENCE_INFO = re.compile(
    r"[ \t]*(?:\w[\w#.+-]*)?[ \t]*(?:\{[ \t]*[.#][\w. #-]*\}|(?:(?:hl_lines|linenums|title)=\"[^\"`<>]*\"[ \t]*)*)\s*"
)
# A line that starts something new, where a piece of code that was open before it may not go on.
_NEW_BLOCK = re.compile(r"[ \t]*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|[#>|<=]|!!!|\?\?\?|:[ \t]|-{2,}|\*{3,}|_{3,})")
# A heading; a line that is indented code, or the rest of an item of a list, as the lines around it say.
_LINE_BY_ITSELF = re.compile(r" {0,3}#|(?: {4}| *\t)")
_TABLE_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|[-|: \t]*$", re.MULTILINE)
_CELL_END = re.compile(r"(?<!\\)\|")
_TICKS = re.compile(r"`+")
_INLINE = re.compile(r"\\[\\`]|`+|<[^<>]*>")

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

_INLINE_LINK = re.compile(r"\]\(\s*<?")
_DEFINITION = re.compile(
    r"^(?:[ \t>]|[-*+:][ \t]|[0-9]{1,9}[.)][ \t])*\[(?!\^)[^\]\n]+\]:[ \t]*\n?[ \t]*<?", re.MULTILINE
)
_TARGET = re.compile(r"[^\s<>]{0,300}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOT_SEEN = re.compile("[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_PATH = re.compile(r"[A-Za-z0-9._~-]*[/#?)\]]")
_PLAIN_SCHEME = re.compile(r"(https?|mailto):")
_LONGEST_SCHEME = 300
"""How far a scheme may reach, with all that it can be hidden in."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")

_HASHES = re.compile(r" {0,3}(#{1,6})(?!#)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
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
    if "`" not in text and "~~~" not in text:
        return text
    lines = _lines(text)
    inside = _clean_fences(text, lines)
    if inside is None:
        return text
    found = list(text)
    for number in inside:
        _blank(found, *lines[number])
    unpaired_block_end = 0
    for start, end in _stretches(text, lines, inside):
        if start < unpaired_block_end:
            continue
        for code_start, code_end in _code_spans(text, start, end):
            if code_start == code_end:
                # nothing closes it here; some tools then pair all that follows in this block differently
                unpaired_block_end = _end_of_block(text, lines, inside, code_start)
                break
            _blank(found, code_start, code_end)
    return "".join(found)


def unclosed_fence(text: str) -> Found | None:
    """The fence that opens a block of code which nothing closes."""
    if "```" not in text and "~~~" not in text:
        return None
    lines = _lines(text)
    number = 0
    while number < len(lines):
        start, end = lines[number]
        fence = _FENCE.match(text, start, end)
        if fence and not (fence[2][0] == "`" and "`" in text[fence.end() : end]):
            last = next((n for n in range(number + 1, len(lines)) if _closes(text[slice(*lines[n])], fence[2])), None)
            if last is None:
                return Found(fence.start(2), fence[2])
            number = last
        number += 1
    return None


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
    plain = without_code(text)
    starts = [match.end() for pattern in (_INLINE_LINK, _DEFINITION) for match in pattern.finditer(plain)]
    found = [Found(start, _target_at(plain, start), scheme_of(_stretch_at(plain, start))) for start in starts]
    for match in _AUTOLINK.finditer(plain):
        target = match[0][1:-1]
        found.append(Found(match.start() + 1, target, scheme_of(target)))
    return sorted(found)


def scheme_of(url: str) -> str:
    """The scheme that a browser sees in an address, whatever it is hidden in; empty for a path."""
    if _PATH.match(url):
        return ""
    if plain := _PLAIN_SCHEME.match(url):  # almost every one
        return plain[1]
    shown = unquote(html.unescape(_ESCAPED.sub(r"\1", url)))
    match = _SCHEME.match(_NOT_SEEN.sub("", shown.lstrip()).lstrip())
    return match[1].lower() if match else ""


def headings(text: str) -> list[Heading]:
    """The lines of a text that become headings, or a table of contents."""
    found: list[Heading] = []
    plain = without_code(text)
    before = ""
    for start, end in _lines(plain):
        line = plain[start:end].rstrip("\r\n")
        if match := _HASHES.match(line):
            found.append(Heading(start + match.start(1), line.strip(), len(match[1])))
        elif line.strip() == "[TOC]":
            found.append(Heading(start + line.index("["), "[TOC]", 0))
        elif (match := _UNDERLINE.fullmatch(line)) and before.strip() and not _NEW_BLOCK.match(before):
            found.append(Heading(start + match.start(1), match[1], 1 if match[1][0] == "=" else 2))
        before = line
    return found


def includes(text: str) -> list[Found]:
    """Lines that some Markdown tools replace by the content of a file; they do so in code as well."""
    return [Found(match.start(1), match[1]) for match in _INCLUDE.finditer(text)] if "8<" in text else []


def _lines(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _LINE.finditer(text)]


def _clean_fences(text: str, lines: list[tuple[int, int]]) -> set[int] | None:
    """The lines of fenced code; None where not every tool would agree on which these are."""
    inside: set[int] = set()
    number = 0
    in_list = False
    while number < len(lines):
        start, end = lines[number]
        line = text[start:end]
        fence = _FENCE.match(line)
        in_list = in_list or bool(_ITEM.match(line))
        if not fence:
            if "```" in line or "~~~" in line:
                return None
            number += 1
            continue
        before = fence[1]
        closing = before + fence[2]
        above = text[slice(*lines[number - 1])] if number else ""
        if above.strip() and above.startswith(" " * _INDENTED) and not in_list:
            return None
        if "\t" in text or (len(before) >= _INDENTED and not in_list and ">" not in before):
            return None
        last = next((n for n in range(number + 1, len(lines)) if text[slice(*lines[n])].rstrip() == closing), None)
        if last is None or not _FENCE_INFO.fullmatch(line, fence.end()):
            return None
        for start_inside, end_inside in lines[number + 1 : last]:
            line = text[start_inside:end_inside]
            if line.strip() and (not line.startswith(before) or _closes(line, fence[2])):
                return None
        inside.update(range(number, last + 1))
        number = last + 1
    return inside


def _closes(line: str, fence: str) -> bool:
    line = line.strip(" \t\r\n>")
    return len(line) >= len(fence) and line == fence[0] * len(line)


def _stretches(text: str, lines: list[tuple[int, int]], skipped: set[int]) -> Iterator[tuple[int, int]]:
    """The stretches of text that a piece of code may lie in but not go beyond."""
    is_table = bool(_TABLE_RULE.search(text))
    open_start: int | None = None
    end = 0
    for number, (start, line_end) in enumerate(lines):
        line = text[start:line_end]
        is_row = is_table and "|" in line
        starts_anew = is_row or bool(_NEW_BLOCK.match(line)) or bool(_LINE_BY_ITSELF.match(line))
        if open_start is not None and (number in skipped or not line.strip() or starts_anew):
            yield open_start, end
            open_start = None
        if number in skipped or not line.strip():
            continue
        end = line_end
        if is_row:
            ends = [match.start() for match in _CELL_END.finditer(line)]
            yield from zip((start, *(start + at for at in ends)), (*(start + at for at in ends), end), strict=True)
        elif _LINE_BY_ITSELF.match(line):
            yield start, end
        elif open_start is None:
            open_start = start
    if open_start is not None:
        yield open_start, end


def _end_of_block(text: str, lines: list[tuple[int, int]], fenced: set[int], after: int) -> int:
    """Where the next empty line is that is not in fenced code."""
    for number in range(bisect_right(lines, (after, len(text))), len(lines)):
        start, end = lines[number]
        if number not in fenced and not text[start:end].strip():
            return start
    return len(text)


def _code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of code of a stretch; one that nothing closes is empty."""
    at = start
    while match := _INLINE.search(text, at, end):
        at = match.end()
        if match[0][0] == "<":
            if not _TAG.match(match[0]):
                at = match.start() + 1  # no tag: what stands in it may be code
        elif match[0][0] == "`":
            closing = next((one for one in _TICKS.finditer(text, at, end) if one[0] == match[0]), None)
            at = closing.end() if closing else at
            yield match.start(), closing.end() if closing else match.start()


def _blank(chars: list[str], start: int, end: int) -> None:
    for at in range(start, end):
        if chars[at] != "\n":
            chars[at] = " "


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


def _stretch_at(plain: str, start: int) -> str:
    """What an address may be made of: the rest of its paragraph."""
    return plain[start : start + _LONGEST_SCHEME].partition("\n\n")[0]


def _target_at(plain: str, start: int) -> str:
    match = _TARGET.match(plain, start)
    assert match is not None
    target = match[0]
    if "(" not in (before := target.partition(")")[0]):
        return before
    depth = 0
    for at, char in enumerate(target):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return target[:at]
    return target
