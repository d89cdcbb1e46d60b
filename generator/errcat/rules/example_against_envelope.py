"""example-against-envelope: an example response that is not of the envelope's shape, or is another error's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from errcat.envelope import MARKERS, SHOWN, Difference, body_of, differences, fill, shape_of, values_of
from errcat.findings.finding import Place, Problem, Whole
from errcat.findings.wording import path_text
from errcat.model.catalog import Catalog, ErrorEntry, Example
from errcat.rules.report import Context
from errcat.rules.views.value_words import shape_words, typed_value, value_words
from errcat.text.suggestions import closest, listed

MOST_REPORTED = 10
"""How many differences of one example are told."""
MOST_GUESSES = 100
"""For how many misspelled keys the right one is looked for."""

_OF_TYPES: Mapping[str, object] = {"string": "…", "integer": 1, "number": 1, "boolean": True}
_STAND_INS = {name: _OF_TYPES[type_] for name, type_ in MARKERS.items() if type_ in _OF_TYPES} | dict(SHOWN)
"""For a line that shows how to write it, where the entry says nothing of it."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    shape = shape_of(body_of(catalog.envelope)) if catalog.envelope else None
    guesses = MOST_GUESSES
    for error in catalog.errors:
        for number, example in enumerate(error.examples):
            if not example.has_response:
                continue
            if example.status is not None:
                yield from _about_status(error, example, error.at / "examples" / number)
            if shape is None or _is_no_failure(error, example):
                continue
            found = differences(shape, example.response, _known(error, example))[:MOST_REPORTED]
            if found:
                at = error.at / "examples" / number / "response"
                yield from _about_body(catalog, error, found, at, guess=guesses > 0)
                guesses -= len(found)


def _about_status(error: ErrorEntry, example: Example, at: Place) -> Iterator[Problem]:
    if example.status is None or not error.status or example.status in error.status:
        return
    statuses = listed(map(str, error.status))
    values = {"path": "status", "found": value_words(example.status), "wanted": statuses}
    yield Problem("example-against-envelope", at / "status", values, help="status", related=(error.at / "status",))


def _is_no_failure(error: ErrorEntry, example: Example) -> bool:
    """Whether the response tells of no error: those look different."""
    statuses = (example.status,) if example.status is not None else error.status or ()
    return bool(statuses) and all(status < 400 for status in statuses if status > 0)


def _known(error: ErrorEntry, example: Example) -> dict[str, object]:
    """What the markers of this entry must be."""
    status = (example.status,) if example.status is not None else error.status
    return {
        "code": None if "code" in error.broken else error.code,
        "name": error.name or None,
        "number": error.number,
        "status": status or None,
    }


def _about_body(
    catalog: Catalog, error: ErrorEntry, found: Sequence[Difference], at: Place, *, guess: bool
) -> Iterator[Problem]:
    missing = {match_.path: match_ for match_ in found if match_.kind == "missing"}
    ready = catalog.envelope.name or "" if catalog.envelope else ""
    values = _STAND_INS | {name: value for name, value in values_of(error, catalog.api).items() if value is not None}
    for one in found:
        if one.kind != "unknown":
            continue
        siblings = {str(path[-1]): path for path in missing if path[:-1] == one.path[:-1]}
        near = closest(str(one.path[-1]), siblings) if guess else ""
        if near:
            del missing[siblings[near]]
        yield _problem(one, at, values, "renamed" if near else "unknown", ready=ready, near=near)
    for one in found:
        if one.kind == "missing":
            if one.path in missing:
                yield _problem(one, at, values, "missing", ready=ready)
        elif one.kind != "unknown":
            yield _problem(one, at, values, "type" if one.kind == "type" else "other", ready=ready)


def _problem(
    difference: Difference, at: Place, values: Mapping[str, object], kind: str, *, ready: str, near: str = ""
) -> Problem:
    """`ready` is the name of the ready-made envelope, which cannot be corrected."""
    key = str(difference.path[-1]) if difference.path else "response"
    found, wanted = value_words(difference.found), shape_words(difference.shape)
    match kind:
        case "missing":
            found = "nothing"
        case "unknown":
            wanted = "nothing"
        case "renamed":
            found, wanted = f'"{key}"', f'"{near}"'
        case "other":
            several = difference.wanted if isinstance(difference.wanted, tuple) else (difference.wanted,)
            wanted = f"this entry's {difference.kind}, {listed(map(str, several))}"
    return Problem(
        "example-against-envelope",
        _place(difference, at, kind),
        {
            "path": path_text(difference.path) or "response",
            "found": found,
            "wanted": wanted,
            "key": key,
            "similar": near,
            "envelope": ready,
            "line": Whole(_line(difference, key, values)),
        },
        help=f"{kind}-ready" if ready and kind in ("missing", "unknown", "type") else kind,
        replacements=((key, near),) if near else (),
        replacements_are_safe=False,
    )


def _place(difference: Difference, at: Place, kind: str) -> Place:
    path = difference.path[:-1] if kind == "missing" else difference.path
    place = Place(at.document, (*at.path, *path))
    if kind == "missing" and isinstance(place.path[-1], str):
        return place.at_key
    return place.at_key if kind in ("unknown", "renamed") else place


def _line(difference: Difference, key: str, values: Mapping[str, object]) -> str:
    """The line that would fit."""
    if difference.shape is None or difference.kind == "unknown":
        return ""
    value = typed_value(fill(difference.shape, values, examples=True))
    return f"- {value}" if difference.path and isinstance(difference.path[-1], int) else f"{key}: {value}"
