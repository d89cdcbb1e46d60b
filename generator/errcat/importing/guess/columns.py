"""The columns of a table → fields: from their headers, and from the kind of their values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from errcat.importing.found.field_words import fields_named, is_about_errors, words_of_header
from errcat.importing.found.pieces import PageTable
from errcat.importing.guess.headings import is_code, is_token, named_error
from errcat.importing.guess.texts import plain, slug

ERRORS, STATUSES, TYPES, CATEGORIES, OTHER = "errors", "statuses", "types", "categories", "other"
"""What the rows of a table are."""
_STATUS = re.compile(r"-?[1-9][0-9]{2}(?:\s*[,/ ]\s*-?[1-9][0-9]{2})*")
_STATUS_FIRST = re.compile(r"[1-5][0-9xX]{2}\b.*", re.DOTALL)
_PHRASE = re.compile(r"[A-Z][\w'-]*(?: [\w'/-]+){0,4}")
_MOST = 0.8
_SOME = 0.5
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_DESCRIBES_VALUES = {"type", "kind", "in", "required", "default", "data type"}
"""Headers of tables about parameters."""
_NEVER_CODES = ("status", "number", "links", "since", "example", "fields", "operations", "grpc", "tags", "see_also")
_TEXT_FIELDS = ("message", "title", "description", "causes", "solutions", "action", "status", "category")


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What a table is, and the field of each column. An empty field: the column has no meaning for errcat."""

    role: str
    fields: tuple[str, ...]
    guessed: frozenset[int] = frozenset()
    """Columns whose field follows from their values rather than from their header."""


def plan_of(table: PageTable, heading: str, forced: Mapping[str, str]) -> ColumnPlan:
    """Decide what a table is and what its columns mean. `forced` has what the user says about columns."""
    if table.is_mapped:
        return ColumnPlan(ERRORS, table.columns)
    headers = [plain(column) for column in table.columns]
    said = [_said(header, forced) for header in headers]
    values = [_values(table, number) for number in range(len(headers))]
    choices = [
        (field,) if field is not None else fields_named(header) if header else _choices_of(texts)
        for header, field, texts in zip(headers, said, values, strict=True)
    ]
    guessed: set[int] = {number for number, header in enumerate(headers) if not header}
    fields = _assigned(choices, values, guessed, _TITLES if table.is_markdown else _TITLES[::-1])
    if "code" not in fields:
        _codes_by_value(fields, values, guessed)
    _move_statuses(fields, choices, values, guessed)
    if not table.is_markdown and "message" not in fields:
        _message_with_placeholders(fields, values, guessed)
    for number, header in enumerate(headers):
        if not fields[number] and said[number] is None and slug(words_of_header(header)):
            fields[number] = f"x-{slug(words_of_header(header))}"
    role = _role(fields, headers, values, heading, is_said=any(field == "code" for field in said))
    if role == STATUSES and "title" not in fields and "description" in fields:
        number = fields.index("description")
        if _share(values[number], _PHRASE.fullmatch) == 1:  # the names of the statuses
            fields[number] = "title"
            guessed.add(number)
    return ColumnPlan(role, tuple(fields), frozenset(guessed))


def _choices_of(values: list[str]) -> tuple[str, ...]:
    """Return the fields that a column without a header can be."""
    if _share(values, _STATUS_FIRST.fullmatch) >= _MOST:
        return ("status",)
    return ("code",) if _share(values, is_code) >= _MOST else ("description", "title") if values else ()


def _said(header: str, forced: Mapping[str, str]) -> str | None:
    for column, field in forced.items():
        if column.casefold() == header.casefold() or words_of_header(column) == words_of_header(header):
            return field
    return None


def _values(table: PageTable, number: int) -> list[str]:
    """Return the texts of a column, without empty ones."""
    found: list[str] = []
    for row in table.rows[:500]:
        cell = row.cells[number] if number < len(row.cells) else None
        if cell is not None and cell.value not in ("", None):
            text = plain(cell.value) if table.is_markdown and isinstance(cell.value, str) else str(cell.value)
            if text.strip():
                found.append(text.strip())
    return found


def _share(values: Sequence[str], is_it: object) -> float:
    test = is_it if callable(is_it) else bool
    return sum(bool(test(value)) for value in values) / len(values) if values else 0.0


_TITLES = ("title", "message")


