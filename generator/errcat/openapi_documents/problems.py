"""What is wrong with the errors that a document documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat import envelope
from errcat.findings.finding import Place, Problem
from errcat.model.references import Guesses
from errcat.openapi_documents.applying import RESPONSES, changes, responses_of
from errcat.openapi_documents.operations import Known, Operation, dereferenced, operations
from errcat.openapi_documents.responses import Fragment
from errcat.openapi_documents.tree import Tree
from errcat.resolved.openapi_components import is_http, statuses_of
from errcat.resolved.resolve import Resolved
from errcat.text.suggestions import listed

_ERRORS = re.compile(r"[45][0-9X]{2}|default", re.IGNORECASE)


def problems(tree: Tree, known: Known, fragment: Fragment, *, default: bool) -> Iterator[Problem]:
    """Everything, operation by operation."""
    guesses = Guesses(known.words)
    shown = _Shown(tree, known, fragment, guesses)
    reported: set[Place] = set()
    reported_for: set[tuple[str, object]] = set()
    stale = {id(change.operation.data): change for change in changes(tree, known, fragment, default=default)}
    for operation in operations(tree):
        responses = responses_of(operation)
        if not operation.listed and not any(_ERRORS.fullmatch(status) for status in responses):
            yield Problem("operation-without-errors", operation.at.at_key, {"operation": operation.name})
        for code, at in operation.listed:
            if at not in reported:
                reported.add(at)
                yield from _about_code(code, at, known, guesses)
        change = stale.get(id(operation.data))
        if change is not None and known.of(operation):
            at = operation.at / RESPONSES if isinstance(operation.data.get(RESPONSES), dict) else operation.at
            statuses = listed(sorted(change.responses))
            yield Problem(
                "responses-out-of-date",
                at.at_key,
                {"operation": operation.name, "statuses": statuses, "file": tree.document.source.name},
                help="by-hand" if change.by_hand else "",
            )
        # several operations may refer to one response: what is wrong with it is said once
        for problem in shown.problems(operation):
            if (problem.rule, problem.at) not in reported_for:
                reported_for.add((problem.rule, problem.at))
                yield problem


def _about_code(code: str, at: Place, known: Known, guesses: Guesses) -> Iterator[Problem]:
    found = known.find(code)
    retired = known.retired.get(code)
    if not found and retired is not None:
        instead = retired["replaced_by"] or ""
        yield Problem("retired-error-listed", at, {"code": code, "instead": instead}, help="" if instead else "gone")
    elif not found:
        yield _unknown(code, at, guesses)
    elif all(error["deprecated"] for error in found):
        instead = found[0]["deprecated"]["replaced_by"] or ""
        yield Problem("deprecated-error-listed", at, {"code": code, "instead": instead}, help="" if instead else "gone")


def _unknown(code: str, at: Place, guesses: Guesses) -> Problem:
    near = guesses.closest(code)
    return Problem("unknown-error-code", at, {"code": code, "similar": near}, help="similar" if near else "")


@dataclass(frozen=True)
class _Shown:
    """Looks for codes in what the responses of a document show."""

    tree: Tree
    known: Known
    fragment: Fragment
    guesses: Guesses

    def problems(self, operation: Operation) -> Iterator[Problem]:
        """Codes of other statuses, and of no catalog."""
        for status, response in responses_of(operation).items():
            at = operation.at / RESPONSES / _as_key(operation, status)
            yield from self._referred(response, status, at)
            body, body_at = dereferenced(self.tree, response, at)
            content = body.get("content") if isinstance(body, dict) else None
            if isinstance(content, dict) and _ERRORS.fullmatch(status):
                for media_type, media in content.items():
                    if isinstance(media, dict):
                        yield from self._shown(media, status, body_at / "content" / media_type)

    def _referred(self, response: Any, status: str, at: Place) -> Iterator[Problem]:
        if not isinstance(response, dict) or not isinstance(response.get("$ref"), str):
            return
        key = response["$ref"].rpartition("/")[2]
        error = next((one for one in self.known.errors if one["names"]["openapi"] == key), None)
        if error is not None and self.fragment.is_ours(response) and not _may_have(error, status):
            yield _other_status(error["code"], [error], status, at / "$ref")

    def _shown(self, media: dict[str, Any], status: str, at: Place) -> Iterator[Problem]:
        shape = envelope.shape_of(self.fragment.resolved["envelope"]["body"])
        for example, example_at in _examples(media, at):
            for code, code_at in _codes(shape, example, example_at):
                found = self.known.find(code)
                if not found:
                    yield _unknown(code, code_at, self.guesses)
                elif not any(_may_have(error, status) for error in found):
                    yield _other_status(code, found, status, code_at)
        for code, code_at in _enumerated(shape, media.get("schema"), at / "schema"):
            if not self.known.find(code):
                yield _unknown(code, code_at, self.guesses)


def _as_key(operation: Operation, status: str) -> Any:
    """A status as the document's own data has it: a number, where it was written without quotes."""
    return next(key for key in operation.data[RESPONSES] if str(key) == status)


def _may_have(error: Resolved, status: str) -> bool:
    statuses = statuses_of(error)
    if not statuses or not (status.isdecimal() and is_http(int(status))):
        return not statuses or status.lower() == "default" or any(str(one)[0] == status[0] for one in statuses)
    return int(status) in statuses


def _other_status(code: str, errors: Any, status: str, at: Place) -> Problem:
    statuses = sorted({one for error in errors for one in statuses_of(error)})
    values = {"code": code, "status": status, "statuses": ", ".join(map(str, statuses))}
    return Problem("error-of-another-status", at, values)


def _examples(media: Mapping[str, Any], at: Place) -> Iterator[tuple[Any, Place]]:
    if "example" in media:
        yield media["example"], at / "example"
    examples = media.get("examples")
    for name, one in examples.items() if isinstance(examples, dict) else ():
        if isinstance(one, dict) and "value" in one:
            yield one["value"], at / "examples" / name / "value"


def _codes(shape: envelope.Shape, body: Any, at: Place) -> Iterator[tuple[str, Place]]:
    """The codes of a body, at the places where the envelope has them."""
    for marker, path in envelope.markers(shape):
        if marker.name != "code":
            continue
        value, place = body, at
        for step in path:
            is_there = step in value if isinstance(value, dict) else isinstance(value, list) and len(value) > 0
            if not is_there:
                value = None
                break
            # of a list, the first item: an example has one
            value, place = (value[step], place / step) if isinstance(value, dict) else (value[0], place / 0)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            yield str(value), place


def _enumerated(shape: envelope.Shape, schema: Any, at: Place) -> Iterator[tuple[str, Place]]:
    """The codes that a schema names, at the places where the envelope has them."""
    for marker, path in envelope.markers(shape):
        value, place = schema, at
        for step in path:
            key = "items" if isinstance(step, int) else "properties"
            value = value.get(key) if isinstance(value, dict) else None
            place = place / key
            if isinstance(step, str):
                value = value.get(step) if isinstance(value, dict) else None
                place = place / step
        if marker.name == "code" and isinstance(value, dict):
            every = value.get("enum")
            for number, code in enumerate(every if isinstance(every, list) else ()):
                yield str(code), place / "enum" / number
            if "const" in value:
                yield str(value["const"]), place / "const"
