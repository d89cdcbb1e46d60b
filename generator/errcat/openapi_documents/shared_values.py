"""Values that several places of a document share, through an alias or a merge key.

A change of the responses of an operation must not change what other places have. Where it would, these places get a
copy of their old value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from errcat.findings.source import Edit
from errcat.openapi_documents.document_style import DocumentStyle
from errcat.openapi_documents.layout import YamlAlias
from errcat.openapi_documents.splices import put, written_out
from errcat.openapi_documents.tree import Tree


class Holder(NamedTuple):
    """A place of a value: the mapping or list around it, and its key or number there."""

    container: Any
    key: Any


@dataclass(frozen=True)
class SharedValues:
    """Who has which value."""

    tree: Tree
    style: DocumentStyle
    _holders: Mapping[int, Sequence[Holder]]

    @classmethod
    def of(cls, tree: Tree, style: DocumentStyle, values: Iterable[Any]) -> SharedValues:
        """Find everything that holds one of some values."""
        holders: dict[int, list[Holder]] = {id(value): [] for value in values}
        if tree.references.aliases or tree.references.merges:
            seen: set[int] = set()
            stack: list[Any] = [tree.data]
            while stack:
                container = stack.pop()
                if id(container) in seen:
                    continue
                seen.add(id(container))
                for key, value in container.items() if isinstance(container, dict) else enumerate(container):
                    if isinstance(value, (dict, list)):
                        if id(value) in holders:
                            holders[id(value)].append(Holder(container, key))
                        stack.append(value)
        return cls(tree, style, holders)

    def holders(self, value: Any) -> Sequence[Holder]:
        return self._holders.get(id(value), ())

    def owner(self, value: Any) -> Any:
        """Return the container that has the text of a value; None if nothing shares the value."""
        start = self.tree.layout.bounds(id(value)).start
        for holder in self.holders(value):
            if start in self.tree.layout.marks[id(holder.container)]:
                return holder.container
        return None

    def set_value(self, holder: Holder, value: Any) -> list[Edit]:
        """Give a place its own value."""
        container, key = holder
        if isinstance(container, dict):
            return put(self.tree, self.style, container, {str(key): value})
        start, end = self.tree.layout.marks[id(container)][key], self.tree.layout.ends(id(container))[key]
        return [Edit(start, end, _flow(self.style, value, start))]

    def without_merges(self, source: Any) -> Iterator[Edit]:
        """Write out the entries that merge keys add from a mapping, before this mapping changes."""
        for merge in self.tree.references.merges:
            if not any(part is source for part in merge.sources):
                continue
            own = self.tree.mapping(merge.holder).entries
            added = dict.fromkeys(key for part in merge.sources for key in part if str(key) not in own)
            yield written_out(self.tree, self.style, merge, list(added))


def moved_anchors(tree: Tree, style: DocumentStyle, edits: Sequence[Edit]) -> Iterator[Edit]:
    """For each anchor that edits remove, put it at the first alias that still needs it, with its value."""
    removed = [edit for edit in edits if edit.start < edit.end]
    if not tree.references.aliases or not removed:
        return
    moved: set[int] = set()
    for alias in tree.references.aliases:
        anchor = alias.anchor
        if id(anchor) in moved or _is_in(alias.start, removed) or not _is_in(anchor.start, removed):
            continue
        moved.add(id(anchor))
        yield Edit(alias.start, alias.end, _anchored(tree, style, alias))


def _is_in(offset: int, edits: Sequence[Edit]) -> bool:
    return any(edit.start <= offset < edit.end for edit in edits)


def _anchored(tree: Tree, style: DocumentStyle, alias: YamlAlias) -> str:
    source = tree.text[alias.anchor.start : alias.anchor.end]
    if "\n" not in source:
        return source  # as it was, with its quotes
    return f"&{alias.anchor.name} {_flow(style, alias.anchor.value, alias.start)}"


def _flow(style: DocumentStyle, value: Any, start: int) -> str:
    """A value in braces, after what is before it on its line."""
    return style.flow(value, style.indent(start) + style.unit, style.column(start))
