"""Explains data that does not fit schema/catalog.v1.schema.json, and finds what remains without the mistakes.

The verdict comes from the generated checker. Only parts that fail are validated again, by jsonschema, which is imported
when needed; `schema_errors` explains its errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import PathStep, Place, Problem
from errcat.model.field import EXTENSION
from errcat.reading.schema import lookup
from errcat.reading.schema.generated_checker import ERROR_FIELDS, is_error, is_head
from errcat.reading.schema.validation_result import ValidationResult
from errcat.reading.schema_mistakes.declared_ids import DeclaredIds
from errcat.reading.schema_mistakes.errors_section import errors_problem
from errcat.reading.schema_mistakes.flattened_fields import flattened
from errcat.reading.schema_mistakes.schema_errors import schema_errors

MAX_EXPLAINED_ENTRIES = 2000
"""How many failing entries are explained; nobody reads more, and explaining is slow."""
MAX_ERRORS_PER_ENTRY = 200
"""How many errors of an entry, or of the head, are explained."""
MAX_GUESSES = 100
"""The number of problems after which no similar names are searched, because that is slower still."""

Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of a catalog besides the document."""

    reported: frozenset[int]
    declared: DeclaredIds


def check(document: Document, reported: frozenset[int], declared: DeclaredIds) -> ValidationResult:
    """Check a document. `reported` has the offsets of values that already have a problem."""
    data = document.data
    result = ValidationResult(data)
    context = _Context(reported, declared)
    if not is_head(data):
        paths = _explain(document, (), data, result, context)
        result.head = _valid_head(data, paths, result.unread_sections)
    errors = data.get("errors", [])
    if not isinstance(errors, list):
        result.problems.append(errors_problem(document, errors))
        result.head = {key: value for key, value in result.head.items() if key != "errors"}
        result.unread_sections.add("errors")
        return result
    failing_entries = [number for number, entry in enumerate(errors) if not is_error(entry)]
    for number in failing_entries:
        result.broken_fields[number] = _invalid_fields(errors[number])
    for number in failing_entries[:MAX_EXPLAINED_ENTRIES]:
        _explain(document, ("errors", number), errors[number], result, context)
    for problem in result.problems:
        _mark_unread(problem, errors, result)
    if len(failing_entries) > MAX_EXPLAINED_ENTRIES:
        place = Place(document.number, ("errors", failing_entries[MAX_EXPLAINED_ENTRIES]))
        result.problems.append(
            Problem("too-many-problems", place, {"count": len(failing_entries) - MAX_EXPLAINED_ENTRIES})
        )
    return result


def _explain(
    document: Document, base: Path, instance: object, result: ValidationResult, context: _Context
) -> list[Path]:
    """Report what does not fit in an entry, or in the head if `base` is empty, and return its paths."""
    validator = lookup.error_validator() if base else lookup.head_validator()
    guess = len(result.problems) < MAX_GUESSES
    paths: list[Path] = []
    errors = validator.iter_errors(instance)
    owned: set[Path] = set()
    for problem, owned_paths in flattened(document, base, _outside_errors(base, instance)):
        owned.update(owned_paths)
        paths += owned_paths
        result.problems.append(problem)
        if base:
            result.broken_fields[int(base[1])].add(str(owned_paths[0][2]))
    for path, problem in schema_errors(
        document, base, islice(errors, MAX_ERRORS_PER_ENTRY), context.declared, guess=guess
    ):
        if owned and any(path[: len(one)] == one for one in owned):
            continue
        paths.append(path)
        at = problem.at if isinstance(problem.at, Place) else Place(document.number, path)
        if not (context.reported and _is_reported(document, at, context.reported)):
            result.problems.append(problem)
    next_error = next(errors, None)
    if next_error is not None:
        at = Place(document.number, (*base, *next_error.absolute_path))
        result.problems.append(Problem("too-many-problems", at, {"count": 1 + sum(1 for _error in errors)}))
    return paths


_WITHOUT_FIELD = ("", "code", "present", "inside-present", "inside-many-present")
"""The helps of an unknown key that name no field that is missing because of it."""


def _outside_errors(base: Path, instance: object) -> object:
    """Return an entry, or the head without its entries."""
    if base or not isinstance(instance, dict):
        return instance
    return {key: value for key, value in instance.items() if key != "errors"}


