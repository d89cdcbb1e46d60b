"""The OpenAPI document that `errcat build --openapi` writes → its errors, from the `x-error` of each response.

The document says what is sent, so it has no texts about categories, groups and types: their ids are declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from errcat.importing.exports.named_parts import named_parts
from errcat.importing.found.drafts import Collected, Draft
from errcat.importing.found.nodes import DataNode
from errcat.importing.found.sources import ImportSource
from errcat.importing.readers import json_data, yaml_data
from errcat.model.generated_fields import FIELDS
from errcat.resolved.declared import declared_errors

if TYPE_CHECKING:
    from errcat.resolved.generated_types import ResolvedCatalog

_MARK = "x-error-catalog"
_SEAL = "(errcat-seal:"
_HEAD = 500
"""How many characters of a file name its writer."""
_ERROR = "x-error"


def read(file: ImportSource, source: int, collected: Collected) -> bool:
    """Read a document. Return False if errcat did not write it."""
    if _SEAL not in file.text[:_HEAD] or _MARK not in file.text:
        return False
    if file.text.lstrip().startswith("{"):
        root = json_data.read(file.text, file.name)
    else:
        root = yaml_data.read(file.text, file.name)[0]
    nodes = [
        found
        for response in _members(root.get("components", "responses")).values()
        if (found := response.get(_ERROR)) is not None and isinstance(found.value, dict)
    ]
    if not nodes:
        return False
    schemas = _members(root.get("components", "schemas"))
    records = [_complete(node, schemas) for node in nodes]
    try:
        entries = declared_errors(cast("ResolvedCatalog", {"errors": records, "categories": []}))
    except (AttributeError, KeyError, TypeError):
        return False
    drafts = [_draft(node, entry, source, collected) for node, entry in zip(nodes, entries, strict=True)]
    collected.exact += drafts
    for part, ids in named_parts(drafts).items():
        collected.put_part(part, ids)
    _api(root, source, collected)
    collected.ledger.ignore(source, root.lines._replace(first=1), "generated")
    return True


def _members(node: DataNode | None) -> Mapping[str, DataNode]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _complete(node: DataNode, schemas: Mapping[str, DataNode]) -> dict[str, Any]:
    """Return a record with the keys that the document leaves out because they have no value."""
    found = cast("dict[str, Any]", node.plain())
    empty: dict[str, Any] = {
        name: [] if (field.is_list and name != "status") or name == "params" else {} if field.is_map else None
        for name, field in FIELDS["error"].items()
    }
    record = {**empty, "severity": "error", "visibility": "public", "stability": "stable", **found}
    record["params"] = [
        {"optional": False, "in_message": False, "type": "string", **param} for param in record["params"]
    ]
    record["see_also"] = [{"name": None, **related} for related in record["see_also"]]
    if _reference(record["details"]):
        record["details"] = _inlined(record["details"], schemas)
    return record


def _reference(schema: object) -> str:
    target = schema.get("$ref") if isinstance(schema, dict) else None
    return target.rpartition("/")[2] if isinstance(target, str) else ""


def _inlined(schema: object, schemas: Mapping[str, DataNode]) -> object:
    """Return the schema of details; None if it refers to others, because those have names of the document."""
    name = _reference(schema)
    found = schemas[name].plain() if name in schemas else None
    if not isinstance(found, dict) or "$ref" in str(found):
        return None
    return {key: value for key, value in found.items() if (key, value) != ("title", name)}


def _draft(node: DataNode, entry: Mapping[str, object], source: int, collected: Collected) -> Draft:
    draft = Draft(source, node.lines, "record")
    members = _members(node)
    for name, value in entry.items():
        collected.put_exact(draft, name, value, members[name].lines if name in members else node.lines)
    for name, member in members.items():
        if name == "details" and name not in entry:
            collected.ledger.unclear(source, member.lines, "reference", "details")
        elif name not in entry:
            collected.ledger.ignore(source, member.lines, "derived")
    return draft


def _api(root: DataNode, source: int, collected: Collected) -> None:
    contact = root.get("info", "contact")
    name = root.text("info", "contact", "name")
    if not name or contact is None:
        return
    api: dict[str, object] = {"name": name}
    if version := root.text(_MARK, "version"):
        api["version"] = version
    if address := root.text("externalDocs", "url"):
        api["docs_url"] = address
    if support := {key: text for key in ("email", "url") if (text := contact.text(key))}:
        api["support"] = support
    collected.put_part("api", api)
    collected.keep(source, contact.lines, "api")
