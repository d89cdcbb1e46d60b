"""Data against schema/catalog.v1.schema.json: what does not fit, and what is left without it.

Reading, third step. The yes or no comes from the generated `schema_checker`; only what fails is looked
at again, through jsonschema, which is imported then and not before, and told by `schema_errors`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import PathStep, Place, Problem
from errcat.reading.schema import lookup
from errcat.reading.schema.checker import ERROR_FIELDS, is_error, is_head
from errcat.reading.schema_mistakes.errors_section import errors_problem
from errcat.reading.schema_mistakes.schema_errors import schema_errors

MOST_EXPLAINED = 2000
"""How many entries that fail are explained; nobody reads more, and explaining is slow."""
MOST_OF_ONE = 200
"""How many things that do not fit in one entry, or in the head, are explained."""
MOST_GUESSES = 100
"""Up to how many problems a word that is near is looked for: comparing with all known ones is slower still."""

Path = tuple[PathStep, ...]


@dataclass(slots=True)
class Verdict:
    """What does not fit in one document, and what is left of it."""

    head: Mapping[str, Any]
    """Everything but what does not fit; of `errors`, all entries. An item that went from a list is None."""
    problems: list[Problem] = field(default_factory=list)
    broken: dict[int, set[str]] = field(default_factory=dict)
    """By entry: the fields that do not fit and are left out of the model."""
    unread: set[str] = field(default_factory=set)
    """Sections that are left out altogether."""


def check(document: Document, reported: frozenset[int]) -> Verdict:
    """Check one document. `reported` are the offsets of values that are a problem already."""
    data = document.data
    verdict = Verdict(data)
    if not is_head(data):
        paths = _explain(document, (), data, verdict, reported)
        verdict.head = _what_fits(data, paths, verdict.unread)
    errors = data.get("errors", [])
    if not isinstance(errors, list):
        verdict.problems.append(errors_problem(document, errors))
        verdict.head = {key: value for key, value in verdict.head.items() if key != "errors"}
        verdict.unread.add("errors")
        return verdict
    failing = [number for number, entry in enumerate(errors) if not is_error(entry)]
    for number in failing:
        verdict.broken[number] = _misfitting_fields(errors[number])
    for number in failing[:MOST_EXPLAINED]:
        _explain(document, ("errors", number), errors[number], verdict, reported)
    for problem in verdict.problems:
        _leave_out_what_was_meant(problem, errors, verdict)
    if len(failing) > MOST_EXPLAINED:
        place = Place(document.number, ("errors", failing[MOST_EXPLAINED]))
        verdict.problems.append(Problem("too-many-problems", place, {"count": len(failing) - MOST_EXPLAINED}))
    return verdict


def _explain(
    document: Document, base: Path, instance: object, verdict: Verdict, reported: frozenset[int]
) -> list[Path]:
    """Tell what does not fit of a head (no base) or of an entry, and where it stands."""
    validator = lookup.error_validator() if base else lookup.head_validator()
    guess = len(verdict.problems) < MOST_GUESSES
    paths: list[Path] = []
    errors = validator.iter_errors(instance)
    for path, problem in schema_errors(document, base, islice(errors, MOST_OF_ONE), guess=guess):
        paths.append(path)
        assert isinstance(problem.at, Place)
        if not (reported and _is_reported(document, problem.at, reported)):
            verdict.problems.append(problem)
    more = next(errors, None)
    if more is not None:
        at = Place(document.number, (*base, *more.absolute_path))
        verdict.problems.append(Problem("too-many-problems", at, {"count": 1 + sum(1 for _error in errors)}))
    return paths


def _leave_out_what_was_meant(problem: Problem, errors: list[Any], verdict: Verdict) -> None:
    """A field that is there under another name, or in another place, is unread: it is not missing as well."""
    assert isinstance(problem.at, Place)
    path, values = problem.at.path, problem.values
    if problem.rule == "missing-key" and problem.help == "dash":
        number = path[1]
        assert isinstance(number, int)
        verdict.broken.setdefault(number - 1, set()).update(errors[number])
    if problem.rule != "unknown-key" or problem.help in ("", "present", "inside-present"):
        return
    is_outside = problem.help in ("of-an-error", "in-an-error")  # of which error, nobody can tell for sure
    field = str(values["key" if is_outside or problem.help == "outer" else "similar"]).split(".")[0]
    kinds = {1: "catalog", 3: "error" if path[0] == "errors" else ""}
    owner = values["outer"] if problem.help == "outer" else kinds.get(len(path))
    if is_outside:
        for number, entry in enumerate(errors):
            if isinstance(entry, dict) and field not in entry:
                verdict.broken.setdefault(number, set()).add(field)
    elif owner == "catalog":
        verdict.unread.add(field)
    elif owner == "error" and isinstance(path[1], int) and field not in errors[path[1]]:
        verdict.broken.setdefault(path[1], set()).add(field)


def _is_reported(document: Document, place: Place, reported: frozenset[int]) -> bool:
    """Whether the reader has found fault with this very key or value."""
    start = document.start_of(place)
    if start not in reported:
        return False
    value = document.data
    for step in () if place.key else place.path:
        value = value[step]
    marks = document.marks.get(id(value), ())
    return place.key or not marks or marks[0] != start  # a mapping starts where its first key does


def _misfitting_fields(entry: object) -> set[str]:
    if not isinstance(entry, dict):
        return set()
    checks = ERROR_FIELDS
    return {
        key
        for key, value in entry.items()
        if not (checks[key](value) if key in checks else key.startswith(lookup.EXTENSION))
    }


def _what_fits(data: Mapping[str, Any], paths: Iterable[Path], unread: set[str]) -> dict[str, Any]:
    """A head without what does not fit, down to the single field, so that one slip hides nothing beside it."""
    bad: dict[str, list[Path]] = {}
    for path in paths:
        if path:
            bad.setdefault(str(path[0]), []).append(path[1:])
    head: dict[str, Any] = {}
    for section, value in data.items():
        left = _without(section, value, bad[section]) if section in bad else value
        if section in bad and not is_head({section: left if not isinstance(left, list) else _present(left)}):
            unread.add(section)
        else:
            head[section] = left
    if "codes" in unread or ("unique",) in bad.get("codes", ()):
        # how far codes are unique is unread: taken as given, it would find fault with codes that may repeat
        head["codes"] = head.get("codes", {}) | {"unique": "none"}
    return head


def _without(section: str, value: Any, paths: list[Path]) -> Any:
    """A section without what stands at some paths, and without the entries that cannot do without it."""
    if isinstance(value, list):
        items = [_pruned(item, [path[1:] for path in paths if path[:1] == (n,)]) for n, item in enumerate(value)]
        return [item if is_head({section: [item]}) else None for item in items]
    if not isinstance(value, dict):
        return value
    if section not in _BY_ID:
        return _pruned(value, paths)
    entries = {id: _pruned(item, [path[1:] for path in paths if path[:1] == (id,)]) for id, item in value.items()}
    known = {id: item if is_head({section: {id: item}}) else {} for id, item in entries.items()}
    return {id: item for id, item in known.items() if is_head({section: {id: item}})}


_BY_ID = frozenset(["categories", "groups", "types"])
"""Sections that are maps by id: an id that is written well stays known, whatever is said of it."""


def _pruned(value: Any, paths: list[Path]) -> Any:
    """A mapping without the fields that some paths lead into."""
    if not isinstance(value, dict):
        return value
    return {key: item for key, item in value.items() if not any(path[:1] == (key,) for path in paths)}


def _present(items: list[Any]) -> list[Any]:
    return [item for item in items if item is not None]
