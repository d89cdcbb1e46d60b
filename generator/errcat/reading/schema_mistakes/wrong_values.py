"""Explanations of values that do not fit their field: of the wrong type, empty, unknown, or in the wrong form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import Fix, PathStep, Place, Problem, VerbatimText
from errcat.findings.source import Edit
from errcat.model.identifiers import deception_problems
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes.declared_ids import DeclaredIds, meant_id
from errcat.reading.schema_mistakes.list_fixes import fix_keys, fix_lines
from errcat.reading.schema_mistakes.moved_fields import fix_nested
from errcat.reading.schema_mistakes.schema_names import (
    field_name,
    key_name,
    scalar_description,
    type_names,
    value_description,
    value_name,
)
from errcat.reading.schema_mistakes.suggested_yaml import fix_key, fix_value, in_flow, lines, written
from errcat.reading.schema_mistakes.synonyms import VALUES
from errcat.reading.schema_mistakes.value_guesses import ValueGuess, best_guess, fitting, respelled
from errcat.text.deceptive_characters import apparent_text
from errcat.text.suggestions import closest, listed
from errcat.text.yaml_writer import yaml_flow, yaml_quoted

_NULL = ("~", "null", "Null", "NULL")
_MAPS = ("categories", "groups", "types", "params")
"""Fields with entries that may be empty, because the id is enough."""


def wrong_type(document: Document, place: Place, value: Any, expected: Sequence[str]) -> Problem:
    """Report a value of another type than its field takes."""
    path = place.path
    if value is None:
        return empty_value(document, place)
    if "string" in expected and isinstance(value, (bool, int, float)):
        return unquoted_text(document, place, value)
    without_commas = _between_commas(document, place, value)
    if without_commas is not None:
        return without_commas
    values: dict[str, object] = {
        "field": value_name(path),
        "expected": type_names(expected),
        "found": value_description(value),
    }
    in_lines = fix_lines(document, place, value) if isinstance(value, str) and "array" in expected else None
    if in_lines is not None:
        values["lines"] = lines({path[-1]: in_lines.items})
        return Problem("wrong-type", place, values, help="list", fix=in_lines.fix)
    guess = best_guess(path, value)
    if guess is None:
        example = lookup.example_at(path)
        values["lines"] = lines_for(document, place, example)
        return Problem("wrong-type", place, values, help="" if example is not None else "bare")
    values["lines"] = _lines_of(document, place, value, guess)
    return Problem("wrong-type", place, values, help=guess.kind, fix=_rewrite(document, place, value, guess))


def _fix_translations(document: Document, place: Place, value: Mapping[str, str]) -> Fix | None:
    """Return the fix that keeps the first language, and moves the others under `translations`."""
    field = place.path[-1]
    owner = document.data
    for step in place.path[:-1]:
        owner = owner[step]
    if len(place.path) != 3 or "translations" in owner:
        return None
    others = {locale: {field: text} for locale, text in list(value.items())[1:]}
    new: dict[Any, Any] = {field: next(iter(value.values()))} | ({"translations": others} if others else {})
    return fix_nested(document, [place], new)


def _lines_of(document: Document, place: Place, value: Any, guess: ValueGuess) -> VerbatimText:
    if guess.kind != "translations":
        return lines_for(document, place, guess.value)
    field = place.path[-1]
    others = {locale: {field: text} for locale, text in list(value.items())[1:]}
    return lines({field: guess.value} | ({"translations": others} if others else {}))


def _rewrite(document: Document, place: Place, value: Any, guess: ValueGuess) -> Fix | None:
    if guess.kind == "class":
        return None
    if guess.kind in ("keys", "merged") and isinstance(value, list) and isinstance(value[0], dict):
        id_field = next(iter(value[0]), "") if guess.kind == "keys" else ""
        return fix_keys(document, value, id_field)
    if guess.kind == "translations":
        return _fix_translations(document, place, value)
    if guess.kind != "braces":
        return fix_value(document, place, value, guess.value, safe=guess.safe)
    where = written(document, place, value)
    if where is None:
        return None
    text = document.source.text[where[0] : where[1]]  # as it is written: {user_id}, { user_id }
    return Fix(document.number, (Edit(*where, yaml_quoted(text)),))


def unquoted_text(document: Document, place: Place, value: object) -> Problem:
    """Report a text that YAML reads as something else; the fix is the quoted spelling."""
    where = written(document, place, value)
    spelling = document.source.text[slice(*where)] if where else str(value)
    values = {
        "field": field_name(place.path),
        "spelling": spelling,
        "meaning": scalar_description(value),
        "quoted": yaml_quoted(spelling),
    }
    fix = Fix(document.number, (Edit(*where, yaml_quoted(spelling)),)) if where else None
    return Problem("unquoted-text", place, values, fix=fix)


def empty_value(document: Document, place: Place) -> Problem:
    """Report an empty value."""
    path = place.path
    where = document.range_of(place)
    spelling = document.source.text[where.start : where.end].strip(" ,]}")
    values: dict[str, object] = {"field": value_name(path), "spelling": spelling}
    if isinstance(path[-1], int):
        values["lines"] = lines_for(document, place, lookup.example_at(path))
        return Problem("empty-value", place, values, help="item")
    if len(path) > 1 and path[-2] in _MAPS:
        values["lines"] = lines({path[-1]: {}})
        return Problem("empty-value", place.at_key, values, help="map", fix=_empty_map(document, place, spelling))
    if lookup.expected_types(path) == {"boolean", "object"}:
        values["lines"] = lines({path[-1]: True})
        return Problem("empty-value", place.at_key, values, help="bare", fix=_with_value(document, place, " true"))
    values["lines"] = lines({path[-1]: lookup.example_at(path)})
    if spelling in _NULL:
        values["quoted"] = lines({path[-1]: spelling})
        is_text = lookup.fits(path, spelling)
        return Problem("empty-value", place, values, help="word" if is_text else "null")
    holder = lookup.object_at(path[:-1])
    is_required = path == ("errors",) or (holder is not None and path[-1] in holder.schema.get("required", ()))
    return Problem("empty-value", place.at_key, values, help="required" if is_required else "")


def _with_value(document: Document, place: Place, value: str) -> Fix | None:
    """Return the fix that writes a value after a key that has none."""
    text, end = document.source.text, document.range_of(place.at_key).end
    if text[end : end + 1] != ":" or text[end + 1 : end + 2] not in ("\n", "\r", ""):
        return None
    return Fix(document.number, (Edit(end + 1, end + 1, value),), safe=False)


def _empty_map(document: Document, place: Place, spelling: str) -> Fix | None:
    text = document.source.text
    end = document.range_of(place.at_key).end
    if not spelling and in_flow(document, place) and text[end : end + 1] in (",", "}", " "):
        return Fix(document.number, (Edit(end, end, ": {}"),))
    if spelling in _NULL or text[end : end + 1] != ":" or text[end + 1 : end + 2] not in ("\n", "\r", ""):
        return None
    return Fix(document.number, (Edit(end + 1, end + 1, " {}"),))


def _between_commas(document: Document, place: Place, value: Any) -> Problem | None:
    """Report `[401 403]`, where the items have no comma between them."""
    path = place.path
    if not path or not isinstance(path[-1], int) or not isinstance(value, str) or not in_flow(document, place):
        return None
    texts = re.split(r"[\s;/|]+", value)
    guesses = [fitting(path, text) for text in texts]
    if (
        len(texts) < 2
        or any(guesses.count(guess) > 1 for guess in guesses)
        or not all(lookup.fits(path, guess) for guess in guesses)
    ):
        return None
    where = written(document, place, value)
    text = ", ".join(yaml_flow(guess) for guess in guesses)
    values = {
        "field": value_name(path),
        "expected": type_names(lookup.expected_types(path)),
        "found": value_description(value),
        "lines": VerbatimText(f" `{text}`"),
    }
    fix = Fix(document.number, (Edit(*where, text),), safe=False) if where else None
    return Problem("wrong-type", place, values, help="commas", fix=fix)


def unknown_value(document: Document, place: Place, value: Any, known: Sequence[Any], *, guess: bool) -> Problem:
    """Report a value that is not among those that a field takes."""
    path = place.path
    if value is None:
        return empty_value(document, place)
    if isinstance(value, (dict, list)) or not all(isinstance(known_value, str) for known_value in known):
        return wrong_type(document, place, value, ["string" if isinstance(known[0], str) else "integer"])
    text = str(value).lower() if isinstance(value, bool) else str(value)
    word = text.strip().casefold()
    values: dict[str, object] = {"value": text, "field": value_name(path), "known": VerbatimText(listed(known))}
    same_word = next((known_value for known_value in known if known_value.casefold() == word), "")
    synonyms = VALUES.get(field_name(path), {})
    closest_value = same_word or synonyms.get(word) or synonyms.get(re.sub(r"\W+", "_", word), "")
    if closest_value not in known:
        closest_value = closest(text, known) if guess else ""
    if not closest_value:
        return Problem("unknown-value", place, values)
    values["lines"] = lines_for(document, place, closest_value)
    fix = fix_value(document, place, value, closest_value, safe=bool(same_word))
    return Problem("unknown-value", place, values, help="same" if same_word else "similar", fix=fix)


def wrong_form(
    document: Document, place: Place, value: str, schema: Mapping[str, Any], declared: DeclaredIds
) -> Problem:
    """Report a text that is not in the form that its field requires."""
    deceptive_problem = _deceptive(place, value, schema)
    if deceptive_problem:
        return deceptive_problem
    respelled_text = meant_id(place.path, value, declared) or respelled(place.path, value)
    values = {"field": value_name(place.path), "value": value, "form": _form(schema)}
    if not respelled_text:
        return Problem("wrong-form", place, values)
    fix = fix_value(document, place, value, respelled_text, safe=False)
    return Problem(
        "wrong-form", place, values | {"lines": lines_for(document, place, respelled_text)}, help="similar", fix=fix
    )


def wrong_key(document: Document, place: Place, schema: Mapping[str, Any]) -> Problem:
    """Report a custom key that is not in the required form."""
    key, holder = str(place.path[-1]), place.path[:-1]
    deceptive_problem = _deceptive(place.at_key, key, schema)
    if deceptive_problem:
        return deceptive_problem
    respelled_key = respelled(holder, key, key=True)
    values = {"field": key_name(holder), "value": key, "form": _form(schema)}
    if not respelled_key:
        return Problem("wrong-form", place.at_key, values)
    values["better"] = respelled_key
    return Problem("wrong-form", place.at_key, values, help="key", fix=fix_key(document, place, respelled_key))


def _deceptive(place: Place, text: str, schema: Mapping[str, Any]) -> Problem | None:
    """Report the deceptive character that keeps a text from having the required form, if it looks as if it had it."""
    if text.isascii() or not re.search(schema.get("pattern", ""), apparent_text(text)):
        return None
    return next(deception_problems(text, place), None)


def _form(schema: Mapping[str, Any]) -> str:
    """Return the form as the schema describes it to editors, as the start of a help text."""
    form: str = schema.get("patternErrorMessage") or schema.get("description", "")
    return VerbatimText((form[:1].lower() + form[1:]).rstrip("."))


def lines_for(document: Document, place: Place, value: Any) -> VerbatimText:
    """Show what to type instead of a value, with the key or dash before it."""
    last: PathStep = place.path[-1]
    if isinstance(last, str):
        return lines({last: value})
    has_dash = document.text[: document.start_of(place)].rstrip(" ").endswith("-")
    return lines([value] if has_dash else value)
