"""`errcat join`: the files of a folder as a single file. All comments come along, and no value changes."""

from __future__ import annotations

from typing import NamedTuple

from errcat.editing.layout_parts import BlockParts, Leaf, Part, PartsReader, UnusualLayoutError
from errcat.editing.layout_writer import written
from errcat.editing.nodes import ListNode, MappingNode, Node
from errcat.editing.sections import TOP_LEVEL
from errcat.editing.workspace import Workspace, is_same, newline_of
from errcat.errors import RunError
from errcat.findings.document import Document
from errcat.findings.finding import Place
from errcat.reading import load_bytes

_VERSION = "errcat"


class JoinedCatalog(NamedTuple):
    """All files of a catalog as the parts of a single file."""

    header: list[str]
    root: BlockParts
    footer: list[str]
    newline: str
    sections: dict[str, object]
    """The data of the sections."""


def join(workspace: Workspace, name: str) -> bytes:
    """Return the catalog as a single file."""
    joined = joined_catalog(workspace)
    data = written(joined.header, joined.root, joined.footer, joined.newline).encode("utf-8", "surrogatepass")
    require_data(name, data, joined.sections)
    return data


def joined_catalog(workspace: Workspace) -> JoinedCatalog:
    """Return the parts of all files of a catalog, by section."""
    header: list[str] = []
    footer: list[str] = []
    root = BlockParts(is_list=False)
    sections: dict[str, object] = {}
    for document, tree in zip(workspace.documents, workspace.trees, strict=True):
        if not isinstance(tree, MappingNode) or not tree.entries:
            continue
        own_header, block, own_footer = _parts_of(document, tree)
        if root.parts:
            _first_part(block).leading[:0] = [line for line in own_header if line != "---"]
        else:
            header = own_header
        footer += [line for line in own_footer if line != "..."]
        for part in block.parts:
            _add(root, part, document.source.name)
        _add_data(sections, document)
        root.tail += block.tail
    if len(workspace.documents) > 1:
        rank = {section: number for number, section in enumerate(TOP_LEVEL)}
        root.parts.sort(key=lambda part: rank.get(part.name, len(rank)))
    return JoinedCatalog(header, root, footer, newline_of(workspace.documents[0].source.text), sections)


def require_data(name: str, file: bytes, expected: object) -> None:
    """Refuse to write a file whose data is not what it must be."""
    loaded = load_bytes([(name, file)])
    document = loaded.documents[0]
    if not loaded.complete or len(document.patches) or not is_same(document.data, expected):
        raise RunError("edit-not-safe", path=name)


def _parts_of(document: Document, tree: MappingNode) -> tuple[list[str], BlockParts, list[str]]:
    text = document.source.text
    try:
        if tree.is_flow:
            return [], _block_of_flow(text, tree), []
        return PartsReader(text).document(tree)
    except UnusualLayoutError:
        raise RunError("edit-not-safe", path=document.source.name) from None


def _block_of_flow(text: str, node: MappingNode | ListNode) -> BlockParts:
    """Return a mapping in braces, or a list in brackets, as a block with a line for each of its parts."""
    if isinstance(node, MappingNode):
        keys = [entry.key for entry in node.entries]
        parts = [
            Part([], text[key.start : key.end], key.value, _flow_leaf(text, entry.value))
            for key, entry in zip(keys, node.entries, strict=True)
        ]
        ranges = [(entry.start, entry.end) for entry in node.entries]
    else:
        parts = [Part([], "", "", _flow_leaf(text, item)) for item in node.items]
        ranges = [(item.start, item.end) for item in node.items]
    at = 0
    for start, end in [*ranges, (len(text), len(text))]:
        if "#" in text[at:start]:  # a comment that belongs to no part
            raise UnusualLayoutError
        at = end
    return BlockParts(not isinstance(node, MappingNode), parts)


def _flow_leaf(text: str, node: Node) -> Leaf:
    return Leaf(node, text[node.start : node.end], _indent_at(text, node.start))


def _indent_at(text: str, offset: int) -> int:
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return len(line) - len(line.lstrip(" "))


def _first_part(block: BlockParts) -> Part:
    """Return the part that the comments at the start of a file belong to: the first that is not its version."""
    return next((part for part in block.parts if part.name != _VERSION), block.parts[0])


def _add(root: BlockParts, part: Part, file: str) -> None:
    earlier = next((other for other in root.parts if other.name == part.name), None)
    if earlier is None:
        root.parts.append(part)
        return
    if part.name == _VERSION:
        return
    value, more = section_block(earlier, file), section_block(part, file)
    if value is None or more is None or value.is_list is not more.is_list:
        raise RunError("edit-not-safe", path=file)
    comments = [*part.leading, *([part.comment.strip()] if part.comment else [])]
    more.parts[0].leading[:0] = [*value.tail, *comments]
    value.tail = more.tail
    value.parts += more.parts
    earlier.value = value


def section_block(part: Part, file: str = "") -> BlockParts | None:
    """Return the value of a section as a block; None if it has no parts."""
    value = part.value
    if isinstance(value, BlockParts):
        return value
    node = value.node
    if not isinstance(node, MappingNode | ListNode) or not (
        node.entries if isinstance(node, MappingNode) else node.items
    ):
        return None
    try:
        return _block_of_flow(" " * node.start + value.raw, node)  # offsets are those of the whole file
    except UnusualLayoutError:
        raise RunError("edit-not-safe", path=file) from None


def _add_data(sections: dict[str, object], document: Document) -> None:
    for key, value in document.data.items():
        earlier = sections.get(key)
        if key not in sections:
            sections[key] = value
        elif isinstance(earlier, list) and isinstance(value, list):
            sections[key] = [*earlier, *value]
        elif isinstance(earlier, dict) and isinstance(value, dict):
            for id in value:
                if id in earlier:
                    raise _declared_twice(document, key, id)
            sections[key] = {**earlier, **value}
        elif key != _VERSION:
            raise _declared_twice(document, key)


def _declared_twice(document: Document, *path: str) -> RunError:
    """Return the error for what two files declare. `errcat check` says more about it."""
    place = Place(document.number, path)
    return RunError("not-editable", path=document.source.name, line=document.line_of(place))
