"""Edits of a document's text: they add, replace or remove entries of a mapping, and touch nothing else.

What they write has the style of the document: block style, braces or JSON, its indentation, quotes and line ends.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from errcat.findings.source import Edit
from errcat.openapi_documents.document_style import MAX_WIDTH, DocumentStyle
from errcat.openapi_documents.flow_edits import put_in_flow
from errcat.openapi_documents.layout import NOT_IN_TEXT, EntryText, MappingText, Merge
from errcat.openapi_documents.tree import Tree

_COMMA = re.compile(r"\s*,\s*")
_COMMENT = re.compile(r"(?<!\S)#")
_REST_OF_FLOW_LINE = re.compile(r"[ \t]*,?[ \t]*(?:(?<=[ \t])#[^\n]*)?")
_END_OF_LINE = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\n]*?)?(?=\r?\n|\Z)")


def put(
    tree: Tree,
    style: DocumentStyle,
    holder: dict[Any, Any],
    changes: Mapping[str, Any],
    *,
    after: str = "",
    may_break: bool = False,
) -> list[Edit]:
    """Set entries of a mapping. None removes an entry; a new entry goes after the key `after`."""
    mapping = tree.mapping(holder)
    merges = [merge.entry for merge in tree.references.merges if merge.holder is holder]
    if mapping.is_flow:
        return put_in_flow(style, mapping, merges, changes, after=after, may_break=may_break)
    return list(_put_in_block(style, mapping, merges, changes, after))


def put_responses(
    tree: Tree, style: DocumentStyle, holder: dict[Any, Any], key: str, changes: Mapping[str, Any]
) -> list[Edit]:
    """Set entries of the mapping under a key. In braces on one line, it becomes a block if it gets too long."""
    outer, inner = tree.mapping(holder), tree.mapping(holder[key])
    if outer.is_flow or not inner.is_flow or not _can_be_block(style, tree, outer.entries.get(key), inner):
        return put(tree, style, holder[key], changes, may_break=True)
    edits = put(tree, style, holder[key], changes)
    line = style.line_start(inner.start), style.line_end(inner.end)
    length = line[1] - line[0] + sum(len(edit.text) - (edit.end - edit.start) for edit in edits)
    if length <= MAX_WIDTH and not any("\n" in edit.text for edit in edits):
        return edits
    return list(_as_block(style, outer, inner, changes))


def _can_be_block(style: DocumentStyle, tree: Tree, entry: EntryText | None, inner: MappingText) -> bool:
    """Whether a mapping in braces is all that its line has, apart from its key and a comment."""
    if entry is None or "\n" in style.text[entry.key_start : inner.end]:
        return False
    before = style.text[style.line_start(entry.key_start) : entry.key_start]
    has_values = all(
        style.text[part.key_end : part.start].strip() == ":" and part.end > part.start
        for part in inner.entries.values()
    )
    has_others = any(inner.start < merge.entry.key_start < inner.end for merge in tree.references.merges)
    ends_line = _END_OF_LINE.match(style.text, inner.end) is not None
    return ends_line and has_values and not has_others and not before.strip()


def _as_block(
    style: DocumentStyle, outer: MappingText, inner: MappingText, changes: Mapping[str, Any]
) -> Iterator[Edit]:
    """Write the entries of a mapping in braces below its key, each as it was."""
    text = style.text
    column = style.column(outer.start) + len(style.unit)
    found = _END_OF_LINE.match(text, inner.end)
    assert found is not None, "see _can_be_block"
    end = inner.start
    while text[end - 1] == " ":
        end -= 1
    new = found.group().rstrip() + style.newline
    for key, entry in sorted(inner.entries.items(), key=lambda item: item[1]):
        if key in changes:
            new += style.block({key: changes[key]}, column) if changes[key] is not None else ""
            continue
        yield Edit(end, entry.key_start, f"{new}{' ' * column}")
        if text[entry.key_end : entry.start] == ":":
            yield Edit(entry.key_end, entry.start, ": ")
        end, new = entry.end, style.newline
    new += style.block({key: value for key, value in changes.items() if key not in inner.entries}, column)
    yield Edit(end, found.end(), new.removesuffix(style.newline))


def has_own_text(tree: Tree, mapping: dict[Any, Any], key: str) -> bool:
    """Whether an entry has text that errcat never writes: a comment, an anchor or an alias."""
    if tree.is_json:
        return False
    entry = tree.mapping(mapping).entries.get(key)
    if entry is None:
        return True  # a merge key adds it, so its text is elsewhere
    if tree.mapping(mapping).is_flow:
        rest = _REST_OF_FLOW_LINE.match(tree.text, max(entry.end, entry.key_end))
        end = rest.end() if rest else entry.end
    else:
        column = entry.key_start - (tree.text.rfind("\n", 0, entry.key_start) + 1)
        end = _end_of_entry(tree.text, entry, column)
    if tree.references.within(entry.key_end, end):
        return True
    scalars = list(_scalars(tree, mapping[key], entry))
    return any(
        not any(start < found.end() <= end for start, end in scalars)
        for found in _COMMENT.finditer(tree.text, entry.key_end, end)
    )


def _scalars(tree: Tree, value: Any, entry: EntryText) -> Iterator[tuple[int, int]]:
    """Yield where the texts in a value are."""
    if not isinstance(value, (dict, list)):
        yield entry.start, entry.end
        return
    marks, ends = tree.layout.marks[id(value)], tree.layout.ends(id(value))
    items = [part for pair in value.items() for part in pair] if isinstance(value, dict) else value
    for item, start, end in zip(items, marks, ends, strict=True):
        if end != NOT_IN_TEXT:
            yield from _scalars(tree, item, EntryText(start, start, start, end))


def _put_in_block(
    style: DocumentStyle, mapping: MappingText, merges: Sequence[EntryText], changes: Mapping[str, Any], after: str
) -> Iterator[Edit]:
    text, existing = style.text, mapping.entries
    entries = sorted((*existing.values(), *merges))
    column = _column(style, entries[0].key_start)
    new = {key: value for key, value in changes.items() if value is not None and key not in existing}
    for key, value in changes.items():
        if key not in existing:
            continue
        entry = existing[key]
        end_of_line = _END_OF_LINE.match(text, max(entry.end, entry.key_end))
        is_one_line = "\n" not in text[entry.key_start : entry.end]
        if value and isinstance(value, dict) and end_of_line and is_one_line:
            yield _value_in_block(style, entry, value, column, end_of_line)
        else:
            end = _end_of_entry(text, entry, column)
            new_text = "" if value is None else style.block({key: value}, column)
            yield Edit(style.line_start(entry.key_start), end, _ended_as(text, end, new_text))
    if new:
        at = _end_of_entry(text, existing.get(after, entries[-1]), column)
        before = "" if text[at - 1] == "\n" else style.newline
        yield Edit(at, at, before + style.block(new, column))


def _column(style: DocumentStyle, first_key: int) -> int:
    """The column of the keys of a block."""
    is_explicit = style.text.startswith("? ", max(first_key - 2, 0), first_key)
    return style.column(first_key) - (2 if is_explicit else 0)


def _value_in_block(
    style: DocumentStyle, entry: EntryText, value: dict[str, Any], column: int, rest: re.Match[str]
) -> Edit:
    """Write a mapping below its key, and keep the comment on the line of the key."""
    start = style.text.index(":", entry.key_end) + 1
    block = style.block(value, column + len(style.unit)).removesuffix(style.newline)
    return Edit(start, rest.end(), f"{rest.group().rstrip()}{style.newline}{block}")


def written_out(tree: Tree, style: DocumentStyle, merge: Merge, keys: Collection[Any]) -> Edit:
    """Replace a merge key by the entries that it adds."""
    entries = {str(key): merge.holder[key] for key in keys}
    if tree.mapping(merge.holder).is_flow:
        if not entries:
            comma = _COMMA.match(style.text, merge.entry.end)
            return Edit(merge.entry.key_start, comma.end() if comma else merge.entry.end, "")
        indent = style.indent(merge.entry.key_start) + style.unit
        texts = [style.key(key) + style.flow(value, indent, len(indent)) for key, value in entries.items()]
        return Edit(merge.entry.key_start, merge.entry.end, style.comma.join(texts))
    column = _column(style, merge.entry.key_start)
    end = _end_of_entry(style.text, merge.entry, column)
    new = _ended_as(style.text, end, style.block(entries, column) if entries else "")
    return Edit(style.line_start(merge.entry.key_start), end, new)


def _ended_as(text: str, end: int, new: str) -> str:
    """A new text whose last line ends as the old text does."""
    return new if not new or text[end - 1] == "\n" else new.rstrip("\r\n")


def _end_of_entry(text: str, entry: EntryText, column: int) -> int:
    """After the last line of an entry: before the comments and empty lines above the next entry."""
    end = max(entry.end, entry.key_end)
    if end < len(text) and text[text.rfind("\n", 0, end) + 1 : end].strip():
        line_end = text.find("\n", end)
        end = len(text) if line_end < 0 else line_end + 1
    else:
        end = text.rfind("\n", 0, end) + 1 if end < len(text) else end
    while True:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start:end]
        content = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if start <= entry.key_start or (content and not (content.startswith("#") and indent <= column)):
            return end
        end = start
