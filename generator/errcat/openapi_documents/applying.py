"""Changes of a document: from the codes that operations list to their responses, in place or as an overlay."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat.errors import RunError
from errcat.findings.source import Edit, apply_edits
from errcat.openapi_documents.operations import CODES_KEY, KnownErrors, Operation, operations
from errcat.openapi_documents.responses import OpenApiFragment, expected_responses
from errcat.openapi_documents.splices import DocumentStyle, has_comment, put
from errcat.openapi_documents.tree import Tree, read

RESPONSES = "responses"


@dataclass(frozen=True, slots=True)
class ResponseChange:
    """The changed responses of an operation; None removes a status."""

    operation: Operation
    responses: Mapping[str, Any]
    handwritten: tuple[str, ...]
    """Statuses with a response that someone wrote by hand, or added a comment to."""

    @property
    def removed(self) -> list[str]:
        """The statuses that are removed."""
        return [status for status, response in self.responses.items() if response is None]


def response_changes(
    tree: Tree, known: KnownErrors, fragment: OpenApiFragment, *, default: bool
) -> Iterator[ResponseChange]:
    """Yield the changes of each operation."""
    for operation in operations(tree):
        existing = responses_by_status(operation)
        errors = known.errors_of(operation)
        if not errors and not operation.has_list:
            continue  # references to the built document are handwritten here, and stay
        own_statuses = {status for status, response in existing.items() if fragment.is_ours(response)}
        own_statuses -= {status for status in own_statuses if has_comment(tree, operation.data[RESPONSES], status)}
        has_other_default = "default" in existing and "default" not in own_statuses
        expected = expected_responses(fragment, errors, default=default and not has_other_default)
        changed: dict[str, Any] = {
            status: None
            for status, response in existing.items()
            if status not in expected and fragment.is_ours(response)
        }
        changed |= {status: item for status, item in expected.items() if existing.get(status) != item}
        handwritten = tuple(status for status in changed if status in existing and status not in own_statuses)
        if changed:
            yield ResponseChange(operation, changed, handwritten)


def responses_by_status(operation: Operation) -> dict[str, Any]:
    """Return the responses of an operation by status, as text."""
    responses = operation.data.get(RESPONSES)
    return {str(status): item for status, item in responses.items()} if isinstance(responses, dict) else {}


def apply_changes(tree: Tree, changes: list[ResponseChange]) -> str:
    """Return the text of the document with all changes, verified by reading it again."""
    style = DocumentStyle(tree)
    edits: list[Edit] = []
    for change in changes:
        edits += _edits(tree, style, change)
    text, applied = apply_edits(tree.text, edits)
    name = tree.document.source.name
    if len(applied) < len(set(edits)) or not _reads_as(text, _expected_data(tree, changes)):
        raise RunError("cannot-splice", path=name, operation=changes[0].operation.name)
    return ("\ufeff" if tree.document.source.has_bom else "") + text


def _reads_as(text: str, expected: Any) -> bool:
    """Whether a text, read again, is exactly this data."""
    try:
        return bool(read("", text.encode("utf-8")).data == expected)
    except RunError:
        return False


def _edits(tree: Tree, style: DocumentStyle, change: ResponseChange) -> list[Edit]:
    data = change.operation.data
    responses = data.get(RESPONSES)
    remaining_statuses = [
        status for status in responses_by_status(change.operation) if change.responses.get(status, "") is not None
    ]
    new_responses = {status: response for status, response in change.responses.items() if response is not None}
    if not isinstance(responses, dict) or not responses:
        return put(tree, style, data, {RESPONSES: new_responses}, CODES_KEY) if new_responses else []
    if not remaining_statuses and not new_responses:
        return put(tree, style, data, {RESPONSES: None})
    if not remaining_statuses:
        return put(tree, style, data, {RESPONSES: new_responses})
    return put(tree, style, responses, change.responses)


def _expected_data(tree: Tree, changes: list[ResponseChange]) -> Any:
    """Return the data of the document with all changes."""
    by_id = {id(change.operation.data): change for change in changes}
    memo: dict[int, Any] = {}

    def changed(value: Any) -> Any:
        if id(value) in memo:
            return memo[id(value)]
        if isinstance(value, dict):
            result = {key: changed(item) for key, item in value.items()}
            change = by_id.get(id(value))
            if change is not None:
                result = _with_responses(result, change)
        elif isinstance(value, list):
            result = [changed(item) for item in value]  # type: ignore[assignment] # one name for both
        else:
            return copy.copy(value)
        memo[id(value)] = result
        return result

    return changed(tree.data)


def _with_responses(operation: dict[str, Any], change: ResponseChange) -> dict[str, Any]:
    old_responses = operation.get(RESPONSES)
    responses: dict[Any, Any] = dict(old_responses) if isinstance(old_responses, dict) else {}
    for status, response in change.responses.items():
        key = next((key for key in responses if str(key) == status), status)
        if response is None:
            del responses[key]
        else:
            responses[key] = response
    rest = {key: value for key, value in operation.items() if key != RESPONSES}
    return {**rest, RESPONSES: responses} if responses else rest


def overlay(tree: Tree, changes: list[ResponseChange], title: str) -> dict[str, Any]:
    """Return the changes as an Overlay 1.0 document, for authors who do not want the document itself to change."""
    actions: list[dict[str, Any]] = []
    for change in changes:
        holder = "$" + "".join(map(_step, change.operation.at.path))
        target = f"{holder}.{RESPONSES}"
        actions += [{"target": f"{target}{_step(status)}", "remove": True} for status in change.removed]
        new_responses = {status: response for status, response in change.responses.items() if response is not None}
        if not isinstance(change.operation.data.get(RESPONSES), dict):
            actions.append({"target": holder, "update": {RESPONSES: new_responses}})
        elif new_responses:
            actions.append({"target": target, "update": new_responses})
    info = {"title": f"Error responses for {title}", "version": str((tree.data.get("info") or {}).get("version", "1"))}
    return {"overlay": "1.0.0", "info": info, "actions": actions}


def _step(name: object) -> str:
    """Spell a step of a JSONPath."""
    text = str(name)
    if text.isidentifier() and text.isascii():
        return f".{text}"
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"
