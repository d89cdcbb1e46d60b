"""Facts about errors in few bytes: a row for each error, without field names, and without what scripts can work out.

`assets/script/codes.js` reads the rows. The two have the same rules for the values that a row leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from errcat.targets.literals import json_literal

Entry = Mapping[str, object]


def packed(entries: Sequence[Entry]) -> dict[str, object]:
    """Return the fields of the entries, the values that entries share, and the rows.

    A row has the value of each field in this order, null for none, and nothing after the last value. In place of a
    shared value, it has the number of the value.
    """
    short = [_without_derived(entry) for entry in entries]
    fields = list(dict.fromkeys(field for entry in short for field in entry))
    shared = {field: values for field in fields if (values := _shared_values(short, field))}
    numbers = {field: {literal: number for number, literal in enumerate(values)} for field, values in shared.items()}
    return {
        "fields": fields,
        "shared": {field: list(values.values()) for field, values in shared.items()},
        "errors": [_row(entry, fields, numbers) for entry in short],
    }


def _without_derived(entry: Entry) -> dict[str, object]:
    """Return an entry without the name, the page and the title that follow from its code."""
    code, name = str(entry["code"]), str(entry["name"])
    derived = {"name": code}
    if name.isascii():  # other letters have different rules in other languages
        derived["page"] = name.lower().replace("_", "-")
        derived["title"] = name.replace("_", " ").capitalize()
    return {field: value for field, value in entry.items() if derived.get(field) != value}


def _shared_values(entries: Sequence[Entry], field: str) -> dict[str, object]:
    """Return the distinct values of a field by their JSON; nothing if their numbers would not save bytes."""
    values = [entry[field] for entry in entries if field in entry]
    literals: list[str] = [json_literal(value) for value in values]
    distinct: dict[str, object] = dict(zip(literals, values, strict=True))
    numbers = {literal: number for number, literal in enumerate(distinct)}
    size = sum(map(len, distinct)) + sum(len(str(numbers[literal])) for literal in literals)
    return distinct if size < sum(map(len, literals)) else {}


def _row(entry: Entry, fields: Sequence[str], numbers: Mapping[str, Mapping[str, int]]) -> list[object]:
    row = [
        None if field not in entry
        else numbers[field][json_literal(entry[field])] if field in numbers
        else entry[field]
        for field in fields
    ]  # fmt: skip
    while row and row[-1] is None:
        row.pop()
    return row
