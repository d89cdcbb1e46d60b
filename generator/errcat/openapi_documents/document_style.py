"""How a document is written: its indentation, quotes, line ends and line length. New text looks the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from errcat.openapi_documents.layout import MappingText
from errcat.openapi_documents.tree import Tree
from errcat.text.yaml_writer import YamlStyle, yaml_json, yaml_lines, yaml_scalar

MAX_WIDTH = 100
"""How long a line can become before a mapping in braces is written over several lines."""
_STATUS_KEY = re.compile(r"""(?:^[ ]*|[{,]\s*)(['"])[1-5][0-9X]{2}\1:""", re.MULTILINE)
_MAX_UNIT = 4
"""The widest indentation of a level in YAML. More is a line that was wrapped."""
_FIRST_INDENT = re.compile(r"\n([ \t]+)\S")
_ONE_LINE_OBJECT = re.compile(r'\{[ \t]*"[^\n{}]*\}')
_BRACE = re.compile(r"[:,]\s\{([ ]?)[^\s{}]")
_TIGHT = re.compile(r'\s*\{\s*"(?:[^"\\]|\\.)*":\S')


class DocumentStyle:
    """How a document is written."""

    def __init__(self, tree: Tree) -> None:
        self.text = tree.text
        self.is_json = tree.is_json
        self.newline = "\r\n" if "\r\n" in tree.text else "\n"
        root = tree.mapping(tree.data)
        self.is_flow = root.is_flow
        self.is_one_line = root.is_flow and "\n" not in tree.text[root.start : root.end]
        self.has_spaces = not (tree.is_json and _TIGHT.match(tree.text))
        """Whether a colon and a comma have a space after them."""
        brace = _BRACE.search(tree.text)
        self.padding = brace[1] if brace and self.has_spaces else ""
        """The space inside braces on one line."""
        self.unit = self._unit(tree, root)
        """The indentation of a level."""
        quote = '"' if tree.is_json else self._quote()
        self.layout = YamlStyle(step=len(self.unit), quote=quote)
        self._has_one_line_objects = not tree.is_json or _ONE_LINE_OBJECT.search(tree.text) is not None

    def _quote(self) -> str:
        """The quotes around the keys of responses."""
        key = _STATUS_KEY.search(self.text)
        return key[1] if key else '"'

    def _unit(self, tree: Tree, root: MappingText) -> str:
        if root.is_flow:
            found = _FIRST_INDENT.search(self.text, root.start, root.end)
            return found[1] if found and (tree.is_json or len(found[1]) <= _MAX_UNIT) else "  "
        for key in ("paths", "info"):
            value = tree.data.get(key)
            if value and isinstance(value, dict) and not tree.mapping(value).is_flow:
                inner, outer = tree.mapping(value).start, root.start
                return " " * max(1, self.column(inner) - self.column(outer))
        return "  "

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """The offset where a line ends, before its line end."""
        end = self.text.find("\n", offset)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end] == "\r" and end > offset else end

    def column(self, offset: int) -> int:
        return offset - self.line_start(offset)

    def indent(self, offset: int) -> str:
        """The white space that a line starts with."""
        start = self.line_start(offset)
        end = start
        while self.text[end : end + 1] in {" ", "\t"}:
            end += 1
        return self.text[start:end]

    # --- values in block style ---

    def block(self, entries: Mapping[str, Any], column: int) -> str:
        """Entries in block style."""
        return "".join(f"{line}{self.newline}" for line in yaml_lines(entries, self.layout, column))

    # --- values in braces ---

    @property
    def comma(self) -> str:
        return ", " if self.has_spaces else ","

    def key(self, key: str) -> str:
        """A key with its colon."""
        text = yaml_json(key) if self.is_json else yaml_scalar(key, self.layout)
        return f"{text}: " if self.has_spaces else f"{text}:"

    def one_line(self, value: Any) -> str:
        """A value in braces, on one line."""
        if isinstance(value, dict):
            items = self.comma.join(self.key(str(key)) + self.one_line(item) for key, item in value.items())
            return f"{{{self.padding}{items}{self.padding}}}" if value else "{}"
        if isinstance(value, (list, tuple)):
            return f"[{self.comma.join(map(self.one_line, value))}]"
        return yaml_json(value) if self.is_json else yaml_scalar(value, self.layout)

    def flow(self, value: Any, indent: str, used: int = 0) -> str:
        """A value in braces, over several lines if it is too long for one; `used` is what its line has already."""
        one_line = self.one_line(value)
        is_container = isinstance(value, (dict, list, tuple)) and bool(value)
        if self.is_one_line or not (is_container or isinstance(value, str)):
            return one_line
        if used + len(one_line) <= MAX_WIDTH and (not is_container or self._has_one_line_objects):
            return one_line
        if isinstance(value, str):
            return self._long_text(one_line, indent)
        inner = indent + self.unit
        if isinstance(value, dict):
            heads, items = [self.key(str(key)) for key in value], list(value.values())
        else:
            heads, items = [""] * len(value), list(value)
        texts = [head + self.flow(item, inner, len(inner) + len(head)) for head, item in zip(heads, items, strict=True)]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        lines = f",{self.newline}{inner}".join(texts)
        return f"{opening}{self.newline}{inner}{lines}{self.newline}{indent}{closing}"

    def _long_text(self, text: str, indent: str) -> str:
        """A text in double quotes, with an escaped line break after each of its line breaks."""
        if self.is_json or not text.startswith('"'):
            return text
        lines = re.split(r"(?<=[^\\]\\n)(?=[^\\])", text[1:-1])
        lines = [f"\\{line}" if line.startswith(" ") else line for line in lines]
        return '"' + f"\\{self.newline}{indent}{self.unit}".join(lines) + '"'
