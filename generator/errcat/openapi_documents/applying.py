"""Changes of a document: from the codes that operations list to their responses, in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from errcat.errors import RunError
from errcat.findings.source import Edit, apply_edits
from errcat.openapi_documents.document_style import DocumentStyle
from errcat.openapi_documents.flow_edits import NotUnderstood
from errcat.openapi_documents.operations import CODES_KEY, KnownErrors, Operation, operations
from errcat.openapi_documents.responses import OpenApiFragment, expected_responses
from errcat.openapi_documents.shared_values import Holder, SharedValues, moved_anchors
from errcat.openapi_documents.splices import has_own_text, put, put_responses
from errcat.openapi_documents.tree import Tree, read

RESPONSES = "responses"


@dataclass(frozen=True, slots=True)
class ResponseChange:
    """The changes of the responses of an operation."""

    operations: tuple[Operation, ...]
    """The operation. If aliases make several of the same text, all of them."""
    responses: Mapping[str, Any]
    """What changes, by status; None removes a status."""
    handwritten: tuple[str, ...]
    """Statuses that differ from the catalog and have a response that somebody wrote or edited by hand."""

    @property
    def operation(self) -> Operation:
        return self.operations[0]

    @property
    def removed(self) -> list[str]:
        """The statuses that are removed."""
        return [status for status, response in self.responses.items() if response is None]

    @property
    def result(self) -> dict[Any, Any]:
        """All responses after the change."""
        old_responses = self.operation.data.get(RESPONSES)
        responses: dict[Any, Any] = dict(old_responses) if isinstance(old_responses, dict) else {}
        for status, response in self.responses.items():
            key = next((key for key in responses if str(key) == status), status)
            if response is None:
                del responses[key]
            else:
                responses[key] = response
        return responses


def response_changes(
    tree: Tree, known: KnownErrors, fragment: OpenApiFragment, *, default: bool, replace: bool = False
) -> Iterator[ResponseChange]:
    """Yield the changes of each operation. Responses that somebody wrote by hand only change with `replace`."""
    groups: dict[int, list[Operation]] = {}
    for operation in operations(tree):
        groups.setdefault(id(operation.data), []).append(operation)
    for group in groups.values():
        change = _change(tree, known, fragment, group, default=default)
        if not replace:
            kept = {status: item for status, item in change.responses.items() if status not in change.handwritten}
            change = ResponseChange(change.operations, kept, change.handwritten)
        if change.responses or change.handwritten:
            yield change


def _change(
    tree: Tree, known: KnownErrors, fragment: OpenApiFragment, group: Sequence[Operation], *, default: bool
) -> ResponseChange:
    """Return what differs from the catalog."""
    operation = group[0]
    errors = known.errors_of(*group)
    if not errors and not any(each.has_list for each in group):
        return ResponseChange(tuple(group), {}, ())  # references to the built document are handwritten here, and stay
    existing = responses_by_status(operation)
    built = {status for status, response in existing.items() if fragment.is_ours(response)}
    own = {status for status in built if not has_own_text(tree, operation.data[RESPONSES], status)}
    has_other_default = "default" in existing and "default" not in own
    expected = expected_responses(fragment, errors, default=default and not has_other_default)
    changed: dict[str, Any] = {status: None for status in existing if status not in expected and status in built}
    changed |= {status: item for status, item in expected.items() if existing.get(status) != item}
    handwritten = tuple(status for status in changed if status in existing and status not in own)
    return ResponseChange(tuple(group), changed, handwritten)


def responses_by_status(operation: Operation) -> dict[str, Any]:
    """Return the responses of an operation by status, as text."""
    responses = operation.data.get(RESPONSES)
    return {str(status): item for status, item in responses.items()} if isinstance(responses, dict) else {}


def apply_changes(tree: Tree, changes: Sequence[ResponseChange]) -> str:
    """Return the text of the document with all changes, verified by reading it again."""
    changes = [change for change in changes if change.responses]
    edits = _all_edits(tree, changes)
    text, applied = apply_edits(tree.text, edits)
    if len(applied) < len(edits) or not _reads_as(text, tree, changes):
        raise _cannot_splice(tree, changes[0])
    return ("\ufeff" if tree.document.source.has_bom else "") + text


def _cannot_splice(tree: Tree, change: ResponseChange) -> RunError:
    return RunError("cannot-splice", path=tree.document.source.name, operation=change.operation.name)


def _reads_as(text: str, before: Tree, changes: Sequence[ResponseChange]) -> bool:
    """Whether a text, read again, has the new responses, and otherwise the data it had before."""
    try:
        after = read("", text.encode("utf-8"))
        changed = [(after.value(each.at), each, change.result) for change in changes for each in change.operations]
    except (RunError, KeyError, TypeError):
        return False
    if any((data.get(RESPONSES) or {}) != result for data, _operation, result in changed):
        return False
    for data, operation, _result in changed:
        _put_back(data, operation.data)
    return bool(after.data == before.data)


def _put_back(data: dict[str, Any], old: Mapping[str, Any]) -> None:
    """Give an operation its old responses."""
    if RESPONSES in old:
        data[RESPONSES] = old[RESPONSES]
    else:
        data.pop(RESPONSES, None)


def _all_edits(tree: Tree, changes: Sequence[ResponseChange]) -> list[Edit]:
    style = DocumentStyle(tree)
    for change in changes:
        tree.value(change.operation.at / RESPONSES if RESPONSES in change.operation.data else change.operation.at)
    results = {id(change.operation.data): change.result for change in changes}
    shared = SharedValues.of(tree, style, [change.operation.data.get(RESPONSES) for change in changes])
    edits: list[Edit] = []
    done: set[int] = set()
    for change in changes:
        old_responses = change.operation.data.get(RESPONSES)
        is_shared = isinstance(old_responses, dict) and len(shared.holders(old_responses)) > 1
        if is_shared and id(old_responses) in done:
            continue
        done.add(id(old_responses))
        try:
            if is_shared:
                by_operation = {id(each.operation.data): each for each in changes}
                edits += _shared_edits(shared, change, by_operation, results)
            else:
                edits += _edits(tree, style, change)
                edits += shared.without_merges(old_responses or change.operation.data)
        except NotUnderstood:
            raise _cannot_splice(tree, change) from None
    return _joined([*edits, *moved_anchors(tree, style, edits)], style.newline)


def _joined(edits: Sequence[Edit], newline: str) -> list[Edit]:
    """Join what is inserted at the same place: deeper lines first, then what replaces the text after it."""
    joined: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end, -_indentation(edit.text))):
        last = joined[-1] if joined else None
        if last is None or last.end > last.start or last.end != edit.start:
            joined.append(edit)
        else:
            text = edit.text.removeprefix(newline) if last.text.endswith("\n") else edit.text
            joined[-1] = Edit(last.start, edit.end, last.text + text)
    return joined


def _indentation(text: str) -> int:
    lines = text.lstrip("\r\n")
    return len(lines) - len(lines.lstrip(" "))


def _shared_edits(
    shared: SharedValues,
    change: ResponseChange,
    changes: Mapping[int, ResponseChange],
    results: Mapping[int, Mapping[Any, Any]],
) -> Iterator[Edit]:
    """Edits of responses that several places share: in place where all places want the same, otherwise copies."""
    old_responses = change.operation.data[RESPONSES]
    owner = shared.owner(old_responses)

    def wanted(holder: Holder) -> Mapping[Any, Any]:
        return results.get(id(holder.container), old_responses) if holder.key == RESPONSES else old_responses

    holders = shared.holders(old_responses)
    kept = next((wanted(holder) for holder in holders if holder.container is owner), old_responses)
    for holder in holders:
        if holder.container is owner:
            if kept is not old_responses:
                yield from _edits(shared.tree, shared.style, changes[id(owner)])
                yield from shared.without_merges(old_responses)
        elif wanted(holder) != kept:
            yield from shared.set_value(holder, wanted(holder))


def _edits(tree: Tree, style: DocumentStyle, change: ResponseChange) -> list[Edit]:
    data, result = change.operation.data, change.result
    if not result:
        return put(tree, style, data, {RESPONSES: None})
    if not isinstance(data.get(RESPONSES), dict):
        return put(tree, style, data, {RESPONSES: result}, after=CODES_KEY)
    return put_responses(tree, style, data, RESPONSES, change.responses)
