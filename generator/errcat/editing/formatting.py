"""`errcat fmt`: the canonical order and layout of a catalog. Comments stay with their entry; no value changes.

Fields are in the order of the reference, lists are indented, a level is two spaces, and an empty line is between errors
and between sections. Text in quotes, in braces or after a `|` stays as it is, apart from its indentation.
"""

from __future__ import annotations

from errcat.editing.layout_parts import Block, Leaf, Part, PartsReader, UnusualLayoutError, ends_with_kept_lines
from errcat.editing.nodes import MappingNode, Node, ScalarNode
from errcat.editing.workspace import Contents, Workspace, encoded, is_same
from errcat.errors import RunError
from errcat.model.generated_fields import FIELDS
from errcat.reading import load_bytes
from errcat.reading.parsing.scalars import resolve
from errcat.text.yaml_scalars import other_meaning
from errcat.text.yaml_writer import yaml_quoted, yaml_text

STEP = 2
_NO_FIELDS = ""


def formatted(workspace: Workspace) -> Contents:
    """Return the files of a catalog in the canonical layout."""
    after = tuple(
        (name, encoded(formatted_text(document.source.text, root, name), has_bom=document.source.has_bom))
        for (name, _data), document, root in zip(workspace.contents, workspace.documents, workspace.trees, strict=True)
    )
    loaded = load_bytes(after)
    for document, new in zip(workspace.documents, loaded.documents, strict=True):
        if not loaded.complete or len(new.patches) or not is_same(document.data, new.data):
            raise RunError("edit-not-safe", path=document.source.name)
    return after


def formatted_text(text: str, root: Node | None, name: str) -> str:
    """Return a file in the canonical layout. JSON, and a catalog in braces, stay as they are."""
    if not isinstance(root, MappingNode) or root.is_flow or not root.entries:
        return text
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    reader = PartsReader(text)
    try:
        header, block, footer = reader.document(root)
    except UnusualLayoutError:
        raise RunError("edit-not-safe", path=name) from None
    lines = [*_first_comments(header), *_mapping(block, 0, "catalog"), *footer]
    return "".join(f"{line}{newline}" for line in lines)


def _mapping(block: Block, column: int, kind: str) -> list[str]:
    return _leading_lines(_first_leading(block, kind), column) + _parts(block, column, kind)


def _ordered(block: Block, kind: str) -> list[Part]:
    """Return the parts in the order of the format's fields; the fields of the writer stay at the end, in their order."""
    if block.is_list or kind not in FIELDS:
        return block.parts
    rank = {name: number for number, name in enumerate(FIELDS[kind])}
    return sorted(block.parts, key=lambda part: rank.get(part.name, len(rank)))


def _first_leading(block: Block, kind: str) -> list[str]:
    """Return the comments above the first part. They go above the dash, if the block is an item."""
    return _first_comments(_ordered(block, kind)[0].leading)


def _parts(block: Block, column: int, kind: str) -> list[str]:
    """Return the lines of a block, without the comments above its first part."""
    lines: list[str] = []
    parts = _ordered(block, kind)
    before: Part | None = None
    for part in parts:
        inner_kind = kind if block.is_list else _kind_of(part, kind)
        if before is not None:
            gap = _has_gap(block, kind, before, part)
            lines += _leading_lines(_spaced(_item_leading(block, part, kind), before, gap=gap), column)
        lines += _part(part, column, inner_kind)
        before = part
    tail = _single_blank_lines(block.tail)
    if before is not None and ends_with_kept_lines(before.value):
        tail = _without_blank_start(tail)
    return lines + _leading_lines(tail, column)


def _item_leading(block: Block, part: Part, kind: str) -> list[str]:
    if block.is_list and isinstance(part.value, Block):
        return [*part.leading, *_first_leading_of_item(part.value, kind)]
    return part.leading


def _first_leading_of_item(value: Block, kind: str) -> list[str]:
    first = _ordered(value, kind)[0]
    inner = _first_leading_of_item(first.value, kind) if value.is_list and isinstance(first.value, Block) else []
    return [*_first_comments(first.leading), *inner]


def _part(part: Part, column: int, kind: str) -> list[str]:
    if part.key:
        return _entry(part, column, kind)
    return _item(part, column, kind)


def _entry(part: Part, column: int, kind: str) -> list[str]:
    pad = " " * column
    if isinstance(part.value, Leaf):
        return _leaf(f"{pad}{part.key}:", part.value, column)
    inner = column + STEP
    head = f"{pad}{part.key}:{part.comment}"
    block = part.value
    leading = _item_leading(block, _ordered(block, kind)[0], kind) if block.is_list else _first_leading(block, kind)
    return [head, *_leading_lines(_first_comments(leading), inner), *_parts(block, inner, kind)]


def _item(part: Part, column: int, kind: str) -> list[str]:
    pad = " " * column
    if isinstance(part.value, Leaf):
        return _leaf(f"{pad}-", part.value, column)
    lines = _parts(part.value, column + STEP, kind)
    lines[0] = f"{pad}- {lines[0][column + STEP :]}"
    return lines


def _kind_of(part: Part, kind: str) -> str:
    """Return the kind of the mappings in a value, if the format describes it."""
    if kind.startswith("map of "):
        return kind.removeprefix("map of ")
    fields = FIELDS.get(kind)
    described = fields.get(part.name) if fields else None
    if described is None or not described.holds:
        return _NO_FIELDS
    return f"map of {described.holds}" if described.is_map and _is_mapping(part) else described.holds


def _is_mapping(part: Part) -> bool:
    return isinstance(part.value, Block) and not part.value.is_list


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


def _leading_lines(leading: list[str], column: int) -> list[str]:
    return [f"{' ' * column}{text}" if text else "" for text in leading]


def _has_gap(block: Block, kind: str, before: Part, part: Part) -> bool:
    """Whether an empty line must be between two parts: two errors, or two sections of several lines."""
    if block.is_list:
        return kind == "error" and isinstance(before.value, Block) and isinstance(part.value, Block)
    return kind == "catalog" and isinstance(before.value, Block)


def _spaced(leading: list[str], before: Part, *, gap: bool) -> list[str]:
    """Return comments with single empty lines between them, and an empty line above them if there must be one."""
    leading = _single_blank_lines(leading)
    if ends_with_kept_lines(before.value):
        return _without_blank_start(leading)
    return ["", *leading] if gap and (not leading or leading[0]) else leading


def _single_blank_lines(lines: list[str]) -> list[str]:
    return [line for number, line in enumerate(lines) if line or not number or lines[number - 1]]


def _without_blank_start(lines: list[str]) -> list[str]:
    start = next((number for number, line in enumerate(lines) if line), len(lines))
    return lines[start:]


def _first_comments(lines: list[str]) -> list[str]:
    """Return the comments above the first part of a block."""
    return _single_blank_lines(_without_blank_start(lines))
