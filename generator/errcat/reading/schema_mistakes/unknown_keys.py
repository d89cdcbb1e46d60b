"""Explanations of unknown keys: which field the writer meant, or where the key belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import Fix, PathStep, Place, Problem, VerbatimText
from errcat.model.field import EXTENSION
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes.suggested_yaml import fix_field, fix_key, fix_value, lines
from errcat.reading.schema_mistakes.synonyms import FIELDS, SWITCHES
from errcat.reading.schema_mistakes.value_guesses import fitting
from errcat.text.suggestions import closest, listed

MAX_REPORTED = 20
"""How many unknown keys of a mapping are reported individually."""

Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class _KeyGuess:
    """What a key probably means: the name of the help text, the steps to the field from its mapping, and the value."""

    help: str
    steps: Path
    value: Any


def problems(
    document: Document, place: Place, owner: str, data: Mapping[str, Any], *, guess: bool
) -> Iterator[Problem]:
    """Report the unknown keys of a mapping. `guess` also searches for similar names, which takes time."""
    known = lookup.fields_at(place.path)
    unknown = [key for key in data if key not in known and not key.startswith(EXTENSION)]
    for key in unknown[:MAX_REPORTED]:
        yield _problem(document, place / key, owner, data, known, guess=guess)
    if len(unknown) > MAX_REPORTED:
        first = unknown[MAX_REPORTED]
        values = {"key": first, "owner": owner, "count": len(unknown) - MAX_REPORTED}
        yield Problem("more-unknown-keys", (place / first).at_key, values)


def _problem(
    document: Document, at: Place, owner: str, data: Mapping[str, Any], known: Mapping[str, Any], *, guess: bool
) -> Problem:
    key, base = str(at.path[-1]), at.path[:-1]
    unused = [field for field in known if field not in data]
    extension_key = EXTENSION + (_slug(key) or "note")
    values: dict[str, object] = {"key": key, "owner": owner, "free": VerbatimText(listed(unused)), "own": extension_key}
    key_guess = _guess_key(base, key, data, known)
    if key_guess is None:
        problem = _problem_of_outer_field(document, at, values)
        if problem is not None:
            return problem
        closest_field = closest(key, known) if guess else ""
        if not closest_field:
            return Problem("unknown-key", at.at_key, values)
        key_guess = _KeyGuess("similar", (closest_field,), data[key])
    field = str(key_guess.steps[0])
    values |= {"similar": field, "inside": field, "lines": lines(_nested(key_guess.steps, key_guess.value))}
    if field in data:
        rest, present_value = key_guess.steps[1:], data[field]
        if rest and (
            rest[0] not in present_value if isinstance(present_value, dict) else isinstance(present_value, list)
        ):
            values["lines"] = lines(_nested(rest, key_guess.value))
            return Problem("unknown-key", at.at_key, values, help="inside-present")
        if not rest or isinstance(present_value, dict):
            values["similar"] = ".".join(map(str, key_guess.steps))
            return Problem("unknown-key", at.at_key, values, help="present")
        return Problem("unknown-key", at.at_key, values, help="inside")
    return Problem("unknown-key", at.at_key, values, help=key_guess.help, fix=_fix(document, at, data[key], key_guess))


def _guess_key(base: Path, key: str, data: Mapping[str, Any], known: Mapping[str, Any]) -> _KeyGuess | None:
    """Guess the field that a key is a synonym of, or the field that has such a key."""
    value, word = data[key], _snake(key)
    node = lookup.object_at(base)
    kind = node.name if node else ""
    if word in known:
        return _with_fitting_value("similar", base, (word,), value)
    switch = SWITCHES.get(kind, {}).get(word, {})
    if isinstance(value, bool) and value in switch:
        field, meaning = switch[value]
        return _KeyGuess("renamed", (field,), meaning)
    nested = _nested_fields(base, word, known)
    present = next((steps for steps in nested if steps[0] in data), None)
    target = FIELDS.get(kind, {}).get(word)
    if target and present is None:
        steps = _steps(target)
        if steps[-1] == 0 and isinstance(value, list):
            steps = steps[:-1]
        return _with_fitting_value(
            "renamed" if len(steps) == 1 or isinstance(steps[1], int) else "inside", base, steps, value
        )
    steps_or_none = present or next(iter(nested), None)
    return _with_fitting_value("inside", base, steps_or_none, value) if steps_or_none else None


def _with_fitting_value(help_: str, base: Path, steps: Path, value: Any) -> _KeyGuess:
    return _KeyGuess(help_, steps, fitting((*base, *steps), value))


def _nested_fields(base: Path, word: str, known: Mapping[str, Any]) -> list[Path]:
    """Return the paths of nested fields with that name: `sunset` → deprecated.sunset."""
    paths: list[Path] = []
    for field in known:
        if (*base, field) == ("errors",):
            continue  # too many keys are nested there; see `_problem_of_outer_field`
        for steps in ((field,), (field, 0)):
            node = lookup.object_at((*base, *steps))
            if node is not None and word in node.schema.get("properties", {}):
                paths.append((*steps, word))
                break
    return paths


def _problem_of_outer_field(document: Document, at: Place, values: dict[str, object]) -> Problem | None:
    """Report a key that belongs to an outer mapping, or to the error above it."""
    key, base = str(at.path[-1]), at.path[:-1]
    for depth in range(len(base) - 1, -1, -1):
        if isinstance(base[depth], str) and key in lookup.fields_at(base[:depth]):
            outer = base[depth - 1] if depth else "catalog"
            values |= {"container": base[depth], "outer": "error" if isinstance(outer, int) else outer}
            return Problem("unknown-key", at.at_key, values, help="outer")
    if not base and key in lookup.fields_at(("errors", 0)):
        column = _column_of_fields(document, at)
        values |= {"spaces": column, "container": "errors"}
        return Problem("unknown-key", at.at_key, values, help="of-an-error" if column else "in-an-error")
    return None


def _column_of_fields(document: Document, at: Place) -> int:
    """Return the column of the fields of the last error above a key; 0 if there is none, or if it is in braces."""
    marks = document.marks.get(id(document.data.get("errors")), ())
    key_at = document.start_of(at.at_key)
    above = [start for start in marks if start < key_at]
    if not above or document.text[above[-1]] == "{":
        return 0
    return above[-1] - document.text.rfind("\n", 0, above[-1]) - 1


def _fix(document: Document, at: Place, value: Any, key_guess: _KeyGuess) -> Fix | None:
    if len(key_guess.steps) == 1 and key_guess.value is value:
        return fix_key(document, at, str(key_guess.steps[0]))
    if len(key_guess.steps) == 1 and not isinstance(key_guess.value, (dict, list)):
        key_fix = fix_key(document, at, str(key_guess.steps[0]))
        value_fix = fix_value(document, at, value, key_guess.value, safe=False)
        return Fix(document.number, (*key_fix.edits, *value_fix.edits), safe=False) if value_fix else None
    return fix_field(document, at, value, _nested(key_guess.steps, key_guess.value))


def _nested(steps: Path, value: Any) -> Any:
    for step in reversed(steps):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def _steps(target: str) -> Path:
    """Split `links[].url` into steps."""
    steps: list[PathStep] = []
    for part in target.split("."):
        steps += [part.removesuffix("[]"), 0] if part.endswith("[]") else [part]
    return tuple(steps)


def _snake(key: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key.strip())
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def _slug(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "-", key).strip("-")
