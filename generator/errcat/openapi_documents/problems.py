"""What is wrong with the errors in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from errcat import envelope
from errcat.findings.finding import Place, Problem
from errcat.model.references import Guesses
from errcat.openapi_documents.applying import RESPONSES, ResponseChange, response_changes, responses_by_status
from errcat.openapi_documents.operations import KnownErrors, Operation, dereference, operations
from errcat.openapi_documents.responses import OpenApiFragment
from errcat.openapi_documents.tree import Tree
from errcat.resolved.generated_types import ResolvedError
from errcat.resolved.openapi_components import is_http, statuses_of
from errcat.text.suggestions import listed

_CodePath: TypeAlias = "tuple[str | int, ...]"
_ERRORS = re.compile(r"[45][0-9X]{2}|default", re.IGNORECASE)


def problems(tree: Tree, known: KnownErrors, fragment: OpenApiFragment, *, default: bool) -> Iterator[Problem]:
    """Yield all problems of a document, operation by operation."""
    guesses = _CodeGuesses(known)
    example_codes = _ExampleCodes(tree, known, fragment, guesses)
    reported: set[Place] = set()
    changes_by_operation = {
        change.operation.at: change for change in response_changes(tree, known, fragment, default=default)
    }
    for operation in operations(tree):
        responses = responses_by_status(operation)
        has_errors = operation.listed or any(_ERRORS.fullmatch(status) for status in responses)
        if not has_errors and not operation.is_sent:
            yield Problem("operation-without-errors", operation.at.at_key, {"operation": operation.name})
        for code, at in operation.listed:
            if at not in reported:
                reported.add(at)
                yield from _code_problems(code, at, known, guesses)
        change = changes_by_operation.get(operation.at)
        if change is not None:
            yield from _response_problems(change, tree.document.source.name)
        yield from example_codes.problems(operation)


def _response_problems(change: ResponseChange, file: str) -> Iterator[Problem]:
    operation = change.operation
    if change.responses:
        at = operation.at / RESPONSES if isinstance(operation.data.get(RESPONSES), dict) else operation.at
        values = {"operation": operation.name, "statuses": listed(sorted(change.responses)), "file": file}
        yield Problem("responses-out-of-date", at.at_key, values)
    yield from handwritten_problems(change, file)


def handwritten_problems(change: ResponseChange, file: str) -> Iterator[Problem]:
    """Report responses that differ from the catalog and that errcat keeps, because it did not write them."""
    operation = change.operation
    for status in change.handwritten:
        at = operation.at / RESPONSES / _as_key(operation, status)
        values = {"operation": operation.name, "status": status, "file": file}
        yield Problem("handwritten-response", at.at_key, values)


def _code_problems(code: str, at: Place, known: KnownErrors, guesses: _CodeGuesses) -> Iterator[Problem]:
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


class _CodeGuesses:
    """Guesses which code was meant."""

    def __init__(self, known: KnownErrors) -> None:
        self._suggestions = known.suggestions
        self._guesses = Guesses(self._suggestions)

    def closest(self, code: str) -> str:
        """Return the code that was most likely meant; empty if none is close."""
        return self._suggestions.get(self._guesses.closest(code), "")


def _unknown_code(code: str, at: Place, guesses: _CodeGuesses) -> Problem:
    similar_code = guesses.closest(code)
    return Problem(
        "unknown-error-code", at, {"code": code, "similar": similar_code}, help="similar" if similar_code else ""
    )


@dataclass
class _ExampleCodes:
    """Checks the codes in the examples and schemas of a document's responses."""

    tree: Tree
    known: KnownErrors
    fragment: OpenApiFragment
    guesses: _CodeGuesses
    _checked: set[tuple[Place, str]] = field(default_factory=set)

    @cached_property
    def _code_paths(self) -> list[_CodePath]:
        """The paths of the code in a body."""
        shape = envelope.shape_of(self.fragment.resolved["envelope"]["body"])
        return [path for marker, path in envelope.markers(shape) if marker.name == "code"]

    def problems(self, operation: Operation) -> Iterator[Problem]:
        """Report unknown codes, and codes whose error has another status."""
        for key, response in _responses(operation).items():
            status, at = str(key), operation.at / RESPONSES / key
            yield from self._reference_problems(response, status, at)
            if not _ERRORS.fullmatch(status):
                continue
            body, body_at = dereference(self.tree, response, at)
            content = body.get("content") if isinstance(body, dict) else None
            # several operations may refer to the same response, whose problems are reported once
            if isinstance(content, dict) and (body_at, status) not in self._checked:
                self._checked.add((body_at, status))
                for media_type, media in content.items():
                    if isinstance(media, dict):
                        yield from self._content_problems(media, status, body_at / "content" / media_type)

    def _reference_problems(self, response: Any, status: str, at: Place) -> Iterator[Problem]:
        if not isinstance(response, dict) or not isinstance(response.get("$ref"), str):
            return
        error = self.known.by_component.get(response["$ref"].rpartition("/")[2])
        if error is not None and self.fragment.is_ours(response) and not _may_have(error, status):
            yield _other_status(error["code"], [error], status, at / "$ref")

    def _content_problems(self, media: dict[str, Any], status: str, at: Place) -> Iterator[Problem]:
        for example, example_at in _examples(media, at):
            for code, code_at in _codes(self._code_paths, example, example_at):
                errors = self.known.find(code)
                if not errors:
                    yield _unknown_code(code, code_at, self.guesses)
                elif not any(_may_have(error, status) for error in errors):
                    yield _other_status(code, errors, status, code_at)
        for code, code_at in _enumerated(self._code_paths, media.get("schema"), at / "schema"):
            if not self.known.find(code):
                yield _unknown_code(code, code_at, self.guesses)


def _responses(operation: Operation) -> dict[Any, Any]:
    responses = operation.data.get(RESPONSES)
    return responses if isinstance(responses, dict) else {}


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


def _codes(paths: Iterable[_CodePath], body: Any, at: Place) -> Iterator[tuple[str, Place]]:
    """Yield the codes of a body, where the envelope has them."""
    for path in paths:
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


def _enumerated(paths: Iterable[_CodePath], schema: Any, at: Place) -> Iterator[tuple[str, Place]]:
    """Yield the codes that a schema names, where the envelope has them."""
    for path in paths:
        value, place = schema, at
        for step in path:
            key = "items" if isinstance(step, int) else "properties"
            value = value.get(key) if isinstance(value, dict) else None
            place = place / key
            if isinstance(step, str):
                value = value.get(step) if isinstance(value, dict) else None
                place = place / step
        if isinstance(value, dict):
            codes = value.get("enum")
            for number, code in enumerate(codes if isinstance(codes, list) else ()):
                yield str(code), place / "enum" / number
            if "const" in value:
                yield str(value["const"]), place / "const"
