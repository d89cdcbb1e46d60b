"""example-against-envelope: an example response that does not fit the envelope, or that belongs to another error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from errcat.envelope import (
    MARKERS,
    SAMPLE_VALUES,
    Difference,
    ExampleValue,
    ParamsAsMembers,
    body_of,
    differences,
    fill,
    marker_values,
    params_as_members,
    sample_param,
    shape_of,
)
from errcat.envelope.value_words import shape_words, typed_value, value_words
from errcat.findings.finding import Place, Problem, VerbatimText
from errcat.findings.value_paths import path_text
from errcat.model.catalog import Catalog, ErrorEntry, Example
from errcat.rules.report import Context
from errcat.text.suggestions import closest, listed

MAX_REPORTED = 10
"""How many differences of an example are reported."""
MAX_GUESSES = 100
"""For how many misspelled keys errcat searches for the right key."""

_VALUES_BY_TYPE: Mapping[str, object] = {"string": "…", "integer": 1, "number": 1, "boolean": True}
_SAMPLE_VALUES = {name: _VALUES_BY_TYPE[type_] for name, type_ in MARKERS.items() if type_ in _VALUES_BY_TYPE} | dict(
    SAMPLE_VALUES
)
"""Values for the line that a help text shows, if the entry has none."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    shape = shape_of(body_of(catalog.envelope)) if catalog.envelope else None
    as_members = params_as_members(shape) if shape else None
    guesses_left = MAX_GUESSES
    for error in catalog.errors:
        for number, example in enumerate(error.examples):
            if not example.has_response:
                continue
            if example.status is not None:
                yield from _status_problems(error, example, error.at / "examples" / number)
            if shape is None or _is_success(error, example):
                continue
            differing = differences(shape, example.response, _expected_values(error, example, as_members))[
                :MAX_REPORTED
            ]
            if differing:
                at = error.at / "examples" / number / "response"
                yield from _body_problems(catalog, error, differing, at, guess=guesses_left > 0)
                guesses_left -= len(differing)


def _status_problems(error: ErrorEntry, example: Example, at: Place) -> Iterator[Problem]:
    if example.status is None or not error.status or example.status in error.status:
        return
    statuses = listed(map(str, error.status))
    values = {"path": "status", "found": value_words(example.status), "wanted": statuses}
    yield Problem("example-against-envelope", at / "status", values, help="status", related=(error.at / "status",))


def _is_success(error: ErrorEntry, example: Example) -> bool:
    """Whether the response does not report an error, so that the envelope does not apply."""
    statuses = (example.status,) if example.status is not None else error.status or ()
    return bool(statuses) and all(status < 400 for status in statuses if status > 0)


def _expected_members(error: ErrorEntry, as_members: ParamsAsMembers | None) -> dict[str, ExampleValue]:
    """Return the type and an example of each param that is a member."""
    names = as_members.members(error.params, error.details) if as_members else ()
    params = error.params
    return {
        name: ExampleValue(
            params[name].type, params[name].example if params[name].has_example else sample_param(name, params[name])
        )
        for name in names
    }


def _expected_values(error: ErrorEntry, example: Example, as_members: ParamsAsMembers | None) -> dict[str, object]:
    """Return the values that the markers of this entry must have."""
    status = (example.status,) if example.status is not None else error.status
    return {
        "code": None if "code" in error.broken else error.code,
        "name": error.name or None,
        "number": error.number,
        "status": status or None,
        "members": _expected_members(error, as_members),
    }


def _body_problems(
    catalog: Catalog, error: ErrorEntry, differing: Sequence[Difference], at: Place, *, guess: bool
) -> Iterator[Problem]:
    missing = {difference.path: difference for difference in differing if difference.kind == "missing"}
    ready_made = catalog.envelope.name or "" if catalog.envelope else ""
    values = _SAMPLE_VALUES | {
        name: value for name, value in marker_values(error, catalog).items() if value is not None
    }
    for difference in differing:
        if difference.kind != "unknown":
            continue
        siblings = {str(path[-1]): path for path in missing if path[:-1] == difference.path[:-1]}
        similar_key = closest(str(difference.path[-1]), siblings) if guess else ""
        if similar_key:
            del missing[siblings[similar_key]]
        yield _problem(
            difference,
            at,
            values,
            "renamed" if similar_key else "unknown",
            ready_made=ready_made,
            similar_key=similar_key,
        )
    for difference in differing:
        if difference.kind == "missing":
            if difference.path in missing:
                yield _problem(difference, at, values, "missing", ready_made=ready_made)
        elif difference.kind != "unknown":
            yield _problem(
                difference, at, values, "type" if difference.kind == "type" else "other", ready_made=ready_made
            )


def _problem(
    difference: Difference,
    at: Place,
    values: Mapping[str, object],
    kind: str,
    *,
    ready_made: str,
    similar_key: str = "",
) -> Problem:
    """Report a difference. `ready_made` is the name of a ready-made envelope, which the writer cannot correct."""
    key = str(difference.path[-1]) if difference.path else "response"
    actual, expected = value_words(difference.actual), shape_words(difference.shape)
    match kind:
        case "missing":
            actual = "nothing"
        case "unknown":
            expected = "nothing"
        case "renamed":
            actual, expected = f'"{key}"', f'"{similar_key}"'
        case "other":
            allowed = difference.expected if isinstance(difference.expected, tuple) else (difference.expected,)
            expected = f"this error's {difference.kind}, {listed(map(str, allowed))}"
    return Problem(
        "example-against-envelope",
        _place(difference, at, kind),
        {
            "path": path_text(difference.path) or "response",
            "found": actual,
            "wanted": expected,
            "key": key,
            "similar": similar_key,
            "envelope": ready_made,
            "line": VerbatimText(_line(difference, key, values)),
        },
        help=f"{kind}-ready" if ready_made and kind in ("missing", "unknown", "type") else kind,
        replacements=((key, similar_key),) if similar_key else (),
        replacements_are_safe=False,
    )


def _place(difference: Difference, at: Place, kind: str) -> Place:
    path = difference.path[:-1] if kind == "missing" else difference.path
    place = Place(at.document, (*at.path, *path))
    if kind == "missing" and isinstance(place.path[-1], str):
        return place.at_key
    return place.at_key if kind in ("unknown", "renamed") else place


def _line(difference: Difference, key: str, values: Mapping[str, object]) -> str:
    """Return the line that would fit."""
    if difference.shape is None or difference.kind == "unknown":
        return ""
    value = typed_value(fill(difference.shape, values, examples=True))
    return f"- {value}" if difference.path and isinstance(difference.path[-1], int) else f"{key}: {value}"
