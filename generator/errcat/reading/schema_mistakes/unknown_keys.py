"""Explanations of unknown keys: which field the writer meant, or where the key belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import combining, normalize

from errcat.findings.document import Document
from errcat.findings.finding import Fix, PathStep, Place, Problem, VerbatimText
from errcat.model.field import EXTENSION
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes.languages import locale_of
from errcat.reading.schema_mistakes.moved_fields import fix_moved, fix_nested, fix_outdented, fix_wrapped
from errcat.reading.schema_mistakes.suggested_yaml import fix_key, fix_value, lines
from errcat.reading.schema_mistakes.synonyms import FIELDS, FOREIGN, SWITCHES
from errcat.reading.schema_mistakes.value_guesses import completed, fitting
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
    """Report the unknown keys of a mapping. `guess` also searches for similar names, which takes time.

    Keys that belong under the same field are a single problem.
    """
    known = lookup.fields_at(place.path)
    unknown = [key for key in data if key not in known and not key.startswith(EXTENSION)]
    shown = unknown[:MAX_REPORTED]
    guesses = {key: _guess_key(place.path, key, data, known) for key in shown}
    groups: dict[str, list[str]] = {}
    for key, key_guess in guesses.items():
        if key_guess and len(key_guess.steps) > 1 and all(isinstance(step, str) for step in key_guess.steps):
            groups.setdefault(str(key_guess.steps[0]), []).append(key)
    grouped = {key: keys for keys in groups.values() if len(keys) > 1 for key in keys}
    for key in shown:
        if key not in grouped:
            key_guess = guesses[key] or (_closest(key, known, data) if guess else None)
            yield _problem(document, place / key, owner, data, key_guess)
        elif key == grouped[key][0]:
            yield _problem_of_keys(document, place, owner, data, {one: guesses[one] for one in grouped[key]})
    if len(unknown) > MAX_REPORTED:
        first = unknown[MAX_REPORTED]
        values = {"key": first, "owner": owner, "count": len(unknown) - MAX_REPORTED}
        yield Problem("more-unknown-keys", (place / first).at_key, values)


def _problem_of_keys(
    document: Document, place: Place, owner: str, data: Mapping[str, Any], guesses: Mapping[str, _KeyGuess | None]
) -> Problem:
    """Report several keys that belong under the same field."""
    nested: dict[str, Any] = {}
    for key_guess in guesses.values():
        assert key_guess is not None  # keys without a guess belong nowhere
        _merge(nested, _nested(key_guess.steps, key_guess.value))
    field = next(iter(nested))
    nested[field] = completed((*place.path, field), nested[field])
    keys = list(guesses)
    places = [place / key for key in keys]
    values: dict[str, object] = {
        "key": keys[0],
        "owner": owner,
        "inside": field,
        "similar": field,
        "free": "",
        "own": "",
    }
    values["keys"] = VerbatimText(" and ".join(f"`{key}`" for key in keys))
    if not data.get(field):
        values["lines"] = lines(nested)
        return Problem("unknown-key", places[0].at_key, values, "inside-many", fix=fix_nested(document, places, nested))
    values["lines"] = lines(nested[field])
    fix = None
    if isinstance(data[field], dict) and not data[field].keys() & nested[field].keys():
        fix = fix_moved(document, places, place / field, nested[field])
    return Problem("unknown-key", places[0].at_key, values, "inside-many-present", fix=fix)


def _merge(data: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(data.get(key), dict):
            _merge(data[key], value)
        else:
            data[key] = value


def _closest(key: str, known: Mapping[str, Any], data: Mapping[str, Any]) -> _KeyGuess | None:
    closest_field = closest(key, known)
    return _KeyGuess("closest", (closest_field,), data[key]) if closest_field else None


def _problem(
    document: Document, at: Place, owner: str, data: Mapping[str, Any], key_guess: _KeyGuess | None
) -> Problem:
    key = str(at.path[-1])
    unused = [field for field in lookup.fields_at(at.path[:-1]) if field not in data]
    extension_key = EXTENSION + (_slug(key) or "note")
    values: dict[str, object] = {"key": key, "owner": owner, "free": VerbatimText(listed(unused)), "own": extension_key}
    if key_guess is None or key_guess.help == "closest":
        problem = _problem_of_outer_field(document, at, values)
        if problem is not None or key_guess is None:
            return problem or Problem("unknown-key", at.at_key, values)
        key_guess = replace(key_guess, help="similar")
    field = str(key_guess.steps[0])
    nested = _nested(key_guess.steps, key_guess.value)
    if isinstance(nested[field], dict):
        nested[field] = completed((*at.path[:-1], field), nested[field])
    values |= {"similar": field, "inside": field, "lines": lines(nested), "steps": key_guess.steps}
    if field in data:
        return _problem_of_present(document, at, data, key_guess, values)
    if len(key_guess.steps) > 1:
        fix = _fix_of_block(document, at, data[key], key_guess) or fix_nested(document, [at], nested)
    else:
        fix = _fix(document, at, data[key], key_guess)
    return Problem("unknown-key", at.at_key, values, help=key_guess.help, fix=fix)


def _problem_of_present(
    document: Document, at: Place, data: Mapping[str, Any], key_guess: _KeyGuess, values: dict[str, object]
) -> Problem:
    """Report a key that belongs under a field that is already there."""
    target = Place(at.document, at.path[:-1])
    present: Any = data
    rest = key_guess.steps
    while len(rest) > 1 and isinstance(present, dict) and isinstance(present.get(str(rest[0])), (dict, list)):
        target, present, rest = target / rest[0], present[str(rest[0])], rest[1:]
    is_list = isinstance(present, list) and len(rest) == 2
    if target.path != at.path[:-1] and (is_list or (isinstance(present, dict) and rest[0] not in present)):
        new = [{str(rest[1]): key_guess.value}] if is_list else _nested(rest, key_guess.value)
        values["lines"] = lines(new)
        fix = fix_moved(document, [at], target, new)
        return Problem("unknown-key", at.at_key, values, help="inside-present", fix=fix)
    if len(key_guess.steps) == 1 or isinstance(data[str(key_guess.steps[0])], dict):
        values["similar"] = ".".join(map(str, key_guess.steps))
        return Problem("unknown-key", at.at_key, values, help="present")
    return Problem("unknown-key", at.at_key, values, help="inside")


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
    if kind == "envelope" and "body" not in data:
        return _KeyGuess("inside", ("body", key), value)
    missing = [field for field in node.schema.get("required", ()) if field not in data] if node else []
    is_word = not isinstance(value, str) or " " not in value
    if len(missing) == 1 and key == next(iter(data)) and is_word and lookup.fits((*base, missing[0]), value):
        return _KeyGuess("renamed", (missing[0],), value)
    if "translations" in known and word not in FIELDS[kind] and (steps := _translation(key, value)):
        return _KeyGuess("inside", steps, value)
    nested = _nested_fields(base, word, known)
    present = next((steps for steps in nested if steps[0] in data), None)
    target = FIELDS.get(kind, {}).get(word)
    if target is None and FOREIGN.get(word) in known:
        target = FOREIGN[word]
    if target and kind == "catalog" and target in known and isinstance(value, str):
        target = None  # a field of an error, in the wrong place
    if target and (present is None or _steps(target)[0] not in data):
        steps = _steps(target)
        if steps[-1] == 0 and isinstance(value, list):
            steps = steps[:-1]
        return _with_fitting_value(
            "renamed" if len(steps) == 1 or isinstance(steps[1], int) else "inside", base, steps, value
        )
    steps_or_none = present or next(iter(nested), None)
    return _with_fitting_value("inside", base, steps_or_none, value) if steps_or_none else None


def _translation(key: str, value: Any) -> Path:
    """Return the steps to a translation that a key names: `message_de`, `messageDe`, `de`, `german`."""
    fields = lookup.fields_at(("errors", 0, "translations", "en"))
    locale = locale_of(key)
    if locale and isinstance(value, dict):
        return ("translations", locale)
    if locale and isinstance(value, str):
        return ("translations", locale, "message")
    match = re.fullmatch(r"([a-z_]+?)(?:[_.\- ]([A-Za-z_-]{2,})|([A-Z][A-Za-z]+))", key)
    if match and isinstance(value, (str, list)):
        locale = locale_of(match[2] or match[3])
        if locale and match[1] in fields:
            return ("translations", locale, match[1])
    return ()


def _with_fitting_value(help_: str, base: Path, steps: Path, value: Any) -> _KeyGuess:
    return _KeyGuess(help_, steps, fitting((*base, *steps), value))


def _fix_of_block(document: Document, at: Place, value: Any, key_guess: _KeyGuess) -> Fix | None:
    """Return the fix that nests a field and keeps the lines of its value; None if its value changes."""
    if key_guess.value is not value or not isinstance(value, (dict, list)) or len(key_guess.steps) < 2:
        return None
    if not all(isinstance(step, str) for step in key_guess.steps):
        return None
    return fix_wrapped(document, at, [str(step) for step in key_guess.steps])


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
            has_place = key not in _mapping_at(document, base[:depth])
            fix = fix_outdented(document, at, Place(at.document, base[: depth + 1])) if has_place else None
            return Problem("unknown-key", at.at_key, values, help="outer", fix=fix)
    if not base and key in lookup.fields_at(("errors", 0)):
        column = _column_of_fields(document, at)
        values |= {"spaces": column, "container": "errors"}
        return Problem("unknown-key", at.at_key, values, help="of-an-error" if column else "in-an-error")
    return None


def _mapping_at(document: Document, path: Path) -> Any:
    value = document.data
    for step in path:
        value = value[step]
    return value


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
    return fix_nested(document, [at], _nested(key_guess.steps, key_guess.value))


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


_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "đ": "d", "ı": "i"})


def _snake(key: str) -> str:
    """Return a key in snake_case, without accents: `httpStatus` is `http_status`, `Código` is `codigo`."""
    plain = "".join(char for char in normalize("NFKD", key.strip()) if not combining(char)).translate(_LETTERS)
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def _slug(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "-", key).strip("-")
