"""Lists and labels that a page writes as paragraphs: `1001: Invalid ticket`, or a line with a code and a status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from errcat.importing.found.pieces import Bullets, LineRange, ListItem, PageHeading, Paragraph, Piece, Skipped
from errcat.importing.guess.headings import is_code, named_error
from errcat.importing.guess.lists import errors_in, item_error
from errcat.importing.guess.sections import is_strong

_MIN_ITEMS = 2
_NESTED_LEVEL = 6
"""The level of the heading that an item with a list of errors becomes."""
_FIELD_LIST = re.compile(r":([\w.-]+):\s+(?=\S)")
"""A field of reStructuredText: `:seat_taken: The seat is taken.`"""
_ONLY_CODE = re.compile(r"``?[^`\n]+``?:?\s*")
_CODES = re.compile(r"(?:\**`[^`\n]+`\**|\**(?:HTTP\s+)?[1-5][0-9]{2}\**)(?:\s*(?:[·•|,/–—-]|\s)\s*|$)", re.IGNORECASE)
_NESTED_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+")


def with_implied_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page, with lists and labels instead of paragraphs that mean the same."""
    found: list[Piece] = []
    run: list[ListItem] = []
    texts: list[Piece] = []
    names_error = is_below_heading = False
    has_code_lines = _count_code_lines(pieces) >= _MIN_ITEMS
    for piece in pieces:
        items = [] if names_error or not isinstance(piece, Paragraph) else _items_of(piece)
        if items:
            run += items
            texts.append(piece)
            continue
        found += _list_of(run, texts)
        run, texts = [], []
        if isinstance(piece, PageHeading):
            named = named_error(piece.text)
            names_error = named is not None and (bool(named.statuses) or is_strong(named))
        if is_below_heading and has_code_lines and isinstance(piece, Paragraph) and (labels := _labels_of(piece)):
            found.append(labels)
        elif isinstance(piece, Bullets) and not names_error:
            found += _unnested(piece)
        else:
            found.append(piece)
        is_below_heading = isinstance(piece, PageHeading) or (is_below_heading and isinstance(piece, Skipped))
    return [*found, *_list_of(run, texts)]


def _list_of(items: list[ListItem], texts: list[Piece]) -> list[Piece]:
    if len(items) < _MIN_ITEMS:
        return texts
    return [Bullets(tuple(items), items[0].lines.and_(items[-1].lines))]


def _items_of(paragraph: Paragraph) -> list[ListItem]:
    """Return a paragraph as items: each line is one, or the whole paragraph is one."""
    lines = paragraph.text.split("\n")
    first = paragraph.lines.first
    if len(lines) > 1 and all(_is_item(line) for line in lines):
        return [
            ListItem(_as_item(line), LineRange(first + number, first + number)) for number, line in enumerate(lines)
        ]
    if _is_item(lines[0]) or (len(lines) > 1 and _ONLY_CODE.fullmatch(lines[0]) and _is_item(f"{lines[0]}: x")):
        return [ListItem(_as_item(paragraph.text), paragraph.lines)]
    return []


def _as_item(text: str) -> str:
    text = _FIELD_LIST.sub(r"`\1`: ", text, count=1)
    return re.sub(r"^``([^`\n]+)``", r"`\1`", text)


def _is_item(line: str) -> bool:
    """Whether a line starts with a code and goes on with a text about it."""
    found = item_error(ListItem(_as_item(line.strip()), LineRange(1, 1)))
    if found is None or not found[1]:
        return False
    return bool(found[0].code) and is_strong(found[0])


def _count_code_lines(pieces: Sequence[Piece]) -> int:
    return sum(
        isinstance(one, PageHeading) and isinstance(other, Paragraph) and _labels_of(other) is not None
        for one, other in pairwise(pieces)
    )


def _labels_of(paragraph: Paragraph) -> Paragraph | None:
    """Return a line of nothing but a code and its status, with labels."""
    text = paragraph.text.strip()
    if "\n" in text or not re.fullmatch(rf"(?:{_CODES.pattern})+", text, re.IGNORECASE):
        return None
    words = [word.strip("`* ") for word in re.findall(r"`[^`]+`|[1-5][0-9]{2}", text)]
    codes = [word for word in words if is_code(word) and not re.fullmatch(r"[1-5][0-9]{2}", word)]
    statuses = [word for word in words if re.fullmatch(r"[1-5][0-9]{2}", word)]
    if len(codes) != 1 or len(codes) + len(statuses) != len(words):
        return None
    status = f"\n**HTTP status:** {', '.join(statuses)}" if statuses else ""
    return Paragraph(f"**Code:** `{codes[0]}`{status}", paragraph.lines)


def _unnested(bullets: Bullets) -> Iterator[Piece]:
    """Yield a list whose items have lists of errors as headings with lists."""
    if errors_in(bullets) is not None:
        yield bullets
        return
    parts = [_nested(item) for item in bullets.items]
    if not parts or not all(inner is not None and errors_in(inner) for _head, inner in parts):
        yield bullets
        return
    for head, inner in parts:
        yield head
        if inner is not None:
            yield inner


def _nested(item: ListItem) -> tuple[PageHeading, Bullets | None]:
    """Return the first line of an item, and the list below it."""
    lines = item.text.split("\n")
    first = item.lines.first
    items: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines[1:], 1):
        marker = _NESTED_ITEM.match(line)
        if marker:
            items.append((number, [line[marker.end() :]]))
        elif items and (not line.strip() or line.startswith("  ")):
            items[-1][1].append(line.strip())
        elif line.strip():
            items.clear()
            break
    found = tuple(
        ListItem("\n".join(texts).strip(), LineRange(first + number, first + number + len(texts) - 1))
        for number, texts in items
    )
    heading = PageHeading(lines[0].strip().rstrip(":"), _NESTED_LEVEL, LineRange(first, first))
    return heading, Bullets(found, LineRange(first + 1, item.lines.last)) if found else None
