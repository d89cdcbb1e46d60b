"""The changes of a document as an OpenAPI Overlay 1.0 document, for authors who keep the document itself unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from errcat.openapi_documents.applying import RESPONSES, ResponseChange
from errcat.openapi_documents.tree import Tree


def overlay(tree: Tree, changes: Sequence[ResponseChange], title: str) -> dict[str, Any]:
    """Return the changes as an Overlay document."""
    info = {"title": f"Error responses for {title}", "version": str((tree.data.get("info") or {}).get("version", "1"))}
    actions = [action for change in changes if change.responses for action in _actions(change)]
    return {"overlay": "1.0.0", "info": info, "actions": actions}


def _actions(change: ResponseChange) -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = []
    new_responses = {status: response for status, response in change.responses.items() if response is not None}
    for operation in change.operations:
        holder = "$" + "".join(map(_step, operation.at.path))
        target = f"{holder}.{RESPONSES}"
        actions += [{"target": f"{target}{_step(status)}", "remove": True} for status in change.removed]
        if not isinstance(operation.data.get(RESPONSES), dict):
            actions.append({"target": holder, "update": {RESPONSES: new_responses}})
        elif new_responses:
            actions.append({"target": target, "update": new_responses})
    return actions


def _step(name: object) -> str:
    """Spell a step of a JSONPath."""
    text = str(name)
    if text.isidentifier() and text.isascii():
        return f".{text}"
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"
