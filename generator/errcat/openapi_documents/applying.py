"""From the codes that operations list to the responses that they have: the changes of a document, and its overlay."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat.errors import RunError
from errcat.findings.source import Edit, apply_edits
from errcat.openapi_documents.operations import LISTED, Known, Operation, operations
from errcat.openapi_documents.responses import Fragment, wanted
from errcat.openapi_documents.splices import YamlStyle, has_comment, put
from errcat.openapi_documents.tree import Tree, read

RESPONSES = "responses"


@dataclass(frozen=True, slots=True)
class ResponseChange:
    """What becomes of the responses of one operation; None takes a status out."""

    operation: Operation
    responses: Mapping[str, Any]
    by_hand: tuple[str, ...]
    """Statuses whose responses somebody wrote by hand, or wrote a comment in."""

    @property
    def gone(self) -> list[str]:
        """The statuses that are taken out."""
        return [status for status, response in self.responses.items() if response is None]


def changes(tree: Tree, known: Known, fragment: Fragment, *, default: bool) -> Iterator[ResponseChange]:
    """What is to be changed, operation by operation."""
    for operation in operations(tree):
        existing = responses_of(operation)
        errors = known.of(operation)
        if not errors and not operation.has_list:
            continue  # what refers to the built document there was written by hand, and stays
        ours = {status for status, response in existing.items() if fragment.is_ours(response)}
        ours -= {status for status in ours if has_comment(tree, operation.data[RESPONSES], status)}
        has_other_default = "default" in existing and "default" not in ours
        target = wanted(fragment, errors, default=default and not has_other_default)
        found: dict[str, Any] = {
            status: None for status, one in existing.items() if status not in target and fragment.is_ours(one)
        }
        found |= {status: item for status, item in target.items() if existing.get(status) != item}
        by_hand = tuple(status for status in found if status in existing and status not in ours)
        if found:
            yield ResponseChange(operation, found, by_hand)


def responses_of(operation: Operation) -> dict[str, Any]:
    """The responses of an operation, by status as text."""
    written = operation.data.get(RESPONSES)
    return {str(status): item for status, item in written.items()} if isinstance(written, dict) else {}


def applied(tree: Tree, every: list[ResponseChange]) -> str:
    """The text of the document with all changes in it; read again, it is exactly what was meant."""
    style = YamlStyle(tree)
    edits: list[Edit] = []
    for change in every:
        edits += _edits(tree, style, change)
    text, done = apply_edits(tree.text, edits)
    name = tree.document.source.name
    if len(done) < len(set(edits)) or not _says(text, _expected(tree, every)):
        raise RunError("cannot-splice", path=name, operation=every[0].operation.name)
    return ("\ufeff" if tree.document.source.has_bom else "") + text


def _says(text: str, expected: Any) -> bool:
    """Whether a text, read again, is exactly this data."""
    try:
        return bool(read("", text.encode("utf-8")).data == expected)
    except RunError:
        return False


def _edits(tree: Tree, style: YamlStyle, change: ResponseChange) -> list[Edit]:
    data = change.operation.data
    written = data.get(RESPONSES)
    kept = [status for status in responses_of(change.operation) if change.responses.get(status, "") is not None]
    new = {status: response for status, response in change.responses.items() if response is not None}
    if not isinstance(written, dict) or not written:
        return put(tree, style, data, {RESPONSES: new}, LISTED) if new else []
    if not kept and not new:
        return put(tree, style, data, {RESPONSES: None})
    if not kept:
        return put(tree, style, data, {RESPONSES: new})
    return put(tree, style, written, change.responses)


def _expected(tree: Tree, every: list[ResponseChange]) -> Any:
    """The data of the document with all changes in it."""
    by_id = {id(change.operation.data): change for change in every}
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
    before = operation.get(RESPONSES)
    responses: dict[Any, Any] = dict(before) if isinstance(before, dict) else {}
    for status, response in change.responses.items():
        key = next((key for key in responses if str(key) == status), status)
        if response is None:
            del responses[key]
        else:
            responses[key] = response
    rest = {key: value for key, value in operation.items() if key != RESPONSES}
    return {**rest, RESPONSES: responses} if responses else rest


def overlay(tree: Tree, every: list[ResponseChange], title: str) -> dict[str, Any]:
    """The same changes as an Overlay 1.0 document, for whoever does not want the document itself changed."""
    actions: list[dict[str, Any]] = []
    for change in every:
        holder = "$" + "".join(map(_step, change.operation.at.path))
        target = f"{holder}.{RESPONSES}"
        actions += [{"target": f"{target}{_step(status)}", "remove": True} for status in change.gone]
        new = {status: response for status, response in change.responses.items() if response is not None}
        if not isinstance(change.operation.data.get(RESPONSES), dict):
            actions.append({"target": holder, "update": {RESPONSES: new}})
        elif new:
            actions.append({"target": target, "update": new})
    info = {"title": f"Error responses for {title}", "version": str((tree.data.get("info") or {}).get("version", "1"))}
    return {"overlay": "1.0.0", "info": info, "actions": actions}


def _step(name: object) -> str:
    """A step of a JSONPath."""
    text = str(name)
    if text.isidentifier() and text.isascii():
        return f".{text}"
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"
