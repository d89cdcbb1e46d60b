"""A key that its mapping does not have: which field was meant, or where the key belongs.

Reading, third step: one of the explanations of `schema_errors`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import Fix, PathStep, Place, Problem, Whole
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes.suggested_yaml import fix_field, fix_key, fix_value, lines
from errcat.reading.schema_mistakes.synonyms import FIELDS, SWITCHES
from errcat.reading.schema_mistakes.value_guesses import fitting
from errcat.text.suggestions import closest, listed

MOST_REPORTED = 20
"""How many unknown keys of one mapping are told one by one."""

Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class _KeyGuess:
    """What a key is taken for: which help says so, the steps to the field from its mapping, and the value."""

    help: str
    steps: Path
    value: Any


def problems(
    document: Document, place: Place, owner: str, data: Mapping[str, Any], *, guess: bool
) -> Iterator[Problem]:
    """The unknown keys of one mapping. `guess`: look for a field whose name is near, which takes its time."""
    known = lookup.fields_at(place.path)
    unknown = [key for key in data if key not in known and not key.startswith(lookup.EXTENSION)]
    for key in unknown[:MOST_REPORTED]:
        yield _problem(document, place / key, owner, data, known, guess=guess)
    if len(unknown) > MOST_REPORTED:
        first = unknown[MOST_REPORTED]
        values = {"key": first, "owner": owner, "count": len(unknown) - MOST_REPORTED}
        yield Problem("more-unknown-keys", (place / first).at_key, values)


def _problem(
    document: Document, at: Place, owner: str, data: Mapping[str, Any], known: Mapping[str, Any], *, guess: bool
) -> Problem:
    key, base = str(at.path[-1]), at.path[:-1]
    free = [field for field in known if field not in data]
    own = lookup.EXTENSION + (_slug(key) or "note")
    values: dict[str, object] = {"key": key, "owner": owner, "free": Whole(listed(free)), "own": own}
    meant = _guess_key(base, key, data, known)
    if meant is None:
        outer = _outer(document, at, values)
        if outer is not None:
            return outer
        near = closest(key, known) if guess else ""
        if not near:
            return Problem("unknown-key", at.at_key, values)
        meant = _KeyGuess("similar", (near,), data[key])
    field = str(meant.steps[0])
    values |= {"similar": field, "inside": field, "lines": lines(_nested(meant.steps, meant.value))}
    if field in data:
        rest, there = meant.steps[1:], data[field]
        if rest and (rest[0] not in there if isinstance(there, dict) else isinstance(there, list)):
            values["lines"] = lines(_nested(rest, meant.value))
            return Problem("unknown-key", at.at_key, values, help="inside-present")
        if not rest or isinstance(there, dict):
            values["similar"] = ".".join(map(str, meant.steps))
            return Problem("unknown-key", at.at_key, values, help="present")
        return Problem("unknown-key", at.at_key, values, help="inside")
    return Problem("unknown-key", at.at_key, values, help=meant.help, fix=_fix(document, at, data[key], meant))


def _guess_key(base: Path, key: str, data: Mapping[str, Any], known: Mapping[str, Any]) -> _KeyGuess | None:
    """The field that a key is another word for, or that has it as a field of its own."""
    value, word = data[key], _snake(key)
    node = lookup.object_at(base)
    kind = node.name if node else ""
    if word in known:
        return _as_guessed("similar", base, (word,), value)
    switch = SWITCHES.get(kind, {}).get(word, {})
    if isinstance(value, bool) and value in switch:
        field, meaning = switch[value]
        return _KeyGuess("renamed", (field,), meaning)
    inner = _inner(base, word, known)
    present = next((steps for steps in inner if steps[0] in data), None)
    target = FIELDS.get(kind, {}).get(word)
    if target and present is None:
        steps = _steps(target)
        if steps[-1] == 0 and isinstance(value, list):
            steps = steps[:-1]
        return _as_guessed("renamed" if len(steps) == 1 or isinstance(steps[1], int) else "inside", base, steps, value)
    steps_or_none = present or next(iter(inner), None)
    return _as_guessed("inside", base, steps_or_none, value) if steps_or_none else None


def _as_guessed(help_: str, base: Path, steps: Path, value: Any) -> _KeyGuess:
    return _KeyGuess(help_, steps, fitting((*base, *steps), value))


def _inner(base: Path, word: str, known: Mapping[str, Any]) -> list[Path]:
    """The fields of a mapping that have a field of that name themselves: `sunset` → deprecated.sunset."""
    found: list[Path] = []
    for field in known:
        if (*base, field) == ("errors",):
            continue  # too many lead there: see `_outer`
        for steps in ((field,), (field, 0)):
            node = lookup.object_at((*base, *steps))
            if node is not None and word in node.schema.get("properties", {}):
                found.append((*steps, word))
                break
    return found


def _outer(document: Document, at: Place, values: dict[str, object]) -> Problem | None:
    """A key that belongs to something around its mapping, or to the error above it."""
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
    """How far in the fields of the last error above a key stand; 0 where there is none, or in braces."""
    marks = document.marks.get(id(document.data.get("errors")), ())
    key_at = document.start_of(at.at_key)
    above = [start for start in marks if start < key_at]
    if not above or document.text[above[-1]] == "{":
        return 0
    return above[-1] - document.text.rfind("\n", 0, above[-1]) - 1


def _fix(document: Document, at: Place, value: Any, meant: _KeyGuess) -> Fix | None:
    if len(meant.steps) == 1 and meant.value is value:
        return fix_key(document, at, str(meant.steps[0]))
    if len(meant.steps) == 1 and not isinstance(meant.value, (dict, list)):
        key = fix_key(document, at, str(meant.steps[0]))
        other = fix_value(document, at, value, meant.value, safe=False)
        return Fix(document.number, (*key.edits, *other.edits), safe=False) if other else None
    return fix_field(document, at, value, _nested(meant.steps, meant.value))


def _nested(steps: Path, value: Any) -> Any:
    for step in reversed(steps):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def _steps(target: str) -> Path:
    """`links[].url` as steps."""
    steps: list[PathStep] = []
    for part in target.split("."):
        steps += [part.removesuffix("[]"), 0] if part.endswith("[]") else [part]
    return tuple(steps)


def _snake(key: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key.strip())
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def _slug(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "-", key).strip("-")
