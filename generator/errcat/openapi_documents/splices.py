"""Edits of a document's text: they add, replace or remove entries of a mapping, and touch nothing else.

What they write has the style of the document: block style, flow style or JSON, its indentation, quotes and line ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from errcat.findings.source import Edit
from errcat.openapi_documents.tree import Tree
from errcat.text.yaml_writer import YamlStyle, yaml_json, yaml_lines

_COMMENT = re.compile(r"(?<!\S)#")
_ALIAS = re.compile(r"\s*:\s+\*[^\s,\[\]{}]+")


class DocumentStyle:
    """How a document is written."""

    def __init__(self, tree: Tree) -> None:
        self.text = tree.text
        self.newline = "\r\n" if "\r\n" in tree.text else "\n"
        self.layout = YamlStyle(step=self._step(tree), quote=self._quote(tree))

    def _quote(self, tree: Tree) -> str:
        """The quotes around the keys of responses."""
        for key in re.findall(r"""^[ ]*(['"])[1-5][0-9X]{2}\1:""", tree.text, re.MULTILINE):
            return str(key)
        return '"'

    def _step(self, tree: Tree) -> int:
        """How many spaces a level is indented by."""
        paths = tree.data.get("paths") or tree.data.get("info")
        if not paths or not isinstance(paths, dict):
            return 2
        node = tree.node(paths)
        if node.flow_style or not node.value:
            return 2
        inner: int = node.value[0][0].start_mark.column
        outer: int = tree.node(tree.data).value[0][0].start_mark.column
        return max(1, inner - outer)

    def block(self, entries: Mapping[str, Any], column: int) -> str:
        """Entries in block style."""
        lines = yaml_lines(entries, self.layout, column)
        return "".join(f"{line}{self.newline}" for line in lines)

    def flow(self, value: Any, node: Any) -> str:
        """A value in flow style, over several lines if the mapping around it has several."""
        indent = self._lines_of(node)
        if indent is None:
            return yaml_json(value)
        pad = " " * indent
        step = self._flow_step(node, indent)
        return yaml_json(value, indent=step).replace("\n", f"{self.newline}{pad}")

    def between(self, node: Any) -> str:
        """What separates two entries of a mapping in flow style."""
        indent = self._lines_of(node)
        return ", " if indent is None else f",{self.newline}{' ' * indent}"

    def _lines_of(self, node: Any) -> int | None:
        """The indentation of the entries; None if they share lines."""
        if not node.value:
            return None
        key = node.value[0][0]
        start = self.text.rfind("\n", 0, key.start_mark.index) + 1
        before = self.text[start : key.start_mark.index]
        return len(before) if not before.strip() and start > node.start_mark.index else None

    def _flow_step(self, node: Any, indent: int) -> int:
        start = self.text.rfind("\n", 0, node.start_mark.index) + 1
        line = self.text[start : node.start_mark.index]
        return max(1, indent - (len(line) - len(line.lstrip(" "))))


def put(
    tree: Tree, style: DocumentStyle, mapping: dict[str, Any], changes: Mapping[str, Any], after: str = ""
) -> list[Edit]:
    """Edits that set entries of a mapping. None removes an entry; a new entry goes after the key `after`."""
    node = tree.node(mapping)
    existing = {str(key): (key_node, value_node) for key, (key_node, value_node) in _pairs(tree, mapping, node)}
    if node.flow_style:
        return _put_in_flow(style, node, existing, changes, after)
    return _put_in_block(style, node, existing, changes, after)


def _pairs(tree: Tree, mapping: dict[str, Any], node: Any) -> list[tuple[Any, tuple[Any, Any]]]:
    starts = {pair[0].start_mark.index: pair for pair in node.value}
    marks = tree.document.marks[id(mapping)]
    return [(key, starts[start]) for key, start in zip(mapping, marks[::2], strict=True) if start in starts]


def has_comment(tree: Tree, mapping: dict[Any, Any], key: str) -> bool:
    """Whether an entry has a comment, which would be removed with it."""
    node = tree.node(mapping)
    existing = {str(name): nodes for name, nodes in _pairs(tree, mapping, node)}
    if key not in existing:
        return False  # a merge key adds it, so its text is elsewhere
    key_node, value_node = existing[key]
    if node.flow_style:
        end = _end_of_value(tree.text, key_node, value_node)
    else:
        end = _end_of_entry(tree.text, key_node, value_node, key_node.start_mark.column)
    return any(
        not _is_in_scalar(value_node, found.end() - 1)
        for found in _COMMENT.finditer(tree.text, key_node.end_mark.index, end)
    )


def _is_in_scalar(node: Any, index: int) -> bool:
    """Whether an offset is inside a text of the data."""
    if isinstance(node, yaml.ScalarNode):
        return bool(node.start_mark.index <= index < node.end_mark.index)
    inner = [side for pair in node.value for side in pair] if isinstance(node, yaml.MappingNode) else node.value
    return any(_is_in_scalar(part, index) for part in inner)


def _put_in_block(
    style: DocumentStyle, node: Any, existing: Mapping[str, tuple[Any, Any]], changes: Mapping[str, Any], after: str
) -> list[Edit]:
    assert node.value, "a mapping in block style has an entry"
    column: int = node.value[0][0].start_mark.column  # its own mark may be an anchor's
    text = style.text
    edits: list[Edit] = []
    new: dict[str, Any] = {}
    for key, value in changes.items():
        if key not in existing:
            if value is not None:
                new[key] = value
            continue
        key_node, value_node = existing[key]
        start = text.rfind("\n", 0, key_node.start_mark.index) + 1
        end = _end_of_entry(text, key_node, value_node, column)
        edits.append(Edit(start, end, "" if value is None else style.block({key: value}, column)))
    if new:
        key_node, value_node = existing.get(after) or node.value[-1]
        at = _end_of_entry(text, key_node, value_node, column)
        before = "" if text[:at].endswith("\n") else style.newline
        edits.append(Edit(at, at, before + style.block(new, column)))
    return edits


def _end_of_value(text: str, key_node: Any, value_node: Any) -> int:
    """Where a value ends. The value of an alias ends with the alias, not with its anchor's value."""
    end: int = value_node.end_mark.index
    if value_node.start_mark.index >= key_node.end_mark.index:
        return end
    alias = _ALIAS.match(text, key_node.end_mark.index)
    assert alias is not None, "a value whose text is elsewhere is an alias"
    return int(alias.end())


def _end_of_entry(text: str, key_node: Any, value_node: Any, column: int) -> int:
    """After the last line of an entry: before the comments and empty lines above the next entry."""
    end = _end_of_value(text, key_node, value_node)
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
        if start <= key_node.start_mark.index or (content and not (content.startswith("#") and indent <= column)):
            return end
        end = start


def _put_in_flow(
    style: DocumentStyle, node: Any, existing: Mapping[str, tuple[Any, Any]], changes: Mapping[str, Any], after: str
) -> list[Edit]:
    edits: list[Edit] = []
    order = list(existing)
    gone = {key for key, value in changes.items() if value is None and key in existing}
    new = {key: value for key, value in changes.items() if value is not None and key not in existing}
    for key, value in changes.items():
        if key in existing and value is not None:
            key_node, value_node = existing[key]
            end = _end_of_value(style.text, key_node, value_node)
            start = value_node.start_mark.index
            if start < key_node.end_mark.index:
                start = style.text.rindex("*", 0, end)
            edits.append(Edit(start, end, style.flow(value, node)))
    stays = [key for key in order if key not in gone]
    if gone and not stays:
        inner = ", ".join(f"{yaml_json(key)}: {style.flow(value, node)}" for key, value in new.items())
        return [Edit(node.start_mark.index, node.end_mark.index, f"{{{inner}}}")]
    for number, key in enumerate(order):
        if key not in gone:
            continue
        later = next((other for other in order[number + 1 :] if other not in gone), None)
        if number == 0 or all(other in gone for other in order[:number]):
            assert later is not None
            end = existing[order[number + 1]][0].start_mark.index
            edits.append(Edit(existing[key][0].start_mark.index, end, ""))
        else:
            start = _end_of_value(style.text, *existing[order[number - 1]])
            edits.append(Edit(start, _end_of_value(style.text, *existing[key]), ""))
    if new:
        texts = [f"{yaml_json(key)}: {style.flow(value, node)}" for key, value in new.items()]
        anchor = existing.get(after) if after in stays else existing[stays[-1]] if stays else None
        between = style.between(node)
        if anchor is None:
            edits.append(Edit(node.start_mark.index, node.end_mark.index, f"{{{between.join(texts)}}}"))
        else:
            at = _end_of_value(style.text, *anchor)
            edits.append(Edit(at, at, "".join(f"{between}{text}" for text in texts)))
    return edits
