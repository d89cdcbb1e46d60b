"""Edits of a mapping in braces. What stays is not touched: its text, its lines and its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from errcat.findings.source import Edit
from errcat.openapi_documents.document_style import MAX_WIDTH, DocumentStyle
from errcat.openapi_documents.layout import EntryText, MappingText

_TRIVIA = r"(?:\s|(?<!\S)#[^\n]*\n)*"
_FIRST_GAP = re.compile(rf"{_TRIVIA}\??\s*")
_GAP = re.compile(rf"(?P<before>{_TRIVIA}),(?P<after>{_TRIVIA}\??\s*)")
_LAST_GAP = re.compile(rf"(?:(?P<before>{_TRIVIA}),)?(?P<after>{_TRIVIA})")


class NotUnderstood(Exception):
    """Between the entries is more than space, comments and commas: an entry with the same key, for example."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """An entry: the space before it, its text, and what is after it on its line."""

    key: str
    lead: str
    kept: tuple[int, int] | None
    """The range of the text; None for a new entry."""
    value: Any = None
    has_new_value: bool = False
    before_comma: str = ""
    trail: str = ""


@dataclass(frozen=True, slots=True)
class _Mapping:
    pieces: Sequence[_Piece]
    closing: str
    has_last_comma: bool


def put_in_flow(
    style: DocumentStyle,
    mapping: MappingText,
    merges: Sequence[EntryText],
    changes: Mapping[str, Any],
    *,
    after: str = "",
    may_break: bool,
) -> list[Edit]:
    """Set entries; None removes an entry. A new entry goes after the key `after`, or to the end.

    `may_break` says whether each entry can get a line if they are too long for a single line.
    """
    old = _read(style, mapping, merges)
    pieces, comments = _changed(old, mapping, changes, after)
    old = replace(old, closing=comments + old.closing)
    shape = _Shape.of(style, mapping, old)
    if not shape.is_expanded and not style.is_one_line and not _fits(style, mapping, old, pieces):
        shape = replace(shape, is_expanded=may_break, is_broken=may_break, is_split=not may_break)
    return list(_edits(style, mapping, old, pieces, shape))


def _read(style: DocumentStyle, mapping: MappingText, merges: Sequence[EntryText]) -> _Mapping:
    """Return the entries with all that is around them."""
    named = [(entry.key_start, key, entry) for key, entry in mapping.entries.items()]
    named += [(entry.key_start, "", entry) for entry in merges]
    entries = [(key, entry) for _start, key, entry in sorted(named)]
    text, inside = style.text, mapping.start + 1
    if not entries:
        _matched(_FIRST_GAP, text[inside : mapping.end - 1])
        return _Mapping((), style.padding, has_last_comma=False)
    lead = text[inside : entries[0][1].key_start]
    _matched(_FIRST_GAP, lead)
    pieces: list[_Piece] = []
    for number, (key, entry) in enumerate(entries):
        is_last = number == len(entries) - 1
        end = max(entry.end, entry.key_end)
        gap_end = mapping.end - 1 if is_last else entries[number + 1][1].key_start
        gap = _matched(_LAST_GAP if is_last else _GAP, text[end:gap_end])
        after = gap["after"]
        line_end = after.find("\n")
        trail = after[:line_end].rstrip("\r") if line_end >= 0 else ""
        pieces.append(_Piece(key, lead, (entry.key_start, end), before_comma=gap["before"] or "", trail=trail))
        lead = after[len(trail) :]
    return _Mapping(pieces, lead, has_last_comma=gap["before"] is not None)


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise NotUnderstood
    return found


def _changed(old: _Mapping, mapping: MappingText, changes: Mapping[str, Any], after: str) -> tuple[list[_Piece], str]:
    """Return the entries after the changes, and the comments above removed entries at the end."""
    new = [
        _Piece(key, "", None, value, has_new_value=True)
        for key, value in changes.items()
        if value is not None and key not in mapping.entries
    ]
    pieces: list[_Piece] = []
    comments = ""
    for piece in old.pieces:
        kept = replace(piece, lead=comments + piece.lead)
        comments = ""
        if piece.key not in changes or not piece.key:
            pieces.append(kept)
        elif changes[piece.key] is not None:
            pieces.append(replace(kept, value=changes[piece.key], has_new_value=True))
        elif "#" in kept.lead:
            comments = kept.lead.rstrip()
        if new and piece.key == after:
            pieces += new
            new = []
    return pieces + new, comments


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the entries are laid out."""

    is_expanded: bool
    """Whether each entry has its own line."""
    is_broken: bool
    """Whether entries that shared a line get a line each."""
    is_split: bool
    """Whether a new value goes over several lines, although the entries share a line."""
    base: str
    """The indentation of the closing brace."""
    inner: str
    """The indentation of the entries."""

    @classmethod
    def of(cls, style: DocumentStyle, mapping: MappingText, old: _Mapping) -> _Shape:
        base = style.indent(mapping.start)
        if old.pieces and "\n" in old.pieces[0].lead:
            start = old.pieces[0].kept[0] if old.pieces[0].kept else mapping.start
            return cls(is_expanded=True, is_broken=False, is_split=False, base=base, inner=style.indent(start))
        # braces must be indented more than the block around them
        base += "" if style.is_flow else style.unit
        return cls(is_expanded=False, is_broken=False, is_split=False, base=base, inner=base + style.unit)


