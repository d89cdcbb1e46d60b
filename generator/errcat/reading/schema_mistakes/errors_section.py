"""Explanations of an `errors` section that is not a list.

Writers who do not know lists use the code as a key, or forget the first dash.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat.findings.document import Document, end_of_block, end_of_value
from errcat.findings.finding import Fix, Place, Problem, Range
from errcat.findings.source import Edit
from errcat.reading.schema.lookup import example_at
from errcat.reading.schema_mistakes.schema_names import owner_name
from errcat.reading.schema_mistakes.suggested_yaml import in_flow, lines, written_at
from errcat.reading.schema_mistakes.wrong_values import empty_value, wrong_type
from errcat.text.yaml_writer import yaml_scalar

MAX_SHOWN_FIELDS = 2
"""How many fields of the first entry a help text repeats."""


def errors_problem(document: Document, errors: object) -> Problem:
    """Explain what is wrong with `errors`, and show the list that it should be."""
    place = Place(document.number, ("errors",))
    if errors is None:
        return empty_value(document, place)
    if not isinstance(errors, dict):
        return wrong_type(document, place, errors, ["array"])
    if not errors:
        # errcat: ignore[unknown-code] the example of another catalog
        return Problem("errors-not-a-list", place.at_key, {"lines": lines({"errors": [{"code": "order_not_found"}]})})
    if not isinstance(errors.get("code", {}), (dict, list)):
        values = {"lines": lines({"errors": [_first_fields(errors)]})}
        return Problem("errors-not-a-list", place.at_key, values, help="dash", fix=_with_dash(document, place, errors))
    code, entry = next(iter(errors.items()))
    first = {"code": code} | (_first_fields(entry) if isinstance(entry, dict) else {})
    if isinstance(entry, str):
        first["message"] = entry
    values = {"lines": lines({"errors": [first]})}
    return Problem("errors-not-a-list", place.at_key, values, help="keyed", fix=_as_list(document, place, errors))


def without_keys_of(document: Document, problems: list[Problem]) -> list[Problem]:
    """Leave out problems with keys such as `404:` in `errors`, because another problem covers them: `- code: "404"`."""
    errors = document.data.get("errors") if isinstance(document.data, dict) else None
    if not isinstance(errors, dict):
        return problems
    keys = {document.file_offset(start) for start in document.marks[id(errors)][::2]}
    return [
        problem
        for problem in problems
        if problem.rule != "key-is-no-text"
        or not isinstance(problem.at, Range)
        or problem.at.document != document.number
        or problem.at.start not in keys
    ]


def missing_errors(document: Document) -> Problem:
    """Report a catalog that has no `errors`."""
    values = {"keys": '"errors"', "owner": owner_name(()), "lines": lines({"errors": example_at(("errors",))})}
    return Problem("missing-key", Place(document.number), values)


def _first_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in entry.items() if not isinstance(value, (dict, list))}
    return dict(list(plain.items())[:MAX_SHOWN_FIELDS])


def _with_dash(document: Document, place: Place, errors: Mapping[str, Any]) -> Fix | None:
    """Return the fix that adds a dash before the first field and indents the others."""
    first = place / next(iter(errors))
    start = document.start_of(first.at_key)
    text = document.text
    margin = text[text.rfind("\n", 0, start) + 1 : start]
    if document.text != document.source.text or in_flow(document, first) or margin.strip():
        return None
    end = end_of_block(text, document.start_of(place.at_key))
    fields = text[start:end].rstrip()
    return Fix(document.number, (Edit(start, start + len(fields), "- " + fields.replace("\n", "\n  ")),))


def _as_list(document: Document, place: Place, errors: Mapping[str, Any]) -> Fix | None:
    """Return the fix that turns each key into the code of a list item; its fields stay where they are."""
    if document.text != document.source.text or in_flow(document, place / next(iter(errors))):
        return None
    edits: list[Edit] = []
    text = document.text
    marks = document.marks[id(errors)]
    for number, (code, entry) in enumerate(errors.items()):
        start, entry_start = marks[2 * number], marks[2 * number + 1]
        end = end_of_value(text, start)
        margin = text[text.rfind("\n", 0, start) + 1 : start]
        rest_of_line = text[end : end_of_value(text, end + 1)]
        if margin.strip() or code.startswith("\0") or rest_of_line[:1] != ":":
            return None
        if entry is None:
            if rest_of_line[1:].strip():
                return None  # an explicit null
            edits.append(Edit(start, end + 1, f"- code: {yaml_scalar(code)}"))
            continue
        if isinstance(entry, str) and written_at(document, entry_start, entry):
            edits.append(Edit(start, entry_start, f"- code: {yaml_scalar(code)}\n{margin}  message: "))
            continue
        inner_margin = text[text.rfind("\n", 0, entry_start) + 1 : entry_start]
        if not isinstance(entry, dict) or "code" in entry or inner_margin.strip():
            return None
        gap = " " * (len(inner_margin) - len(margin) - 1)
        edits.append(Edit(start, end + 1, f"-{gap}code: {yaml_scalar(code)}"))
    return Fix(document.number, tuple(edits))
