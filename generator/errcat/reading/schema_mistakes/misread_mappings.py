"""Mappings that the writer did not mean: a text with a colon, a link with its title as the key, a code as the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from errcat.findings.document import Document, end_of_block, end_of_value
from errcat.findings.finding import Fix, PathStep, Place, Problem, Range
from errcat.findings.source import Edit
from errcat.model.field import EXTENSION
from errcat.reading.schema import lookup
from errcat.reading.schema_mistakes.schema_names import type_names, value_description, value_name
from errcat.reading.schema_mistakes.suggested_yaml import in_flow, lines, written
from errcat.reading.schema_mistakes.synonyms import FIELDS
from errcat.reading.schema_mistakes.value_guesses import KEYED_FIELDS, best_guess
from errcat.text.yaml_writer import yaml_quoted, yaml_scalar

Path = tuple[PathStep, ...]


def misread(document: Document, place: Place, value: Any) -> Problem | None:
    """Explain a mapping that was not meant as one; None if the writer meant its fields."""
    path = place.path
    if not isinstance(value, dict) or not value:
        return None
    fields = lookup.fields_at(path)
    first = next(iter(value))
    if first in fields or first.startswith(EXTENSION):
        return None
    node = lookup.object_at(path)
    kind = node.name if node else ""
    if kind == "error" and len(path) == 2 and "code" not in value:
        return _keyed_error(document, place, value, fields)
    if len(value) > 1 or re.sub(r"\W+", "_", first) in FIELDS.get(kind, {}):
        return None
    if "string" in lookup.expected_types(path) and isinstance(value[first], (str, int, float, type(None))):
        return _text_with_colon(document, place / first, value[first])
    if kind in KEYED_FIELDS and isinstance(value[first], str):
        return _keyed_item(document, place, value)
    return None


def _text_with_colon(document: Document, at: Place, value: Any) -> Problem | None:
    text = document.text
    start = document.start_of(at.at_key)
    colon = text.find(":", max(end_of_value(text, start), start + 1) - 1)
    where = written(document, at, value)
    end = document.text_offset(where[1] - 1) + 1 if where and where[1] > where[0] else 0
    if value is None:
        end = colon + 1
    elif not end:
        end = start + len(text[start : end_of_block(text, start)].rstrip())
    if colon < 0 or text[start] in "'\"":
        return None
    entire = re.sub(r"\s*\n\s*", " ", text[start:end])
    first = document.file_offset(colon)
    edit = Edit(document.file_offset(start), document.file_offset(end - 1) + 1, yaml_quoted(entire))
    values = {"line": entire, "fixed": yaml_quoted(entire)}
    fix = Fix(document.number, (edit,))
    return Problem("colon-in-text", Range(document.number, first, first + 1), values, "" if value else "end", fix=fix)


def _keyed_item(document: Document, place: Place, value: Mapping[str, Any]) -> Problem | None:
    guess = best_guess(place.path, value)
    if guess is None or guess.kind != "mapping":
        return None
    values: dict[str, object] = {
        "field": value_name(place.path),
        "expected": type_names(["object"]),
        "found": value_description(value),
        "lines": lines([guess.value]),
    }
    key = next(iter(value))
    fix = None
    where = written(document, place / key, value[key])
    start = document.range_of((place / key).at_key).start
    if where and not in_flow(document, place) and document.text[: document.start_of(place)].rstrip(" ").endswith("-"):
        fix = _as_fields(document, start, where, guess.value)
    return Problem("wrong-type", place, values, help="mapping", fix=fix)


def _as_fields(document: Document, start: int, where: tuple[int, int], new: Mapping[str, Any]) -> Fix:
    column = start - document.source.text.rfind("\n", 0, start) - 1
    text = f"\n{' ' * column}".join(f"{key}: {yaml_scalar(item)}" for key, item in new.items())
    return Fix(document.number, (Edit(start, where[1], text),), safe=False)


def _keyed_error(
    document: Document, place: Place, value: Mapping[str, Any], fields: Mapping[str, Any]
) -> Problem | None:
    """Report `- order_not_found:` with the fields of the error below it."""
    code, inner = next(iter(value.items()))
    rest = list(value)[1:]
    if not (inner is None or (isinstance(inner, dict) and any(key in fields for key in inner))):
        return None
    if any(key not in fields for key in rest) or not re.fullmatch(r"\S+", code):
        return None
    entry = {"code": code, **{key: value[key] for key in rest}, **(inner or {})}
    plain = {key: item for key, item in entry.items() if not isinstance(item, (dict, list))}
    values = {"key": code, "owner": "an error", "lines": lines([dict(list(plain.items())[:2])])}
    return Problem("unknown-key", (place / code).at_key, values, "code", fix=_fix_code(document, place, code, inner))


def _fix_code(document: Document, place: Place, code: str, inner: Any) -> Fix | None:
    text = document.text
    start = document.start_of((place / code).at_key)
    end = end_of_value(text, start)
    line_start = text.rfind("\n", 0, start) + 1
    head = text[line_start:start]
    if head.strip() != "-" or text != document.source.text or text[end : end + 1] != ":":
        return None
    if not inner:
        return Fix(document.number, (Edit(start, end + 1, f"code: {yaml_scalar(code)}"),), safe=False)
    inner_start = document.marks[id(inner)][0]
    column = inner_start - text.rfind("\n", 0, inner_start) - 1
    dash = head.index("-")
    if text[inner_start] == "{" or column < dash + 2:
        return None
    gap = " " * (column - dash - 1)
    edit = Edit(line_start + dash, end + 1, f"-{gap}code: {yaml_scalar(code)}")
    return Fix(document.number, (edit,), safe=False)