def _assigned(
    choices: list[tuple[str, ...]], values: list[list[str]], guessed: set[int], titles: tuple[str, ...]
) -> list[str]:
    """Give each column its most likely field that no other column has: the columns with fewer choices first."""
    fields = [""] * len(choices)
    taken: set[str] = set()
    order = sorted(range(len(choices)), key=lambda number: (len(choices[number]) or 99, number))
    has_code = any(choice[:1] == ("code",) and len(choice) == 1 for choice in choices)
    for number in order:
        options = list(choices[number])
        if "code" in options and len(options) > 1:
            looks = _share(values[number], lambda text: is_code(text) or _has_code(text)) >= _MOST or (
                not has_code
                and _share(values[number], is_token) >= _MOST
                and len(set(values[number])) == len(values[number])
            )
            if has_code:
                options = ["name", *titles] if looks and _share(values[number], _is_name) >= _MOST else [*titles]
            elif not looks:
                options = [*titles]
        elif options[:1] == ["name"]:
            if not has_code and "code" not in taken and _share(values[number], is_code) >= _MOST:
                options = ["code", *options]
                guessed.add(number)
            elif _share(values[number], _IDENTIFIER.fullmatch) < 1 or _share(values[number], _is_name) < _SOME:
                options = ["title", "message"]
        elif options == ["number"] and not has_code and not any("code" in choice for choice in choices):
            options = ["code"]
        elif options == ["number"] and _share(values[number], lambda text: re.fullmatch(r"-?\d+", text)) < 1:
            options = []
        field = next((option for option in options if option not in taken), "")
        fields[number] = field
        taken.add(field)
    return fields


def _codes_by_value(fields: list[str], values: list[list[str]], guessed: set[int]) -> None:
    """A column in which every value is a different code is the code, whatever its header says."""
    for number, texts in enumerate(values):
        if fields[number] in _NEVER_CODES or len(set(texts)) < max(len(texts), 2):
            continue
        if _share(texts, is_code) == 1 and not _only_statuses(texts):
            fields[number] = "code"
            guessed.add(number)
            return


def _has_code(text: str) -> bool:
    """Whether a text has a code next to something else: `400 - bad_request`."""
    named = named_error(text) if " " in text else None
    return named is not None and bool(named.code)


def _is_name(text: str) -> bool:
    return (re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text) is not None and "_" in text) or is_code(text)


def _move_statuses(
    fields: list[str], choices: list[tuple[str, ...]], values: list[list[str]], guessed: set[int]
) -> None:
    """A column of codes with nothing but HTTP statuses is the status, if another column has the codes."""
    if "code" not in fields or "status" in fields:
        return
    number = fields.index("code")
    if _share(values[number], _STATUS.fullmatch) < 1:
        return
    other = _other_codes(number, fields, choices, values)
    if other is not None:
        fields[number], fields[other] = "status", "code"
        guessed |= {number, other}


def _other_codes(number: int, fields: list[str], choices: list[tuple[str, ...]], values: list[list[str]]) -> int | None:
    """Return the column that has the codes, if a column only has their statuses."""

    def is_better(at: int) -> bool:
        texts = values[at]
        return (
            at != number and bool(texts) and (_share(texts, is_token) >= _MOST) and len(set(texts)) > len(texts) * _MOST
        )

    explicit = [
        at
        for at in range(len(fields))
        if is_better(at) and "code" in choices[at][:1] and not _only_statuses(values[at])
    ]
    named = [
        at
        for at in range(len(fields))
        if is_better(at) and fields[at] in ("name", "title") and _share(values[at], is_code) >= _MOST
    ]
    return next(iter([*sorted(explicit, key=lambda at: len(choices[at])), *named]), None)


def _only_statuses(values: list[str]) -> bool:
    return _share(values, _STATUS.fullmatch) == 1


def _message_with_placeholders(fields: list[str], values: list[list[str]], guessed: set[int]) -> None:
    """A description of a data file with placeholders is the message."""
    if "description" in fields:
        number = fields.index("description")
        if any(re.search(r"\{[a-z_]\w*\}|%[sdvq]\b|\{\d\}", text) for text in values[number]):
            fields[number] = "message"
            guessed.add(number)


def _role(fields: list[str], headers: list[str], values: list[list[str]], heading: str, *, is_said: bool) -> str:
    about = is_about_errors(heading)
    words = {words_of_header(header) for header in headers}
    has_text = any(field in fields for field in _TEXT_FIELDS)
    if "code" in fields:
        number = fields.index("code")
        if is_said:
            return ERRORS
        if about is False or not values[number]:
            return OTHER
        is_explicit = "code" in (fields_named(headers[number])[:1] or ("",)) and len(fields_named(headers[number])) == 1
        if not is_explicit and (words & _DESCRIBES_VALUES) and about is not True:
            return OTHER
        if _share(values[number], _has_code) >= _MOST:
            return ERRORS
        if _share(values[number], _STATUS_FIRST.fullmatch) == 1:
            return STATUSES
        if is_explicit or about or _share(values[number], is_code) >= _MOST:
            return ERRORS if has_text or about or len(fields) == 1 or (is_explicit and "name" in fields) else OTHER
        return OTHER
    if "status" in fields and has_text:
        return STATUSES if _share(values[fields.index("status")], _STATUS_FIRST.fullmatch) >= _MOST else OTHER
    if "type" in fields and ("description" in fields or "solutions" in fields) and about is not False:
        header = words_of_header(headers[fields.index("type")])
        return TYPES if header not in ("type", "kind") else OTHER
    if "category" in fields and any(field in fields for field in ("action", "description", "solutions")):
        return CATEGORIES
    return OTHER
