"""From schema errors of jsonschema, which know the place and the keyword, to problems that say what to type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import PathStep, Place, Problem
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes import unknown_keys
from errcat.reading.schema_mistakes.declared_ids import DeclaredIds
from errcat.reading.schema_mistakes.misread_mappings import misread
from errcat.reading.schema_mistakes.schema_names import field_name, key_name, owner_name, value_name
from errcat.reading.schema_mistakes.suggested_yaml import fix_key, fix_without_item, lines
from errcat.reading.schema_mistakes.wrong_values import lines_for, unknown_value, wrong_form, wrong_key, wrong_type

Path = tuple[PathStep, ...]
SchemaError = tuple[Path, Problem]
"""A problem, and the path of the value that does not fit."""

MAX_REPEATED = 20
"""How many repeated items of a list are reported."""


def schema_errors(
    document: Document, base: Path, errors: Iterable[Any], declared: DeclaredIds, *, guess: bool
) -> Iterator[SchemaError]:
    """Yield a problem per place. `guess` also searches for similar names, which takes time."""
    explainer = _Explainer(document, base, declared, guess)
    errors_by_place: dict[tuple[Path, bool], SchemaError] = {}
    for error in errors:
        for path, problem in explainer.explain(error):
            at = problem.at
            where = (at.path, at.key) if isinstance(at, Place) else (path, False)
            errors_by_place.setdefault(where, (path, problem))
    guessed_keys = {
        (path[:-1], problem.values.get("similar"))
        for path, problem in errors_by_place.values()
        if problem.rule == "unknown-key"
    } | explainer.moved_into
    for path, problem in errors_by_place.values():
        # a key with another spelling is not missing as well
        if problem.rule != "missing-key" or not any((path, key) in guessed_keys for key in explainer.missing[path]):
            yield path, problem


class _Explainer:
    """Turns errors of a document into problems."""

    def __init__(self, document: Document, base: Path, declared: DeclaredIds, guess: bool) -> None:
        self.document = document
        self.base = base
        self.declared = declared
        self.guess = guess
        self.missing: dict[Path, Sequence[str]] = {}
        self.moved_into: set[tuple[Path, object]] = set()
        """The fields that unknown keys belong in, by the path of the mapping that needs them."""

    def explain(self, error: Any) -> Iterator[SchemaError]:
        path = (*self.base, *error.absolute_path)
        place = Place(self.document.number, path)
        value, expected = error.instance, error.validator_value
        if "propertyNames" in error.absolute_schema_path:
            yield (*path, value), self._key(place / value, error)
            return
        if error.validator in ("additionalProperties", "required"):
            problem = misread(self.document, place, value)
            if problem is not None:
                yield path, problem
                return
        match error.validator:
            case "additionalProperties":
                owner = owner_name(path)
                for problem in unknown_keys.problems(self.document, place, owner, value, guess=self.guess):
                    steps = problem.values.get("steps", ())
                    assert isinstance(steps, tuple)
                    if len(steps) > 1:
                        self.moved_into.add(((*path, *steps[:-1]), steps[-1]))
                    yield problem.at.path if isinstance(problem.at, Place) else path, problem
            case "anyOf":
                yield from self._alternatives(error, place)
            case "uniqueItems":
                for problem in self._repeated(place, value):
                    yield path, problem
            case _:
                yield path, self._single_problem(place, value, expected, error)

    def _single_problem(self, place: Place, value: Any, expected: Any, error: Any) -> Problem:
        document, path = self.document, place.path
        match error.validator:
            case "required":
                return self._missing(place, [key for key in expected if key not in value])
            case "type":
                return wrong_type(document, place, value, [expected])
            case "enum":
                return unknown_value(document, place, value, expected, guess=self.guess)
            case "const":
                return unknown_value(document, place, value, [expected], guess=self.guess)
            case "pattern":
                return wrong_form(document, place, value, error.schema, self.declared)
            case "minLength":
                return Problem("empty-text", place, {"field": field_name(path)})
            case "maxLength":
                values = {"field": value_name(path), "length": len(value), "limit": expected}
                return Problem("too-long", place, values, help=_too_long_help(path))
            case "minItems":
                example = lines_for(document, place, lookup.example_at(path))
                return Problem("empty-list", place, {"field": value_name(path), "lines": example})
            case "minimum":
                return Problem(
                    "number-too-small", place, {"field": value_name(path), "value": value, "limit": expected}
                )
        raise AssertionError(f"no words for {error.validator}")

    def _alternatives(self, error: Any, place: Place) -> Iterator[SchemaError]:
        """Yield the problems of the alternative that the writer meant: the first whose type fits."""
        branches: dict[int, list[Any]] = {}
        for branch_error in error.context:
            branches.setdefault(branch_error.schema_path[0], []).append(branch_error)
        if all(branch_error.validator == "required" for errors in branches.values() for branch_error in errors):
            yield place.path, self._missing_either(place, error.instance, branches)
            return
        fitting_branches = [
            errors
            for errors in branches.values()
            if not any(_is_about_the_type(branch_error) for branch_error in errors)
        ]
        if fitting_branches:
            for branch_error in fitting_branches[0]:
                yield from self.explain(branch_error)
            return
        kinds = [kind for errors in branches.values() for branch_error in errors for kind in _types(branch_error)]
        yield place.path, wrong_type(self.document, place, error.instance, kinds)

    def _missing_either(self, place: Place, value: Any, branches: dict[int, list[Any]]) -> Problem:
        """Report the missing keys of the set that the writer began, or else the first key of each set."""
        sets = [errors[0].validator_value for errors in branches.values()]
        begun_keys = next((keys for keys in sets if any(key in value for key in keys)), None)
        if begun_keys:
            return self._missing(place, [key for key in begun_keys if key not in value])
        return self._missing(place, [keys[0] for keys in sets], " or ")

    def _missing(self, place: Place, keys: Sequence[str], joiner: str = " and ") -> Problem:
        self.missing[place.path] = keys
        examples = {key: lookup.example_at((*place.path, key)) for key in keys}
        if joiner == " or ":
            examples = dict([next(iter(examples.items()))])
        name = self._code_as_name(place, keys)
        if name is not None:
            return name
        values = {
            "keys": joiner.join(f'"{key}"' for key in keys),
            "owner": owner_name(place.path),
            "lines": lines(examples),
        }
        continues_previous = (
            "code" in keys and place.path[:1] == ("errors",) and self._continues_previous_entry(place.path)
        )
        return Problem("missing-key", place, values, help="dash" if continues_previous else "")

    def _code_as_name(self, place: Place, keys: Sequence[str]) -> Problem | None:
        """Report an entry that has its code in `name`."""
        if list(keys) != ["code"] or len(place.path) != 2 or place.path[0] != "errors":
            return None
        number = place.path[1]
        assert isinstance(number, int)
        entry = self.document.data["errors"][number]
        if next(iter(entry), "") != "name" or not isinstance(entry["name"], str):
            return None
        values = {"keys": '"code"', "owner": owner_name(place.path), "lines": lines({"code": entry["name"]})}
        return Problem("missing-key", place, values, "name", fix=fix_key(self.document, place / "name", "code"))

    def _continues_previous_entry(self, path: Path) -> bool:
        """Whether an entry without a code looks like the rest of the entry before it: they have no field in common."""
        number = path[1]
        if len(path) > 2 or not isinstance(number, int) or number == 0:
            return False
        previous, entry = self.document.data["errors"][number - 1 : number + 1]
        return isinstance(previous, dict) and "code" in previous and not previous.keys() & entry.keys()

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
        first_numbers: dict[Any, int] = {}
        # items that are neither text nor numbers have their own problem
        scalars = ((number, item) for number, item in enumerate(items) if type(item) in (str, int))
        repeated = [number for number, item in scalars if first_numbers.setdefault(item, number) != number]
        for number in repeated[:MAX_REPEATED]:
            values = {"field": value_name(place.path), "value": items[number]}
            fix = fix_without_item(self.document, place, number)
            yield Problem(
                "repeated-item", place / number, values, related=(place / first_numbers[items[number]],), fix=fix
            )


def _too_long_help(path: Path) -> str:
    """Return the help for a text that is too long: it suggests the description for what a sentence cannot hold."""
    if path[:1] == ("errors",) and path[-1] in ("message", "action", "title", "user_message"):
        return "sentence"
    return ""


def _is_about_the_type(error: Any) -> bool:
    """Whether an alternative fails because the value is of another type."""
    if error.path:
        return False
    return error.validator == "type" or (error.validator == "enum" and not isinstance(error.instance, str))


def _types(error: Any) -> list[str]:
    if not _is_about_the_type(error):
        return []
    return ["string"] if error.validator == "enum" else [error.validator_value]