def _fits(style: DocumentStyle, mapping: MappingText, old: _Mapping, pieces: Sequence[_Piece]) -> bool:
    one_line = _Shape(is_expanded=False, is_broken=False, is_split=False, base="", inner="")
    length = style.column(mapping.start) + style.line_end(mapping.end) - mapping.end
    text = "".join(_text(style, part) for part in _parts(style, mapping, old, pieces, one_line))
    return "\n" not in text and length + len(text) <= MAX_WIDTH


def _text(style: DocumentStyle, part: str | tuple[int, int]) -> str:
    return part if isinstance(part, str) else style.text[part[0] : part[1]]


def _parts(
    style: DocumentStyle, mapping: MappingText, old: _Mapping, pieces: Sequence[_Piece], shape: _Shape
) -> Iterator[str | tuple[int, int]]:
    """Yield the mapping part by part: new text, or a range of the old text that stays."""
    yield (mapping.start, mapping.start + 1)
    first_lead = old.pieces[0].lead if old.pieces else style.padding
    for number, piece in enumerate(pieces):
        is_last = number == len(pieces) - 1
        if (shape.is_broken or (shape.is_expanded and piece.kept is None)) and "\n" not in piece.lead:
            yield f"{style.newline}{shape.inner}"
        elif number == 0:
            yield first_lead
        else:
            yield piece.lead or style.comma[1:]
        yield from _entry(style, mapping, piece, shape)
        yield piece.before_comma
        yield "" if is_last and not old.has_last_comma else ","
        yield piece.trail
    if shape.is_broken and pieces and "\n" not in old.closing:
        yield f"{style.newline}{shape.base}"
    else:
        yield old.closing
    yield (mapping.end - 1, mapping.end)


def _entry(style: DocumentStyle, mapping: MappingText, piece: _Piece, shape: _Shape) -> Iterator[str | tuple[int, int]]:
    if piece.kept is not None and not piece.has_new_value:
        yield piece.kept
        return
    if piece.kept is None:
        head = style.key(piece.key)
        yield head
    else:
        entry = mapping.entries[piece.key]
        head = style.text[entry.key_start : entry.start]
        yield (entry.key_start, entry.start)
        if head.endswith(":") and style.has_spaces:
            yield " "
    if shape.is_expanded:
        yield style.flow(piece.value, shape.inner, len(shape.inner) + len(head))
    else:
        yield style.flow(piece.value, shape.base, MAX_WIDTH) if shape.is_split else style.one_line(piece.value)


def _edits(
    style: DocumentStyle, mapping: MappingText, old: _Mapping, pieces: Sequence[_Piece], shape: _Shape
) -> Iterator[Edit]:
    """Yield an edit for each part of the text between two ranges that stay."""
    end, new = mapping.start, ""
    for part in _parts(style, mapping, old, pieces, shape):
        if isinstance(part, str):
            new += part
            continue
        start, next_end = part
        if style.text[end:start] != new:
            yield Edit(end, start, new)
        end, new = next_end, ""
