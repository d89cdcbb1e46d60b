"""What does not fit the schema, as problems for people: one for each mistake, with what to type instead.

Reading, third step: from the errors of jsonschema, which know the place and the rule, to problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import PathStep, Place, Problem
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes import unknown_keys
from errcat.reading.schema_mistakes.schema_names import field_name, key_name, owner_name, value_name
from errcat.reading.schema_mistakes.suggested_yaml import fix_without_item, lines
from errcat.reading.schema_mistakes.wrong_values import lines_for, unknown_value, wrong_form, wrong_key, wrong_type

Path = tuple[PathStep, ...]
SchemaError = tuple[Path, Problem]
"""A problem, and the path of what does not fit."""

MOST_REPEATED = 20
"""How many repeated items of one list are told."""


def schema_errors(document: Document, base: Path, errors: Iterable[Any], *, guess: bool) -> Iterator[SchemaError]:
    """One problem for each place. `guess`: look for words that are near, which takes its time."""
    explainer = _Explainer(document, base, guess)
    found: dict[tuple[Path, bool], SchemaError] = {}
    for error in errors:
        for path, problem in explainer.explain(error):
            assert isinstance(problem.at, Place)
            found.setdefault((problem.at.path, problem.at.key), (path, problem))
    best_guess = {(path[:-1], one.values.get("similar")) for path, one in found.values() if one.rule == "unknown-key"}
    for path, problem in found.values():
        # a key that is written in another way is not missing as well
        if problem.rule != "missing-key" or not any((path, key) in best_guess for key in explainer.missing[path]):
            yield path, problem


class _Explainer:
    """What the words of one schema error need to know."""

    def __init__(self, document: Document, base: Path, guess: bool) -> None:
        self.document = document
        self.base = base
        self.guess = guess
        self.missing: dict[Path, Sequence[str]] = {}

    def explain(self, error: Any) -> Iterator[SchemaError]:
        path = (*self.base, *error.absolute_path)
        place = Place(self.document.number, path)
        value, wanted = error.instance, error.validator_value
        if "propertyNames" in error.absolute_schema_path:
            yield (*path, value), self._key(place / value, error)
            return
        match error.validator:
            case "additionalProperties":
                owner = owner_name(path)
                for problem in unknown_keys.problems(self.document, place, owner, value, guess=self.guess):
                    yield problem.at.path if isinstance(problem.at, Place) else path, problem
            case "anyOf":
                yield from self._alternatives(error, place)
            case "uniqueItems":
                for problem in self._repeated(place, value):
                    yield path, problem
            case _:
                yield path, self._one(place, value, wanted, error)

    def _one(self, place: Place, value: Any, wanted: Any, error: Any) -> Problem:
        document, path = self.document, place.path
        match error.validator:
            case "required":
                return self._missing(place, [key for key in wanted if key not in value])
            case "type":
                return wrong_type(document, place, value, [wanted])
            case "enum":
                return unknown_value(document, place, value, wanted, guess=self.guess)
            case "const":
                return unknown_value(document, place, value, [wanted], guess=self.guess)
            case "pattern":
                return wrong_form(document, place, value, error.schema)
            case "minLength":
                return Problem("empty-text", place, {"field": field_name(path)})
            case "maxLength":
                values = {"field": value_name(path), "length": len(value), "limit": wanted}
                return Problem("too-long", place, values, help=_room(path))
            case "minItems":
                example = lines_for(document, place, lookup.example_at(path))
                return Problem("empty-list", place, {"field": value_name(path), "lines": example})
            case "minimum":
                return Problem("number-too-small", place, {"field": value_name(path), "value": value, "limit": wanted})
        raise AssertionError(f"no words for {error.validator}")

    def _alternatives(self, error: Any, place: Place) -> Iterator[SchemaError]:
        """The problems of the one alternative that the writer meant: the first whose type fits."""
        branches: dict[int, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        if all(inner.validator == "required" for errors in branches.values() for inner in errors):
            yield place.path, self._missing_either(place, error.instance, branches)
            return
        best_guess = [errors for errors in branches.values() if not any(_is_about_the_type(inner) for inner in errors)]
        if best_guess:
            for inner in best_guess[0]:
                yield from self.explain(inner)
            return
        kinds = [kind for errors in branches.values() for inner in errors for kind in _types(inner)]
        yield place.path, wrong_type(self.document, place, error.instance, kinds)

    def _missing_either(self, place: Place, value: Any, branches: dict[int, list[Any]]) -> Problem:
        """Of several sets of keys the rest of the one that is begun; where none is, the first key of each."""
        sets = [errors[0].validator_value for errors in branches.values()]
        begun = next((keys for keys in sets if any(key in value for key in keys)), None)
        if begun:
            return self._missing(place, [key for key in begun if key not in value])
        return self._missing(place, [keys[0] for keys in sets], " or ")

    def _missing(self, place: Place, keys: Sequence[str], joint: str = " and ") -> Problem:
        self.missing[place.path] = keys
        examples = {key: lookup.example_at((*place.path, key)) for key in keys}
        if joint == " or ":
            examples = dict([next(iter(examples.items()))])
        values = {
            "keys": joint.join(f'"{key}"' for key in keys),
            "owner": owner_name(place.path),
            "lines": lines(examples),
        }
        goes_on = "code" in keys and place.path[:1] == ("errors",) and self._goes_on(place.path)
        return Problem("missing-key", place, values, help="dash" if goes_on else "")

    def _goes_on(self, path: Path) -> bool:
        """Whether an entry without a code looks like the rest of the one before: they have no field in common."""
        number = path[1]
        if len(path) > 2 or not isinstance(number, int) or number == 0:
            return False
        before, entry = self.document.data["errors"][number - 1 : number + 1]
        return isinstance(before, dict) and "code" in before and not before.keys() & entry.keys()

    def _key(self, place: Place, error: Any) -> Problem:
        if error.validator != "maxLength":
            return wrong_key(self.document, place, error.schema)
        values = {
            "field": key_name(place.path[:-1]),
            "length": len(error.instance),
            "limit": error.validator_value,
        }
        return Problem("too-long", place.at_key, values)

    def _repeated(self, place: Place, items: Sequence[Any]) -> Iterator[Problem]:
        first: dict[Any, int] = {}
        # of what is neither text nor number it is told on its own that it is not
        known = ((number, item) for number, item in enumerate(items) if type(item) in (str, int))
        again = [number for number, item in known if first.setdefault(item, number) != number]
        for number in again[:MOST_REPEATED]:
            values = {"field": value_name(place.path), "value": items[number]}
            fix = fix_without_item(self.document, place, number)
            yield Problem("repeated-item", place / number, values, related=(place / first[items[number]],), fix=fix)


def _room(path: Path) -> str:
    """Which help tells of a text that is too long: what a sentence has no room for, the description has."""
    if path[:1] == ("errors",) and path[-1] in ("message", "action", "title", "user_message"):
        return "sentence"
    return ""


def _is_about_the_type(error: Any) -> bool:
    """Whether an error of an alternative is that the value is of another kind altogether."""
    if error.path:
        return False
    return error.validator == "type" or (error.validator == "enum" and not isinstance(error.instance, str))


def _types(error: Any) -> list[str]:
    if not _is_about_the_type(error):
        return []
    return ["string"] if error.validator == "enum" else [error.validator_value]
