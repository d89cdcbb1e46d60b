"""`errcat fmt`: the canonical order and layout of a catalog. Comments stay with their entry; no value changes."""

from __future__ import annotations

from errcat.editing.layout_parts import BlockParts, Part, PartsReader, UnusualLayoutError
from errcat.editing.layout_writer import written
from errcat.editing.nodes import MappingNode, Node
from errcat.editing.workspace import Contents, Workspace, encoded, is_same, newline_of
from errcat.errors import RunError
from errcat.model.generated_fields import FIELDS
from errcat.reading import load_bytes

_CATALOG = "catalog"
_NO_FIELDS = ""
_MAP_OF = "map of "


def formatted(workspace: Workspace) -> Contents:
    """Return the files of a catalog in the canonical layout."""
    after = tuple(
        (name, encoded(_formatted_text(document.source.text, root, name), has_bom=document.source.has_bom))
        for (name, _data), document, root in zip(workspace.contents, workspace.documents, workspace.trees, strict=True)
    )
    loaded = load_bytes(after)
    for document, new in zip(workspace.documents, loaded.documents, strict=True):
        if not loaded.complete or len(new.patches) or not is_same(document.data, new.data):
            raise RunError("edit-not-safe", path=document.source.name)
    return after


def _formatted_text(text: str, root: Node | None, name: str) -> str:
    """Return a file in the canonical layout. JSON, and a catalog in braces, stay as they are."""
    if not isinstance(root, MappingNode) or root.is_flow or not root.entries:
        return text
    try:
        header, block, footer = PartsReader(text).document(root)
    except UnusualLayoutError:
        raise RunError("edit-not-safe", path=name) from None
    _sort(block, _CATALOG)
    return written(header, block, footer, newline_of(text))


def _sort(block: BlockParts, kind: str) -> None:
    """Sort the fields as the format does. Other fields stay at the end, in their order."""
    if not block.is_list and kind in FIELDS:
        rank = {name: number for number, name in enumerate(FIELDS[kind])}
        block.parts.sort(key=lambda part: rank.get(part.name, len(rank)))
    for part in block.parts:
        if isinstance(part.value, BlockParts):
            _sort(part.value, kind if block.is_list else _kind_of(part, part.value, kind))


def _kind_of(part: Part, value: BlockParts, kind: str) -> str:
    """Return the kind of the mappings in a value, if the format describes it."""
    if kind.startswith(_MAP_OF):
        return kind.removeprefix(_MAP_OF)
    fields = FIELDS.get(kind)
    described = fields.get(part.name) if fields else None
    if described is None or not described.holds:
        return _NO_FIELDS
    return f"{_MAP_OF}{described.holds}" if described.is_map and not value.is_list else described.holds
