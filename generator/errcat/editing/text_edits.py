"""Changes of a file's data → edits of its text. What no change is about keeps its lines, comments and layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from errcat.editing.changes import AddItem, Change, Path, PutKey, Remove, ReplaceWords, SetValue
from errcat.editing.nodes import EntryNode, ListNode, MappingNode, Node, ScalarNode, node_at
from errcat.findings.document import Document
from errcat.findings.finding import Place
from errcat.findings.source import Edit
from errcat.text.yaml_writer import SUGGESTED, yaml_flow, yaml_json, yaml_lines, yaml_quoted, yaml_scalar, yaml_text

MAX_WIDTH = 110
"""The longest line that an edit makes by itself, in characters."""
_BLOCK_HEADER = re.compile(r"[|>](?P<indent>[0-9]?)[+-]?(?P=indent)?[0-9]?")
_HEADING = re.compile(r"#.*([-=#*~_])\1\1")
"""A comment that separates parts of a file: it is about more than the entry below it."""


class TextEdits:
    """The edits of one file."""

    def __init__(self, document: Document, root: Node) -> None:
        self.document = document
        self.text = document.source.text
        self.root = root
        self.is_json = document.source.name.endswith(".json") or self.text.lstrip().startswith(("{", "["))
        self.newline = "\r\n" if self.text.count("\r\n") * 2 > self.text.count("\n") else "\n"
        self.style = replace(SUGGESTED, indents_lists=self._indents_lists(), has_blank_lines=True)

    def edits(self, changes: Sequence[Change]) -> list[Edit]:
        """Return the edits of all changes. Insertions at the same offset are joined in the order of the changes."""
        edits: list[Edit] = []
        insertions: dict[int, str] = {}
        for change in sorted(changes, key=lambda change: -len(change.path)):  # inner lines come before outer ones
            for edit in self._edits_of(change):
                if edit.start == edit.end:
                    insertions[edit.start] = insertions.get(edit.start, "") + edit.text
                else:
                    edits.append(edit)
        edits += [Edit(at, at, text) for at, text in insertions.items()]
        return [*edits, *self._closed_block(edits)]

    def _edits_of(self, change: Change) -> Iterator[Edit]:
        match change:
            case SetValue():
                yield from self._set(change)
            case ReplaceWords():
                yield from self._replace_words(change)
            case PutKey():
                yield from self._put(change)
            case AddItem():
                yield self._add(change)
            case Remove():
                yield from self._remove(change)

    # --- values ---

    def _set(self, change: SetValue) -> Iterator[Edit]:
        node, parent = node_at(self.root, change.path), node_at(self.root, change.path[:-1])
        in_flow = not isinstance(parent, ScalarNode) and parent.is_flow
        if isinstance(node, ScalarNode) and isinstance(change.value, str) and node.style in ("'", '"'):
            new = yaml_json(change.value) if self.is_json else yaml_quoted(change.value, node.style)
        else:
            new = self._value(change.value, in_flow=in_flow)
        entry = parent.entry(str(change.path[-1])) if isinstance(parent, MappingNode) else None
        is_text_of_lines = isinstance(change.value, str) and "\n" in change.value
        is_below_key = not isinstance(node, ScalarNode) and not node.is_flow
        has_lines = entry and (is_text_of_lines or is_below_key) and not (in_flow or self.is_json)
        if entry and has_lines and not self.text[entry.end : self._after_line(entry.end)].strip():
            yield Edit(entry.start, entry.end, self._lines_of_entry(entry, node, change.value))
            return
        if node.start < node.end:
            is_block = isinstance(change.value, dict | list) and not in_flow and not self.is_json
            if is_block and self._wants_lines(node, new, change):
                column = self._column_of_key(parent, change.path)
                is_indented = isinstance(change.value, dict) or self.style.indents_lists
                below = yaml_lines(change.value, self.style, column + (self.style.step if is_indented else 0))
                new = self.newline + self.newline.join(below)
                yield Edit(len(self.text[: node.start].rstrip(" ")), node.end, new)
            else:
                yield Edit(node.start, node.end, new)
            return
        if entry is None:
            yield Edit(node.start, node.start, new)
        else:  # nothing is after the colon
            at = self.text.index(":", entry.key.end) + 1
            yield Edit(at, at, f" {new}")

    def _lines_of_entry(self, entry: EntryNode, node: Node, value: object) -> str:
        """A key and its value on several lines. A comment after the sign of a block scalar stays."""
        lines = self._split(yaml_lines({entry.key.value: value}, self.style, self._column(entry.start)))
        if isinstance(node, ScalarNode) and node.is_block:
            header = self.text[node.start : self._after_line(node.start)]
            _sign, mark, comment = header.partition("#")
            lines[0] += f"  #{comment.rstrip()}" if mark else ""
        return self.newline.join(lines).lstrip(" ")

    def _wants_lines(self, node: Node, new: str, change: SetValue) -> bool:
        """Whether a value goes below its key: a section, or a value that is too long for the line."""
        rest = self.text[node.end : self._after_line(node.end)]
        is_long = self._column(node.start) + len(new) > MAX_WIDTH
        return not rest.strip() and (is_long or (len(change.path) == 1 and bool(change.value)))

    def _column_of_key(self, parent: Node, path: Path) -> int:
        entry = parent.entry(str(path[-1])) if isinstance(parent, MappingNode) else None
        return self._column(entry.start if entry else parent.start)

    def _value(self, value: object, *, in_flow: bool) -> str:
        """A value on one line."""
        if self.is_json:
            return yaml_json(value)
        if in_flow or isinstance(value, (dict, list)):
            return yaml_flow(value)
        return yaml_scalar(value, self.style)

    def _replace_words(self, change: ReplaceWords) -> Iterator[Edit]:
        node = node_at(self.root, change.path)
        assert isinstance(node, ScalarNode), "only texts have words"
        document = self.document
        spans = document.substring_spans(Place(document.number, change.path), change.old)
        if len(spans) != node.value.count(change.old):  # a line break in the word: write the whole text
            return
        new = change.new
        if node.style == '"':
            new = yaml_text(new)[1:-1]
        elif node.style == "'":
            new = new.replace("'", "''")
        for number in change.occurrences:
            yield Edit(*spans[number], new)

    # --- entries of mappings ---

    def _put(self, change: PutKey) -> Iterator[Edit]:
        node = node_at(self.root, change.path)
        assert isinstance(node, MappingNode), "an entry is added to other entries"
        before = self._entry_before(node, change.key, change.order)
        if node.is_flow:
            key = yaml_json(change.key) if self.is_json else yaml_flow(change.key)
            new = f"{key}: {self._value(change.value, in_flow=True)}"
            yield Edit(before.end, before.end, self._flow_gap(node, before.start) + new)
            return
        column = self._column(node.entries[0].start)
        lines = yaml_lines({change.key: change.value}, self.style, column)
        if not change.path and self._has_gaps_between_sections(node):
            lines.insert(0, "")
        yield self._lines_after(self._end_of_entry(before, column), lines)

    def _entry_before(self, node: MappingNode, key: str, order: Sequence[str]) -> EntryNode:
        rank = {name: number for number, name in enumerate(order)}
        own = rank.get(key, len(rank))
        earlier = [entry for entry in node.entries if rank.get(entry.key.value, len(rank)) <= own]
        return earlier[-1] if earlier else node.entries[-1]

    # --- items of lists ---

    def _add(self, change: AddItem) -> Edit:
        node = node_at(self.root, change.path)
        assert isinstance(node, ListNode), "an item is added to other items"
        number = min(change.number, len(node.items))
        before = node.items[max(number - 1, 0)]
        if node.is_flow:
            new, gap = self._value(change.value, in_flow=True), self._flow_gap(node, before.start)
            if number == 0:
                return Edit(before.start, before.start, new + gap)
            return Edit(before.end, before.end, gap + new)
        column = self._column(node.start)
        is_like_others = isinstance(before, MappingNode) and before.is_flow and isinstance(change.value, dict)
        if is_like_others:
            lines = [f"{' ' * column}- {yaml_flow(change.value)}"]
        else:
            lines = yaml_lines([change.value], self.style, column)
        dashes = self._dashes(node)
        empty = [""] if self._has_gaps(dashes) else []
        first_line = self._line_start(node.start)
        if number == 0 and not self.text[first_line : node.start].strip():
            at = self._start_of_comments(first_line, is_first=True)
            return Edit(at, at, "".join(f"{line}{self.newline}" for line in self._split([*lines, *empty])))
        return self._lines_after(self._end_of_item(before, column), [*empty, *lines])

    def _flow_gap(self, node: MappingNode | ListNode, start: int) -> str:
        """What is between entries in braces or items in brackets: a comma, and a space or a new line."""
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return f",{self.newline}{line}" if not line.strip() and node.start < start - len(line) else ", "

    # --- removal ---

    def _remove(self, change: Remove) -> Iterator[Edit]:
        parent = node_at(self.root, change.path[:-1])
        assert not isinstance(parent, ScalarNode), "a value is in a mapping or a list"
        if isinstance(parent, MappingNode):
            parts: Sequence[EntryNode | Node] = parent.entries
            number = parent.keys.index(str(change.path[-1]))
        else:
            parts, number = parent.items, int(change.path[-1])
        if parent.is_flow:
            yield from self._remove_in_flow(parts, number)
        elif isinstance(parent, MappingNode):
            yield self._remove_entry(parent, number)
        else:
            yield self._remove_item(parent, number)

    def _remove_in_flow(self, parts: Sequence[EntryNode | Node], number: int) -> Iterator[Edit]:
        part = parts[number]
        if number:
            before = parts[number - 1].end
            comma = self.text.index(",", before)
            if "#" not in self.text[before : part.start]:
                yield Edit(before, part.end, "")
            else:
                yield Edit(comma, comma + 1, "")
                yield Edit(part.start, part.end, "")
        elif len(parts) > 1 and "#" not in self.text[part.end : parts[1].start]:
            yield Edit(part.start, parts[1].start, "")
        else:
            comma = self.text.find(",", part.end) if len(parts) > 1 else -1
            yield Edit(part.start, comma + 1 if comma >= 0 else part.end, "")

    def _remove_entry(self, node: MappingNode, number: int) -> Edit:
        entry = node.entries[number]
        column = self._column(node.entries[0].start)
        line = self._line_start(entry.start)
        if self.text[line : entry.start].strip():  # it is after the dash of its item
            return Edit(entry.start, node.entries[number + 1].start, "")
        return Edit(line, self._after_line(self._end_of_entry(entry, column)), "")

    def _remove_item(self, node: ListNode, number: int) -> Edit:
        dashes = self._dashes(node)
        column = self._column(node.start)
        end = self._after_line(self._end_of_item(node.items[number], column))
        start = self._line_start(dashes[number])
        if self.text[start : dashes[number]].strip():  # a list in a list: `- - a`
            return Edit(dashes[number], dashes[number + 1], "")
        start = self._start_of_comments(start, is_first=number == 0)
        is_last = number == len(node.items) - 1
        before_blank = self._blank_lines_before(start)
        after_blank = self._blank_lines_after(end)
        if is_last:
            return Edit(before_blank, end, "")
        if before_blank < start or number == 0:
            end = after_blank
        return Edit(start, end, "")

    def _start_of_comments(self, line: int, *, is_first: bool) -> int:
        """Where the comments start that are directly above a line and about its entry only."""
        start = line
        while start:
            above = self._line_start(start - 1)
            comment = self.text[above:start].strip()
            if not comment.startswith("#") or _HEADING.search(comment):
                break
            start = above
        # Without an empty line or a heading above, the comments may belong to the lines above them.
        line_above = self.text[self._line_start(start - 1) : start].strip() if start else ""
        has_gap = is_first or start == line or not line_above or _HEADING.search(line_above) is not None
        return start if has_gap else line

    def _blank_lines_before(self, start: int) -> int:
        while start and not self.text[self._line_start(start - 1) : start].strip():
            start = self._line_start(start - 1)
        return start

    def _blank_lines_after(self, end: int) -> int:
        while end < len(self.text) and not self.text[end : self._after_line(end)].strip():
            end = self._after_line(end)
        return end

    # --- lines ---

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _after_line(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)

    def _lines_after(self, offset: int, lines: Sequence[str]) -> Edit:
        """Insert whole lines after the line of an offset."""
        at = self._after_line(offset)
        if at == len(self.text) and not self.text.endswith("\n"):
            return Edit(at, at, "".join(f"{self.newline}{line}" for line in self._split(lines)))
        return Edit(at, at, "".join(f"{line}{self.newline}" for line in self._split(lines)))

    @staticmethod
    def _split(lines: Sequence[str]) -> list[str]:
        return [part for line in lines for part in line.split("\n")]

    def _end_of_entry(self, entry: EntryNode, column: int) -> int:
        return self._with_inner_comments(entry.end, column)

    def _end_of_item(self, node: Node, column: int) -> int:
        return self._with_inner_comments(node.end, column)

    def _with_inner_comments(self, end: int, column: int) -> int:
        """Include the comments below a value that are indented deeper than its key or its dash."""
        last = end
        line = self._after_line(end)
        while line < len(self.text):
            after = self._after_line(line)
            content = self.text[line:after]
            stripped = content.strip()
            if stripped.startswith("#") and len(content) - len(content.lstrip(" ")) > column:
                last = line + len(content.rstrip("\r\n"))
            elif stripped:
                break
            line = after
        return last

    def _dashes(self, node: ListNode) -> list[int]:
        """Where the dashes of the items of a block list are."""
        column = self._column(node.start)
        dashes = [node.start]
        for before, item in zip(node.items, node.items[1:], strict=False):
            line = self._after_line(before.end)
            while line <= item.start and not (
                self.text[line : line + column].isspace() is (column > 0)
                and self.text[line + column : line + column + 1] == "-"
            ):
                line = self._after_line(line)
            dashes.append(line + column)
        return dashes

    def _has_gaps(self, starts: Sequence[int]) -> bool:
        """Whether most entries or items have an empty line above them, or above their comments."""
        gaps = Counter(self._has_gap(start) for start in starts[1:])
        return gaps[True] > 0 and gaps[True] >= gaps[False]

    def _has_gaps_between_sections(self, root: MappingNode) -> bool:
        lists = [entry.value for entry in root.entries if isinstance(entry.value, ListNode) and not entry.value.is_flow]
        return self._has_gaps([entry.start for entry in root.entries]) or any(
            self._has_gaps(self._dashes(node)) for node in lists
        )

    def _has_gap(self, start: int) -> bool:
        line = self._line_start(start)
        while line:
            above = self._line_start(line - 1)
            content = self.text[above:line].strip()
            if not content.startswith("#"):
                return not content
            line = above
        return False

    def _indents_lists(self) -> bool:
        """Whether lists are indented below their keys, judged by the first list."""
        if not isinstance(self.root, MappingNode):
            return True
        for entry in self.root.entries:
            if isinstance(entry.value, ListNode) and not entry.value.is_flow:
                return self._column(entry.value.start) > self._column(entry.start)
        return True

    def _closed_block(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """If lines follow a block scalar that ended with the file, without a line end: keep it from gaining one."""
        if self.text.endswith("\n") or not any(edit.start == len(self.text) for edit in edits):
            return
        last = _last_scalar(self.root)
        if last is not None and last.is_block and last.end == len(self.text):
            found = _BLOCK_HEADER.match(self.text, last.start)
            if found:
                digits = "".join(char for char in found.group() if char.isdigit())
                yield Edit(found.start(), found.end(), f"{last.style}-{digits}")


def _last_scalar(node: Node) -> ScalarNode | None:
    while not isinstance(node, ScalarNode):
        if node.is_flow:
            return None
        parts: Sequence[Node] = [entry.value for entry in node.entries] if isinstance(node, MappingNode) else node.items
        if not parts:
            return None
        node = parts[-1]
    return node
