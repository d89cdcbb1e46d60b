"""The JSON that `errcat build --json` writes → the catalog again. The file has everything that the catalog says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from errcat.importing.found.drafts import Collected, Draft
from errcat.importing.found.nodes import DataNode
from errcat.importing.found.pieces import LineRange
from errcat.importing.found.sources import ImportSource
from errcat.importing.readers import json_data
from errcat.model.generated_fields import FIELDS
from errcat.resolved.declared import declared

if TYPE_CHECKING:
    from errcat.resolved.generated_types import ResolvedCatalog

_VERSION = 1
"""The version of the data that this module reads."""
_WRITER = "errcat from "
_HEAD = 200
"""How many characters of a file name its writer."""


def read(file: ImportSource, source: int, collected: Collected) -> bool:
    """Read a file. Return False if it lacks what errcat writes: then it is a data file like any other."""
    if _WRITER not in file.text[:_HEAD]:
        return False
    root = json_data.read(file.text, file.name)
    version = root.get("version")
    if not root.text("generated_by").startswith(_WRITER) or version is None or version.value != _VERSION:
        return False
    try:
        catalog = declared(cast("ResolvedCatalog", root.plain()))
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    _collect(root, catalog, source, collected)
    return True


def _collect(root: DataNode, catalog: dict[str, object], source: int, collected: Collected) -> None:
    entries = catalog.pop("errors")
    del catalog["errcat"]
    catalog.setdefault("codes", {})
    for key, node in _members(root):
        if key == "errors":
            collected.ledger.ignore(source, node.lines, "structure")
            _errors(node, entries, source, collected)
        elif key in catalog:
            _part(key, node, catalog[key], source, collected)
            collected.put_part(key, catalog[key])
        else:
            _left_out(node, source, collected, is_field=key in FIELDS["catalog"])
    collected.ledger.ignore(source, root.lines, "structure")


def _members(node: DataNode) -> Iterable[tuple[str, DataNode]]:
    return node.value.items() if isinstance(node.value, dict) else ()


def _part(key: str, node: DataNode, part: object, source: int, collected: Collected) -> None:
    """Enter the lines of a part of the catalog, each item by its id."""
    collected.ledger.ignore(source, node.lines, "structure")
    items = node.value if isinstance(node.value, list) else []
    for number, item in enumerate(items):
        id = item.text("id")
        collected.keep(source, item.lines, f"{key}.{id}" if id else f"{key}[{number}]")
    for name, item in _members(node):
        if isinstance(part, dict) and name not in part:
            _left_out(item, source, collected, is_field=item.value in (None, [], {}))
        else:
            collected.keep(source, item.lines, f"{key}.{name}")
    if not isinstance(node.value, (list, dict)):
        collected.keep(source, node.lines, key)


def _errors(node: DataNode, entries: object, source: int, collected: Collected) -> None:
    nodes = node.value if isinstance(node.value, list) else []
    for item, entry in zip(nodes, cast("list[Mapping[str, object]]", entries), strict=True):
        draft = Draft(source, item.lines, "record")
        lines = dict(_members(item))
        for name, value in entry.items():
            collected.put_exact(draft, name, value, lines[name].lines if name in lines else item.lines)
        for name, member in lines.items():
            if name not in entry:
                _left_out(member, source, collected, is_field=name in FIELDS["error"])
        collected.exact.append(draft)


def _left_out(node: DataNode, source: int, collected: Collected, *, is_field: bool) -> None:
    """Account for a key whose value the catalog doesn't have to say."""
    is_absent = is_field and node.value in (None, [], {})
    collected.ledger.ignore(source, LineRange(*node.lines), "absent" if is_absent else "derived")
