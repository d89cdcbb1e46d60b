"""A response → everything in it that contradicts the catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

from errcat.model.catalog import ErrorEntry
from errcat.text.suggestions import listed
from errcat.traffic.body_problems import envelope_problems, message_problems, param_problems
from errcat.traffic.header_problems import header_problems
from errcat.traffic.known_catalog import KnownCatalog, is_http
from errcat.traffic.occurrences import Occurrence, occurrences
from errcat.traffic.problem import ResponseProblem, is_shown_code, shown_path
from errcat.traffic.recordings.recorded import BodyKind, RecordedResponse

_FIRST_ERROR = 400
_MAX_CANDIDATES = 50
"""With how many errors of the same code and status a response is compared."""


class Kinship(IntEnum):
    """How sure it is that a response comes from the API of a catalog; less is surer."""

    KNOWN_CODE = 0
    RETIRED_CODE = 1
    KNOWN_STATUS = 2
    UNKNOWN_CODE = 3
    NOT_AN_ERROR = 4
    SUCCESS = 5


@dataclass(frozen=True, slots=True)
class Judgment:
    """What a catalog says about a response."""

    kinship: Kinship
    problems: tuple[ResponseProblem, ...] = ()
    codes: tuple[str, ...] = ()
    """The codes of the catalog that the response has."""

    @property
    def is_error(self) -> bool:
        return self.kinship is not Kinship.SUCCESS


def judge(catalogs: Sequence[KnownCatalog], response: RecordedResponse) -> tuple[int, Judgment]:
    """Return the index of the catalog that a response most likely belongs to, and what that says about it."""
    judgments = [_judge(known, response) for known in catalogs]
    best = min(range(len(judgments)), key=lambda number: (judgments[number].kinship, len(judgments[number].problems)))
    return best, judgments[best]


def _judge(known: KnownCatalog, response: RecordedResponse) -> Judgment:
    status = response.status
    has_error_status = status is None or status >= _FIRST_ERROR
    kind = response.body.kind
    if kind is BodyKind.UNKNOWN or (response.method.upper() == "HEAD" and kind is BodyKind.EMPTY):
        if not has_error_status or status is None:
            return Judgment(Kinship.SUCCESS)
        if status in known.statuses or not known.has_every_status:
            return Judgment(Kinship.KNOWN_STATUS)
        problem = ResponseProblem("unlisted-response-status", values={"status": str(status)})
        return Judgment(Kinship.NOT_AN_ERROR, (problem,))
    if kind is not BodyKind.JSON:
        if not has_error_status:
            return Judgment(Kinship.SUCCESS)
        shown = "" if status is None else str(status)
        help_ = kind.value if status is not None else f"{kind.value}-alone"
        return Judgment(Kinship.NOT_AN_ERROR, (ResponseProblem("not-an-error-body", help_, values={"status": shown}),))
    found = occurrences(known, response.body.value, status)
    if not has_error_status:
        # only a known code makes a success an error: other bodies can have a key of the same name
        found = [occurrence for occurrence in found if occurrence.is_known]
        if not found:
            return Judgment(Kinship.SUCCESS)
    return _judge_errors(known, response, found)


def _judge_errors(known: KnownCatalog, response: RecordedResponse, found: Sequence[Occurrence]) -> Judgment:
    body, status = response.body.value, response.status
    if not found:
        problems = list(envelope_problems(known, body, None, status))
        if not problems and known.shape is not None:
            problems = [ResponseProblem("unknown-response-code", "no-code")]
        if known.shape is None:
            problems = [ResponseProblem("not-an-error-body", "json", values={"status": str(status or "")})]
        return Judgment(Kinship.NOT_AN_ERROR, tuple(problems))
    if len(found) == 1 and found[0].entries:
        return Judgment(Kinship.KNOWN_CODE, tuple(_single(known, response, found[0])), (found[0].code,))
    problems = list(envelope_problems(known, body, None, status))
    is_allowed = status is None or any(_allowed(occurrence.entries, status) for occurrence in found)
    for occurrence in found:
        problems += _lifecycle_problems(occurrence)
        if not occurrence.is_known:
            problems.append(_unknown_code(known, occurrence))
        elif occurrence.entries:
            candidates = _candidates(occurrence, status)
            problems += _operation_problems(known, response, occurrence, candidates)
            if not is_allowed:
                problems.append(_wrong_status(occurrence, status))
            problems += _best_problems(known, occurrence, candidates, body)
    codes = tuple(occurrence.code for occurrence in found if occurrence.entries)
    kinships = [_kinship(occurrence) for occurrence in found]
    return Judgment(min(kinships), tuple(problems), codes)


def _kinship(occurrence: Occurrence) -> Kinship:
    if occurrence.entries:
        return Kinship.KNOWN_CODE
    return Kinship.RETIRED_CODE if occurrence.retired else Kinship.UNKNOWN_CODE


def _single(known: KnownCatalog, response: RecordedResponse, occurrence: Occurrence) -> Iterator[ResponseProblem]:
    """Yield the problems of a response that is about a single known error."""
    status, body = response.status, response.body.value
    if status is not None and not _allowed(occurrence.entries, status):
        yield _wrong_status(occurrence, status)
    yield from _lifecycle_problems(occurrence)
    candidates = _candidates(occurrence, status)
    yield from _operation_problems(known, response, occurrence, candidates)
    yield from min(
        (
            [
                *envelope_problems(known, body, entry, status),
                *message_problems([entry], occurrence),
                *param_problems(known, entry, occurrence, body),
                *header_problems(known, response, entry),
            ]
            for entry in candidates
        ),
        key=len,
    )


def _best_problems(
    known: KnownCatalog, occurrence: Occurrence, candidates: Sequence[ErrorEntry], body: object
) -> list[ResponseProblem]:
    return min(
        (
            list(chain(message_problems([entry], occurrence), param_problems(known, entry, occurrence, body)))
            for entry in candidates
        ),
        key=len,
    )


def _candidates(occurrence: Occurrence, status: int | None) -> Sequence[ErrorEntry]:
    """Return the errors with the code that can have the status; all of them if none can."""
    entries = occurrence.entries
    fitting = [entry for entry in entries if status is None or _may_have(entry, status)]
    return (fitting or entries)[:_MAX_CANDIDATES]


def _allowed(entries: Sequence[ErrorEntry], status: int) -> bool:
    return not entries or any(_may_have(entry, status) for entry in entries)


def _may_have(entry: ErrorEntry, status: int) -> bool:
    statuses = [other for other in entry.status or () if is_http(other)]
    return not statuses or status in statuses


def _wrong_status(occurrence: Occurrence, status: int | None) -> ResponseProblem:
    statuses = sorted({other for entry in occurrence.entries for other in entry.status or () if is_http(other)})
    values = {"status": str(status), "statuses": ", ".join(map(str, statuses))}
    at = occurrence.entries[0].at / "status"
    return ResponseProblem("wrong-response-status", "", shown_path(occurrence.path), occurrence.code, values, at)


def _lifecycle_problems(occurrence: Occurrence) -> Iterator[ResponseProblem]:
    """Report codes that the service should no longer send."""
    path = shown_path(occurrence.path)
    if occurrence.retired is not None:
        instead = occurrence.retired.replaced_by or ""
        help_ = "" if instead else "gone"
        values = {"instead": instead}
        yield ResponseProblem("retired-code-sent", help_, path, occurrence.code, values, occurrence.retired.at)
    elif occurrence.entries and all(entry.deprecated for entry in occurrence.entries):
        entry = occurrence.entries[0]
        instead = (entry.deprecated.replaced_by if entry.deprecated else None) or ""
        help_ = "" if instead else "gone"
        at = entry.at / "deprecated"
        yield ResponseProblem("deprecated-code-sent", help_, path, occurrence.code, {"instead": instead}, at)


def _operation_problems(
    known: KnownCatalog, response: RecordedResponse, occurrence: Occurrence, candidates: Sequence[ErrorEntry]
) -> Iterator[ResponseProblem]:
    """Report an error that the catalog has only for other operations."""
    if known.operations is None or not all(entry.operations for entry in candidates):
        return
    operation = known.operations.find(response.method, response.path)
    others = dict.fromkeys(other for entry in candidates for other in entry.operations)
    if operation and operation not in others:
        values = {"operation": operation, "operations": listed(others)}
        at = candidates[0].at / "operations"
        path = shown_path(occurrence.path)
        yield ResponseProblem("error-of-another-operation", "", path, occurrence.code, values, at)


def _unknown_code(known: KnownCatalog, occurrence: Occurrence) -> ResponseProblem:
    path = shown_path(occurrence.path)
    if not is_shown_code(occurrence.code):
        return ResponseProblem("unknown-response-code", "hidden", path)
    similar = known.closest(occurrence.code)
    help_ = "similar" if similar else ""
    return ResponseProblem("unknown-response-code", help_, path, occurrence.code, {"similar": similar})