def _mark_unread(problem: Problem, errors: list[Any], result: ValidationResult) -> None:
    """Mark a field as unread if it has another name or another place, so that it is not missing as well."""
    if not isinstance(problem.at, Place):
        return
    path, values = problem.at.path, problem.values
    if problem.rule == "missing-key" and problem.help == "dash":
        number = path[1]
        assert isinstance(number, int)
        result.broken_fields.setdefault(number - 1, set()).update(errors[number])
    if problem.rule == "unknown-key" and problem.help == "code":
        assert isinstance(path[1], int)
        result.broken_fields.setdefault(path[1], set()).update(ERROR_FIELDS)
    if problem.rule != "unknown-key" or problem.help in _WITHOUT_FIELD:
        return
    is_outside = problem.help in ("of-an-error", "in-an-error")  # it is uncertain which error the field belongs to
    field = str(values["key" if is_outside or problem.help == "outer" else "similar"]).split(".")[0]
    kinds = {1: "catalog", 3: "error" if path[0] == "errors" else ""}
    owner = values["outer"] if problem.help == "outer" else kinds.get(len(path))
    if is_outside:
        for number, entry in enumerate(errors):
            if isinstance(entry, dict) and field not in entry:
                result.broken_fields.setdefault(number, set()).add(field)
    elif owner == "catalog":
        result.unread_sections.add(field)
    elif owner == "error" and isinstance(path[1], int) and field not in errors[path[1]]:
        result.broken_fields.setdefault(path[1], set()).add(field)


def _is_reported(document: Document, place: Place, reported: frozenset[int]) -> bool:
    """Whether the reader has already reported this key or value."""
    start = document.start_of(place)
    if start not in reported:
        return False
    value = document.data
    for step in () if place.key else place.path:
        value = value[step]
    marks = document.marks.get(id(value), ())
    return place.key or not marks or marks[0] != start  # a mapping starts where its first key does


def _invalid_fields(entry: object) -> set[str]:
    if not isinstance(entry, dict):
        return set()
    checks = ERROR_FIELDS
    return {
        key for key, value in entry.items() if not (checks[key](value) if key in checks else key.startswith(EXTENSION))
    }


def _valid_head(data: Mapping[str, Any], paths: Iterable[Path], unread_sections: set[str]) -> dict[str, Any]:
    """Return the head without the fields that do not fit, so that a mistake hides nothing else."""
    invalid_paths: dict[str, list[Path]] = {}
    for path in paths:
        if path:
            invalid_paths.setdefault(str(path[0]), []).append(path[1:])
    head: dict[str, Any] = {}
    for section, value in data.items():
        remaining = _without(section, value, invalid_paths[section]) if section in invalid_paths else value
        if section != "errors" and not is_head(
            {section: remaining if not isinstance(remaining, list) else _present(remaining)}
        ):
            unread_sections.add(section)
        else:
            head[section] = remaining
    if "codes" in unread_sections or ("unique",) in invalid_paths.get("codes", ()):
        # Without the rule for unique codes, errcat would report codes that may repeat.
        head["codes"] = head.get("codes", {}) | {"unique": "none"}
    return head


def _without(section: str, value: Any, paths: list[Path]) -> Any:
    """Remove the given paths from a section, and the entries that are invalid without them."""
    if isinstance(value, list):
        items = [
            _without_fields(item, [path[1:] for path in paths if path[:1] == (n,)]) for n, item in enumerate(value)
        ]
        return [item if is_head({section: [item]}) else None for item in items]
    if not isinstance(value, dict):
        return value
    if section not in _BY_ID:
        return _without_fields(value, paths)
    entries = {
        id: _without_fields(item, [path[1:] for path in paths if path[:1] == (id,)]) for id, item in value.items()
    }
    declared = {id: item if is_head({section: {id: item}}) else {} for id, item in entries.items()}
    return {id: item for id, item in declared.items() if is_head({section: {id: item}})}


_BY_ID = frozenset(["categories", "groups", "types"])
"""Sections that are maps by id: a valid id remains known even if its entry is invalid."""


def _without_fields(value: Any, paths: list[Path]) -> Any:
    """Remove the fields that some paths lead into."""
    if not isinstance(value, dict):
        return value
    return {key: item for key, item in value.items() if not any(path[:1] == (key,) for path in paths)}


def _present(items: list[Any]) -> list[Any]:
    return [item for item in items if item is not None]
