"""Writes the parts of a catalog in the canonical layout: lists are indented, and a level is two spaces.

Text in quotes, in braces or after a `|` stays as it is, apart from its indentation. An empty line is between errors and
between sections.
"""

from __future__ import annotations

from collections.abc import Sequence

from errcat.editing.layout_parts import BlockParts, Leaf, Part, ends_with_kept_lines
from errcat.editing.nodes import MappingNode, ScalarNode
from errcat.reading.parsing.scalars import resolve
from errcat.text.yaml_scalars import other_meaning
from errcat.text.yaml_writer import yaml_quoted, yaml_text

STEP = 2
_SECTIONS = "sections"
_ERRORS = "errors"
"""What has empty lines between its parts."""


def written(header: Sequence[str], root: BlockParts, footer: Sequence[str], newline: str) -> str:
    """Return the text of a file: the comments at its start, its sections, and the lines at its end."""
    lines = [
        *_first_comments(header),
        *_leading_lines(_first_leading(root), 0),
        *_parts(root, 0, _SECTIONS),
        *footer,
    ]
    return "".join(f"{line}{newline}" for line in lines)


def _first_leading(block: BlockParts) -> list[str]:
    """Return the comments above the first part. They go above the dash, if the block is an item."""
    return _first_comments(block.parts[0].leading)


def _parts(block: BlockParts, column: int, spacing: str = "") -> list[str]:
    """Return the lines of a block, without the comments above its first part."""
    lines: list[str] = []
    before: Part | None = None
    for part in block.parts:
        if before is not None:
            gap = _has_gap(spacing, before, part)
            lines += _leading_lines(_spaced(_item_leading(block, part), before, gap=gap), column)
        if part.key:
            lines += _entry(part, column, part.name if spacing == _SECTIONS else "")
        else:
            lines += _item(part, column)
        before = part
    tail = _single_blank_lines(block.tail)
    if before is not None and ends_with_kept_lines(before.value):
        tail = _without_blank_start(tail)
    return lines + _leading_lines(tail, column)


def _item_leading(block: BlockParts, part: Part) -> list[str]:
    if block.is_list and isinstance(part.value, BlockParts):
        return [*part.leading, *_first_leading_of_item(part.value)]
    return part.leading


def _first_leading_of_item(value: BlockParts) -> list[str]:
    first = value.parts[0]
    inner = _first_leading_of_item(first.value) if value.is_list and isinstance(first.value, BlockParts) else []
    return [*_first_comments(first.leading), *inner]


def _entry(part: Part, column: int, spacing: str) -> list[str]:
    pad = " " * column
    if isinstance(part.value, Leaf):
        return _leaf(f"{pad}{part.key}:", part.value, column)
    inner = column + STEP
    head = f"{pad}{part.key}:{part.comment}"
    block = part.value
    leading = _item_leading(block, block.parts[0]) if block.is_list else _first_leading(block)
    return [head, *_leading_lines(_first_comments(leading), inner), *_parts(block, inner, spacing)]


def _item(part: Part, column: int) -> list[str]:
    pad = " " * column
    if isinstance(part.value, Leaf):
        return _leaf(f"{pad}-", part.value, column)
    lines = _parts(part.value, column + STEP)
    lines[0] = f"{pad}- {lines[0][column + STEP :]}"
    return lines


# --- values ----------------------------------------------------------------------------------------------------------


def _leaf(head: str, leaf: Leaf, column: int) -> list[str]:
    node = leaf.node
    raw = leaf.raw.replace("\r\n", "\n")
    if isinstance(node, ScalarNode):
        if node.is_block:
            return _block_scalar(head, leaf, node, raw, column)
        if not node.style and other_meaning(node.value) and isinstance(resolve(node.value), str):
            raw = yaml_quoted(node.value)
        lines = [line.lstrip(" \t") if number else line for number, line in enumerate(raw.split("\n"))]
        lines = [f"{' ' * (column + STEP)}{line}" if number and line else line for number, line in enumerate(lines)]
    elif isinstance(node, MappingNode) and not node.is_flow:
        lines = [" " * column + " " * STEP + raw.split("\n")[0]]
        lines += [_shifted(line, column + STEP - leaf.column) for line in raw.split("\n")[1:]]
        lines[-1] += leaf.comment
        return [f"{head} {lines[0].lstrip(' ')}", *lines[1:]] if head.endswith("-") else [head, *lines]
    else:
        shift = column - leaf.column
        lines = [_shifted(line, shift) if number else line for number, line in enumerate(raw.split("\n"))]
    lines[0] = f"{head} {lines[0]}" if lines[0] else head
    lines[-1] += leaf.comment
    return lines


def _block_scalar(head: str, leaf: Leaf, node: ScalarNode, raw: str, column: int) -> list[str]:
    header, *content = raw.split("\n")
    indicators, space, comment = header[1:].partition(" ")
    chomping = "".join(char for char in indicators if char in "+-")
    if not node.value.endswith("\n"):  # `-`, or it ended with the file, without a line end
        chomping = "-"
    digit = str(STEP) if any(map(str.isdigit, indicators)) else ""
    first = next((line for line in content if line.strip(" ")), "")
    first_value = next((line for line in node.value.split("\n") if line.strip(" ")), "")
    if not first or not first_value:  # nothing but empty lines and spaces
        return [f"{head} {yaml_text(node.value)}{leaf.comment}"]
    indent = _indent(first) - _indent(first_value)
    lines = [_moved(line, indent, column + STEP) for line in content]
    return [f"{head} {leaf.raw[0]}{chomping}{digit}{space}{comment}".rstrip(), *lines]


def _moved(line: str, indent: int, column: int) -> str:
    """Move a line of a block scalar from one indentation to another. Spaces at its end are a part of the text."""
    return " " * column + line[indent:] if len(line) > indent else ""


def _shifted(line: str, shift: int) -> str:
    """Move a line of a value in braces."""
    return " " * max(_indent(line) + shift, 0) + line.lstrip(" ") if line.strip() else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# --- comments and empty lines ----------------------------------------------------------------------------------------


def _leading_lines(leading: Sequence[str], column: int) -> list[str]:
    return [f"{' ' * column}{text}" if text else "" for text in leading]


def _has_gap(spacing: str, before: Part, part: Part) -> bool:
    """Whether an empty line must be between two parts: two errors, or two sections of several lines."""
    if spacing == _SECTIONS:
        return isinstance(before.value, BlockParts)
    return spacing == _ERRORS and isinstance(before.value, BlockParts) and isinstance(part.value, BlockParts)


def _spaced(leading: list[str], before: Part, *, gap: bool) -> list[str]:
    """Return comments with single empty lines between them, and an empty line above them if there must be one."""
    leading = _single_blank_lines(leading)
    if ends_with_kept_lines(before.value):
        return _without_blank_start(leading)
    return ["", *leading] if gap and (not leading or leading[0]) else leading


def _single_blank_lines(lines: Sequence[str]) -> list[str]:
    return [line for number, line in enumerate(lines) if line or not number or lines[number - 1]]


def _without_blank_start(lines: Sequence[str]) -> list[str]:
    start = next((number for number, line in enumerate(lines) if line), len(lines))
    return list(lines[start:])


def _first_comments(lines: Sequence[str]) -> list[str]:
    """Return the comments above the first part of a block."""
    return _single_blank_lines(_without_blank_start(lines))
