"""Texts of pages: without their markup, in items, with their title."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LIST = re.compile(r"<(/?)(ul|ol|li)\b[^>]*>", re.IGNORECASE)
_TAG_MARKS = {"code": "`", "tt": "`", "kbd": "`", "strong": "**", "b": "**", "em": "*", "i": "*"}
_PAIR = re.compile(r"<(/?)(code|tt|kbd|strong|b|em|i)\b[^<>]*>", re.IGNORECASE)
_WRAPPER = re.compile(r"</?(?:p|span|div|small|sup|sub|u|a|font|center)\b[^<>]*>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^<>]*href=[\"']([^\"'<>]+)[\"'][^<>]*>([^<>]*)</a>", re.IGNORECASE)
_CODE_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(<?([^()<>\s]*(?:\([^()\s]*\)[^()<>\s]*)*)>?(?:\s+[\"'][^\"']*[\"'])?\)")
_WITHIN_PAGE = re.compile(r"(?<!!)\[([^\[\]]*)\]\(#[^()\s]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_]+?)(?<=[^\s*_])\1(?![\w*])")
_VERBATIM = re.compile(r"\\([!-/:-@\[-`{-~])|(`+)(?!`)(.+?)(?<!`)\2(?!`)", re.DOTALL)
"""An escaped sign, or a code span: neither has any other Markdown in it."""
_KEPT = re.compile(r"\x00(\d+)\x00")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_ITEM = re.compile(r"\s*(?:[-*+•▪◦‣·]|\d{1,2}[.)]|[✔✅☑➡→▶►👉]️?)\s+")
_LEAD = re.compile(r"\*\*([^*]+?)(?::\*\*|\*\*\s*:(?=\s|$)|\*\*\s*[–—-]\s|[.!]\*\*(?=\s)|\*\*$)\s*")
_DECORATION = re.compile(
    r"^(?:[\u2190-\u2bff\u2600-\u27bf\u3030\ufe0f\u20e3\u200d\U0001f000-\U0001faff]|[0-9]\ufe0f?\u20e3|\d{1,2}(?:(?:\.\d{1,2})+\.?|\.)(?=\s)|[#§]\s|\s)+"
)
_ANCHOR_ID = re.compile(r"\s*\{#[\w.:-]+\}\s*$")
_LONGEST = 20_000
"""The longest text whose markup errcat looks at; longer texts are no plain texts."""
_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("„", "“"), ("«", "»"), ("「", "」"), ("‘", "’"))


def markdown_of(text: str) -> str:
    """Return Markdown without HTML: breaks, lists and emphasis in Markdown's own signs, other tags escaped."""
    if len(text) > 10 * _LONGEST:
        return text.strip()
    if "<" in text:
        kept: list[str] = []

        def keep(match: re.Match[str]) -> str:
            kept.append(match[0])
            return f"\x00{len(kept) - 1}\x00"

        text = _without_html(_VERBATIM.sub(keep, text.replace("\x00", "")))
        text = _KEPT.sub(lambda match: kept[int(match[1])], text)
    if "](#" in text:  # the catalog has no such headings
        text = _WITHIN_PAGE.sub(r"\1", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _without_html(text: str) -> str:
    text = _ANCHOR.sub(r"[\2](\1)", text)
    text = _BREAK.sub("\n", text)
    text = _LIST.sub(lambda match: "\n- " if match[2].lower() == "li" and not match[1] else "\n", text)
    text = re.sub(r"\n{2,}(?=- )", "\n", re.sub(r"\n{3,}", "\n\n", text))
    text = _PAIR.sub(lambda match: _TAG_MARKS[match[2].lower()], text)
    text = _WRAPPER.sub("", text)
    return _HTML.sub(r"\\<", text)


def plain(text: str) -> str:
    """Return Markdown as plain text on one line: without emphasis, code marks and escapes; links are their words."""
    if len(text) > _LONGEST:
        return " ".join(text.split())
    codes: list[str] = []

    def kept(match: re.Match[str]) -> str:
        inner = match[3]
        if inner is None:  # an escaped sign
            codes.append(match[1])
            return f"\x00{len(codes) - 1}\x00"
        codes.append(inner[1:-1] if inner.startswith(" ") and inner.endswith(" ") and inner.strip() else inner)
        return f"\x00{len(codes) - 1}\x00"

    found = _VERBATIM.sub(kept, text.replace("\x00", ""))
    found = _LINK.sub(r"\1", found)
    if "<" in found:
        found = _WRAPPER.sub("", _PAIR.sub("", _LIST.sub(" ", _BREAK.sub(" ", found))))
    for _ in range(2):
        found = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", found))
    if "&" in found:
        found = html.unescape(found).replace("\xa0", " ")
    found = _KEPT.sub(lambda match: codes[int(match[1])], found)
    return " ".join(found.split())


def links_in(text: str) -> list[dict[str, object]]:
    """Return the links of a text."""
    return [
        {"title": plain(match[1]), "url": match[2]} if match[1].strip() else {"url": match[2]}
        for match in _LINK.finditer(_CODE_SPAN.sub("", text))
        if match[2] and not match[0].startswith("!") and not match[2].startswith("#")
    ]


def undecorated(text: str) -> str:
    """Return a heading without emoji, numbering, quotes and anchors."""
    found = _ANCHOR_ID.sub("", text).strip()
    whole = _STRONG.fullmatch(found)
    if whole and whole[1] not in whole[2]:
        found = whole[2].strip()
    found = _DECORATION.sub("", found).strip()
    for opening, closing in _QUOTES:
        if len(found) > 2 and found.startswith(opening) and found.endswith(closing) and opening not in found[1:-1]:
            return found[1:-1].strip()
    return found


def items_of(text: str) -> list[str]:
    """Return the items of a text: its list items or its lines with check marks, or else the text itself."""
    items: list[list[str]] = []
    before: list[str] = []
    for line in text.split("\n"):
        match = _ITEM.match(line)
        if match and (match.end() - len(match[0].lstrip()) < 2 or not items):
            items.append([line[match.end() :]])
        elif items:
            items[-1].append(line.removeprefix("  "))
        else:
            before.append(line)
    lead = "\n".join(before).strip().strip("\\").strip()
    texts = ["\n".join(item).strip().removesuffix("\\").rstrip() for item in items]
    return [item for item in ([lead, *texts] if lead else texts) if item]


def note_of(text: str) -> object:
    """Return a cause or a solution: with a title if it starts with a bold phrase."""
    match = _LEAD.match(text)
    if match and text[match.end() :].strip():
        title = plain(match[1]).rstrip(":").strip()
        return {"title": title, "text": text[match.end() :].strip()}
    if match:
        return plain(text)
    return text


def paragraphs(text: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", text):
        if part.strip():
            yield part.strip()


def slug(text: str) -> str:
    """Return an id: `Authentication Errors` → authentication-errors. Empty for a text without Latin letters."""
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain(text).lower())).strip("-")
    return words[:80].strip("-")
