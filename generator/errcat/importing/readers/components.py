"""Components of MDX and HTML around Markdown: `<Warning>`, `<Accordion title="404 Not Found">`, `<details>`.

Their tags are removed and their contents lose the indentation, so that Markdown reads what is inside. Titles stay.
"""

from __future__ import annotations

import re

from errcat.importing.found.field_words import is_about_errors
from errcat.importing.found.pieces import LineRange, Piece, Skipped

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_TAGS = re.compile(r"(\s*)(?:</?[A-Za-z][^<>`]*>\s*)+")
_OPENING = re.compile(r"<[A-Za-z][^<>]*(?<!/)>")
_CLOSING = re.compile(r"</[A-Za-z]")
_TITLE = re.compile(
    r"<[A-Za-z][^<>]*\s(?:title|label|header|summary|heading)\s*=\s*[{]?[\"']([^\"'<>]+)[\"'][}]?[^<>]*>"
)
_NAME = re.compile(r"<[A-Za-z][^<>]*\s(?:name|code)\s*=\s*[{]?[\"']([^\"'<>]+)[\"'][}]?[^<>]*>")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*)")
_SUMMARY = re.compile(r"\s*<summary[^<>]*>(.*?)</summary>\s*", re.IGNORECASE)
_RAW = re.compile(r"\s*<(?:pre|script|style|textarea|!--)", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|hr|img|input)\b", re.IGNORECASE)


def unwrap(lines: list[str], pieces: list[Piece]) -> None:
    """Replace lines with nothing but tags by empty lines, or by headings if a tag has a title."""
    fence = heading = ""
    widths: list[int | None] = []
    """For each open component, how far its contents are indented; None if that isn't known yet."""
    is_raw = False
    for number, line in enumerate(lines):
        width = sum(known or 0 for known in widths[-1:])
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) and line.strip() == match[1] else fence or match[1]
            lines[number] = _dedented(line, width)
            continue
        if fence:
            lines[number] = _dedented(line, width)
            continue
        if _RAW.match(line):
            is_raw = not re.search(r"</(?:pre|script|style|textarea)>|-->", line, re.IGNORECASE)
            continue
        if is_raw:
            is_raw = not re.search(r"</(?:pre|script|style|textarea)>|-->", line, re.IGNORECASE)
            continue
        if found := _HEADING.match(line):
            heading = found[1]
        summary = _SUMMARY.fullmatch(line)
        tags = _TAGS.fullmatch(line)
        if summary is None and tags is None:
            if line.strip() and widths and widths[-1] is None:
                widths[-1] = len(line) - len(line.lstrip(" "))
                width = widths[-1] or 0
            lines[number] = _dedented(line, width)
            continue
        title = _TITLE.search(line) or _NAME.search(line)
        text = summary[1] if summary else title[1] if title else ""
        is_name = title is not None and not _TITLE.search(line)
        if is_name and not is_about_errors(heading):
            lines[number] = f"`{text.strip()}`"
        else:
            lines[number] = f"###### {text.strip()}" if text.strip() else ""
        if not text.strip():
            pieces.append(Skipped("markup", LineRange(number + 1, number + 1)))
        if summary is None:
            opened = len(_OPENING.findall(line)) - len(_VOID.findall(line))
            closed = len(_CLOSING.findall(line))
            widths += [None] * min(max(opened - closed, 0), 20)
            del widths[len(widths) - min(max(closed - opened, 0), len(widths)) :]


def _dedented(line: str, width: int) -> str:
    return line[min(width, len(line) - len(line.lstrip(" "))) :]
