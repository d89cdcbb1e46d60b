"""`errcat split`: a catalog as a folder, with a file for each group and a file for what all groups share."""

from __future__ import annotations

from dataclasses import replace

from errcat.editing.joining import JoinedCatalog, joined_catalog, require_data, section_block
from errcat.editing.layout_parts import BlockParts, Part
from errcat.editing.layout_writer import written
from errcat.editing.workspace import Contents, Workspace
from errcat.errors import RunError

SHARED_FILE = "_catalog.yaml"
_ERRORS = "errors"


def split(workspace: Workspace) -> Contents:
    """Return the files of the new folder, in the order in which errcat reads them."""
    joined = joined_catalog(workspace)
    errors = joined.sections.get(_ERRORS)
    part = next((part for part in joined.root.parts if part.name == _ERRORS), None)
    block = section_block(part) if part is not None else None
    if part is None or block is None or not isinstance(errors, list):
        raise RunError("nothing-to-split")
    groups = [error.group for error in workspace.catalog.errors]
    names = sorted({group for group in groups if group is not None})
    if not names or len(groups) != len(errors):
        raise RunError("nothing-to-split")
    files = {SHARED_FILE: _shared(joined, part, block, groups)}
    shared_data = dict(joined.sections)
    shared_data[_ERRORS] = [error for error, group in zip(errors, groups, strict=True) if group is None]
    if not shared_data[_ERRORS]:
        del shared_data[_ERRORS]
    require_data(SHARED_FILE, files[SHARED_FILE], shared_data)
    for name in names:
        chosen = [each for each, group in zip(block.parts, groups, strict=True) if group == name]
        section = Part([], _ERRORS, _ERRORS, BlockParts(is_list=True, parts=chosen))
        file = f"{name}.yaml"
        files[file] = _encoded(written([], BlockParts(is_list=False, parts=[section]), [], joined.newline))
        data = {_ERRORS: [error for error, group in zip(errors, groups, strict=True) if group == name]}
        require_data(file, files[file], data)
    return tuple(sorted(files.items()))


def _shared(joined: JoinedCatalog, errors: Part, block: BlockParts, groups: list[str | None]) -> bytes:
    """Return the file with all that belongs to no group."""
    kept = [each for each, group in zip(block.parts, groups, strict=True) if group is None]
    parts = [part for part in joined.root.parts if part is not errors]
    tail = [*joined.root.tail]
    if kept:
        parts.insert(
            joined.root.parts.index(errors),
            replace(errors, value=BlockParts(is_list=True, parts=kept, tail=block.tail)),
        )
    else:  # its comments stay
        comments = [*errors.leading, *([errors.comment.strip()] if errors.comment else []), *block.tail]
        tail = [*[line for line in comments if line], *tail]
    return _encoded(written(joined.header, BlockParts(False, parts, tail), joined.footer, joined.newline))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
