"""What is wrong with the errors in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat import envelope
from errcat.findings.finding import Place, Problem
from errcat.model.references import Guesses
from errcat.openapi_documents.applying import RESPONSES, response_changes, responses_by_status
from errcat.openapi_documents.operations import KnownErrors, Operation, dereference, operations
from errcat.openapi_documents.responses import OpenApiFragment
from errcat.openapi_documents.tree import Tree
from errcat.resolved.generated_types import ResolvedError
from errcat.resolved.openapi_components import is_http, statuses_of
from errcat.text.suggestions import listed

_ERRORS = re.compile(r"[45][0-9X]{2}|default", re.IGNORECASE)


def problems(tree: Tree, known: KnownErrors, fragment: OpenApiFragment, *, default: bool) -> Iterator[Problem]:
    """Yield all problems of a document, operation by operation."""
    guesses = Guesses(known.names)
    example_codes = _ExampleCodes(tree, known, fragment, guesses)
    reported: set[Place] = set()
    reported_for: set[tuple[str, object]] = set()
    changes_by_operation = {
        id(change.operation.data): change for change in response_changes(tree, known, fragment, default=default)
    }
    for operation in operations(tree):
        responses = responses_by_status(operation)
        if not operation.listed and not any(_ERRORS.fullmatch(status) for status in responses):
            yield Problem("operation-without-errors", operation.at.at_key, {"operation": operation.name})
        for code, at in operation.listed:
            if at not in reported:
                reported.add(at)
                yield from _code_problems(code, at, known, guesses)
        change = changes_by_operation.get(id(operation.data))
        if change is not None and known.errors_of(operation):
            at = operation.at / RESPONSES if isinstance(operation.data.get(RESPONSES), dict) else operation.at
            statuses = listed(sorted(change.responses))
            yield Problem(
                "responses-out-of-date",
                at.at_key,
                {"operation": operation.name, "statuses": statuses, "file": tree.document.source.name},
                help="by-hand" if change.handwritten else "",
            )
        # several operations may refer to the same response, whose problems are reported once
        for problem in example_codes.problems(operation):
            if (problem.rule, problem.at) not in reported_for:
                reported_for.add((problem.rule, problem.at))
                yield problem


def _code_problems(code: str, at: Place, known: KnownErrors, guesses: Guesses) -> Iterator[Problem]:
    errors = known.find(code)
    retired = known.retired.get(code)
    if not errors and retired is not None:
        replacement = retired["replaced_by"] or ""
        yield Problem(
            "retired-error-listed", at, {"code": code, "instead": replacement}, help="" if replacement else "gone"
        )
    elif not errors:
        yield _unknown_code(code, at, guesses)
    elif all(error["deprecated"] for error in errors):
        deprecated = errors[0]["deprecated"]
        replacement = (deprecated["replaced_by"] if deprecated else None) or ""
        yield Problem(
            "deprecated-error-listed", at, {"code": code, "instead": replacement}, help="" if replacement else "gone"
        )


def _unknown_code(code: str, at: Place, guesses: Guesses) -> Problem:
    similar_code = guesses.closest(code)
    return Problem(
        "unknown-error-code", at, {"code": code, "similar": similar_code}, help="similar" if similar_code else ""
    )


@dataclass(frozen=True)
class _ExampleCodes:
    """Checks the codes in the examples and schemas of a document's responses."""

    tree: Tree
    known: KnownErrors
    fragment: OpenApiFragment
    guesses: Guesses

    def problems(self, operation: Operation) -> Iterator[Problem]:
        """Report unknown codes, and codes whose error has another status."""
        for status, response in responses_by_status(operation).items():
            at = operation.at / RESPONSES / _as_key(operation, status)
            yield from self._reference_problems(response, status, at)
            body, body_at = dereference(self.tree, response, at)
            content = body.get("content") if isinstance(body, dict) else None
            if isinstance(content, dict) and _ERRORS.fullmatch(status):
                for media_type, media in content.items():
                    if isinstance(media, dict):
                        yield from self._content_problems(media, status, body_at / "content" / media_type)

    def _reference_problems(self, response: Any, status: str, at: Place) -> Iterator[Problem]:
        if not isinstance(response, dict) or not isinstance(response.get("$ref"), str):
            return
        key = response["$ref"].rpartition("/")[2]
        error = next((error for error in self.known.errors if error["names"]["openapi"] == key), None)
        if error is not None and self.fragment.is_ours(response) and not _may_have(error, status):
            yield _other_status(error["code"], [error], status, at / "$ref")

    def _content_problems(self, media: dict[str, Any], status: str, at: Place) -> Iterator[Problem]:
        shape = envelope.shape_of(self.fragment.resolved["envelope"]["body"])
        for example, example_at in _examples(media, at):
            for code, code_at in _codes(shape, example, example_at):
                errors = self.known.find(code)
                if not errors:
                    yield _unknown_code(code, code_at, self.guesses)
                elif not any(_may_have(error, status) for error in errors):
                    yield _other_status(code, errors, status, code_at)
        for code, code_at in _enumerated(shape, media.get("schema"), at / "schema"):
            if not self.known.find(code):
                yield _unknown_code(code, code_at, self.guesses)


def _as_key(operation: Operation, status: str) -> Any:
    """Return a status as the key of the document's data: a number if it is written without quotes."""
    return next(key for key in operation.data[RESPONSES] if str(key) == status)


def _may_have(error: ResolvedError, status: str) -> bool:
    statuses = statuses_of(error)
    if not statuses or not (status.isdecimal() and is_http(int(status))):
        return (
            not statuses
            or status.lower() == "default"
            or any(str(known_status)[0] == status[0] for known_status in statuses)
        )
    return int(status) in statuses


def _other_status(code: str, errors: Any, status: str, at: Place) -> Problem:
    statuses = sorted({status_ for error in errors for status_ in statuses_of(error)})
    values = {"code": code, "status": status, "statuses": ", ".join(map(str, statuses))}
    return Problem("error-of-another-status", at, values)


def _examples(media: Mapping[str, Any], at: Place) -> Iterator[tuple[Any, Place]]:
    if "example" in media:
        yield media["example"], at / "example"
    examples = media.get("examples")
    for name, example in examples.items() if isinstance(examples, dict) else ():
        if isinstance(example, dict) and "value" in example:
            yield example["value"], at / "examples" / name / "value"


def _codes(shape: envelope.Shape, body: Any, at: Place) -> Iterator[tuple[str, Place]]:
    """Yield the codes of a body, where the envelope has them."""
    for marker, path in envelope.markers(shape):
        if marker.name != "code":
            continue
        value, place = body, at
        for step in path:
            exists = step in value if isinstance(value, dict) else isinstance(value, list) and len(value) > 0
            if not exists:
                value = None
                break
            # for a list, its first item, because an example has a single item
            value, place = (value[step], place / step) if isinstance(value, dict) else (value[0], place / 0)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            yield str(value), place


def _enumerated(shape: envelope.Shape, schema: Any, at: Place) -> Iterator[tuple[str, Place]]:
    """Yield the codes that a schema names, where the envelope has them."""
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
            codes = value.get("enum")
            for number, code in enumerate(codes if isinstance(codes, list) else ()):
                yield str(code), place / "enum" / number
            if "const" in value:
                yield str(value["const"]), place / "const"
