"""The rows of tables → errors, statuses, types and categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from errcat.importing.found.drafts import Collected, Draft, DraftGroup
from errcat.importing.found.field_words import TRANSPORTS
from errcat.importing.found.ledger import FIELD, Use
from errcat.importing.found.pieces import PageTable, TableCell, TableRow
from errcat.importing.guess import columns
from errcat.importing.guess.columns import ColumnPlan
from errcat.importing.guess.headings import named_error, statuses_in
from errcat.importing.guess.texts import items_of, links_in, markdown_of, note_of, plain, slug
from errcat.importing.guess.values import PLAIN, NoValue, value_of

_CLASS = re.compile(r"[(\s,]*`?\(?([A-Za-z_][\w]*(?:\s*(?:::|\.)\s*[A-Za-z_]\w*)+)\)?`?[)\s]*$")
_TRANSLATED = ("message", "title", "description", "action", "user_message")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_SEVERAL_CODES = re.compile(r"`[^`\s]+`(?:\s*(?:,|/|;|or|and|<br\s*/?>|\s)\s*`[^`\s]+`)+", re.IGNORECASE)
"""A cell that has several codes: `seat_taken`, `seat_gone`."""


class TableReader:
    """Reads the tables of a source. `statuses` is what a section heading says about all errors below it."""

    def __init__(self, collected: Collected, source: int, forced: Mapping[str, str]) -> None:
        self._collected = collected
        self._source = source
        self._forced = forced

    def plan(self, table: PageTable, heading: str) -> ColumnPlan:
        return columns.plan_of(table, heading, self._forced)

    def read(self, table: PageTable, plan: ColumnPlan, group: tuple[str, ...], statuses: tuple[int, ...]) -> None:
        ledger, above = self._collected.ledger, group
        if table.header:
            ledger.ignore(self._source, table.header, "header")
        is_spread = table.lines.last - table.lines.first >= len(table.rows) + 2  # HTML: tags are on lines of their own
        if not table.is_mapped and (not table.is_markdown or is_spread):
            ledger.ignore(self._source, table.lines, "structure")
        for row in (
            _one_code_each(table.rows, plan) if plan.role == columns.ERRORS and table.is_markdown else table.rows
        ):
            if row.extra:
                ledger.unclear(self._source, row.lines, "cells", " | ".join(row.extra))
            match plan.role:
                case columns.ERRORS if title := _section_title(row, plan, is_markdown=table.is_markdown):
                    group = (*above, self._group_id(title))
                    self._collected.keep(self._source, row.lines, f"groups.{group[-1]}.title")
                case columns.ERRORS:
                    self._error(table, row, plan, group, statuses)
                case columns.STATUSES:
                    self._status(table, row, plan, group)
                case columns.TYPES:
                    self._type(row, plan)
                case columns.CATEGORIES:
                    self._category(row, plan)

    # --- errors

    def _error(
        self, table: PageTable, row: TableRow, plan: ColumnPlan, group: tuple[str, ...], statuses: tuple[int, ...]
    ) -> None:
        draft = Draft(self._source, row.lines, "row", group)
        for number, cell in enumerate(row.cells):
            if cell is not None:
                field = plan.fields[number]
                guess = "value" if number in plan.guessed else cell.guess
                self._cell(draft, field, table.columns[number], cell, guess, is_markdown=table.is_markdown)
        if "code" not in draft.fields:
            texts = " | ".join(str(cell.value) for cell in row.cells if cell is not None)
            if "title" not in draft.fields and "message" not in draft.fields:
                self._collected.ledger.unclear(self._source, row.lines, "row", texts)
                return
        if statuses and "status" not in draft.fields:
            self._collected.put(draft, "status", _one_or_all(statuses), row.lines, "heading")
        self._collected.drafts.append(draft)

    def _cell(self, draft: Draft, field: str, column: str, cell: TableCell, guess: str, *, is_markdown: bool) -> None:
        ledger = self._collected.ledger
        if field in ("", "x-"):
            if cell.value not in ("", None):
                ledger.unclear(self._source, cell.lines, "line", f"{column}: {cell.value}")
            return
        if field == "code" and is_markdown and self._code_with_more(draft, str(cell.value), cell, guess):
            return
        if field == "action" and is_markdown and len(items_of(markdown_of(str(cell.value)))) > 1:
            field = "solutions"
        if field in _TRANSLATED and (texts := _languages(cell.value)):
            first, *others = texts
            self._collected.put(draft, field, texts[first], cell.lines, guess)
            for language in others:
                translations = _mapping(draft.fields.setdefault("translations", {}))
                translations.setdefault(language, {})[field] = texts[language]
                ledger.add(Use(self._source, cell.lines, FIELD, draft, f"translations.{language}.{field}"))
            return
        try:
            value = value_of(field, cell.value, is_markdown=is_markdown)
        except NoValue as problem:
            ledger.unclear(self._source, cell.lines, problem.reason, f"{column}: {cell.value}")
            return
        if value is None:
            ledger.ignore(self._source, cell.lines, "in-table")
            return
        put = self._collected.put
        if field == "retryable":
            if value:
                put(draft, "category", "retry", cell.lines, "words")
            else:
                put(draft, "retry", {"strategy": "never"}, cell.lines)
        elif field in TRANSPORTS:
            transports = {**_mapping(draft.fields.get("transports")), field: value}
            draft.fields["transports"] = transports
            ledger.add(Use(self._source, cell.lines, FIELD, draft, f"transports.{field}"))
        elif field == "example":
            put(draft, "examples", [_example(value)], cell.lines)
        elif field == "category":
            self._category_of(draft, str(value), cell, guess)
        elif field == "type":
            put(draft, "type", self._type_id(str(value)), cell.lines, guess)
        elif field == "group":
            draft.group = (self._group_id(str(value)),)
            ledger.add(Use(self._source, cell.lines, FIELD, draft, "group"))
        else:
            put(draft, field, value, cell.lines, guess)
            if field in PLAIN and is_markdown:
                put(draft, "links", links_in(str(cell.value)), cell.lines)

    def _code_with_more(self, draft: Draft, text: str, cell: TableCell, guess: str) -> bool:
        """Read a cell that has more than the code: `200 (OK)`, `-1121 BAD_SYMBOL`, `404 / not_found`."""
        words = plain(text)
        found = named_error(text) if " " in words else None
        if found is None or not (found.code or found.statuses) or words.count(" ") > 8:
            return False
        put = self._collected.put
        if found.code:
            put(draft, "code", found.code, cell.lines, guess)
        for status in [found.statuses] if found.statuses else []:
            put(draft, "status", _one_or_all(status), cell.lines)
        if found.name:
            put(draft, "name", found.name, cell.lines)
        if found.title:
            put(draft, "title", found.title, cell.lines)
        if not found.code and found.statuses:
            put(draft, "code", str(found.statuses[0]), cell.lines, guess)
        return True

    # --- statuses, types, categories

    def _status(self, table: PageTable, row: TableRow, plan: ColumnPlan, group: tuple[str, ...]) -> None:
        draft = Draft(self._source, row.lines, "row", group)
        key = "status" if "status" in plan.fields and "code" not in plan.fields else "code"
        cell = _cell_at(row, plan.fields.index(key))
        if cell is None or not str(cell.value).strip():
            texts = " | ".join(str(other.value) for other in row.cells if other is not None)
            self._collected.ledger.unclear(self._source, row.lines, "row", texts)
            return
        words = plain(str(cell.value))
        found = named_error(words)
        statuses = found.statuses if found and found.statuses else statuses_in(words)
        if not statuses:
            text = ": ".join(str(other.value) for other in row.cells if other is not None and other.value)
            self._collected.guide(_status_title(table, plan)).body.append(f"- **{words}**{text[len(words) :]}")
            self._collected.keep(self._source, row.lines, f"guides: {_status_title(table, plan)}")
            return
        put = self._collected.put
        put(draft, "status", _one_or_all(statuses), cell.lines)
        if found and found.title:
            put(draft, "title", found.title, cell.lines)
        draft.fields["code-column"] = key == "code"
        for number, other in enumerate(row.cells):
            if other is not None and other is not cell:
                guess = "value" if number in plan.guessed else ""
                self._cell(
                    draft, plan.fields[number], table.columns[number], other, guess, is_markdown=table.is_markdown
                )
        self._collected.statuses.append(draft)

    def _type(self, row: TableRow, plan: ColumnPlan) -> None:
        cell = _cell_at(row, plan.fields.index("type"))
        if cell is None or not str(cell.value).strip():
            self._collected.ledger.unclear(self._source, row.lines, "row")
            return
        text = str(cell.value)
        named = _CLASS.search(text)
        title = plain(text[: named.start()] if named else text).rstrip(",").strip()
        declared: dict[str, object] = {"title": title or (named[1] if named else "")}
        if named:
            declared["class_name"] = plain(named[1])
        for number, other in enumerate(row.cells):
            if other is None or other is cell:
                continue
            field, raw = plan.fields[number], str(other.value)
            if field in ("causes", "solutions"):
                declared[field] = [note_of(item) for item in items_of(markdown_of(raw))]
            elif field in ("description", "action") and raw.strip():
                declared["description"] = markdown_of(raw)
            elif raw.strip():
                self._collected.ledger.unclear(self._source, other.lines, "line", raw)
        id = slug(str(declared["title"])) or "type"
        self._collected.types[id] = {**self._collected.types.get(id, {}), **declared}
        self._collected.keep(self._source, row.lines, f"types.{id}")

    def _category(self, row: TableRow, plan: ColumnPlan) -> None:
        cell = _cell_at(row, plan.fields.index("category"))
        title = plain(str(cell.value)) if cell is not None else ""
        if not title:
            self._collected.ledger.unclear(self._source, row.lines, "row")
            return
        declared: dict[str, object] = {"title": title}
        for number, other in enumerate(row.cells):
            if other is None or other is cell or not str(other.value).strip():
                continue
            if plan.fields[number] in ("action", "solutions"):
                declared["action"] = plain(str(other.value))
            elif plan.fields[number] == "description":
                declared["description"] = markdown_of(str(other.value))
            else:
                self._collected.ledger.unclear(self._source, other.lines, "line", str(other.value))
        id = slug(title) or "category"
        self._collected.categories[id] = {**self._collected.categories.get(id, {}), **declared}
        self._collected.keep(self._source, row.lines, f"categories.{id}")

    def _category_of(self, draft: Draft, title: str, cell: TableCell, guess: str) -> None:
        id = slug(title)
        if not id:
            self._collected.ledger.unclear(self._source, cell.lines, "type", title)
            return
        self._collected.categories.setdefault(id, {"title": title})
        self._collected.put(draft, "category", id, cell.lines, guess)

    def _type_id(self, title: str) -> str:
        id = slug(title) or "type"
        self._collected.types.setdefault(id, {"title": title})
        return id

    def _group_id(self, title: str) -> str:
        id = slug(title) or "group"
        self._collected.groups.setdefault(id, DraftGroup(title)).is_used = True
        return id


def _section_title(row: TableRow, plan: ColumnPlan, *, is_markdown: bool) -> str:
    """Return the text of a row that has nothing but a few words where the codes are: the title of the rows below."""
    texts = [str(cell.value).strip() for cell in row.cells if cell is not None and str(cell.value).strip()]
    cell = _cell_at(row, plan.fields.index("code")) if "code" in plan.fields else None
    if (
        not is_markdown
        or len(plan.fields) == 1
        or len(texts) != 1
        or cell is None
        or str(cell.value).strip() != texts[0]
    ):
        return ""
    words = plain(texts[0])
    return words if " " in words and named_error(words) is None and "`" not in texts[0] else ""


def _one_code_each(rows: Iterable[TableRow], plan: ColumnPlan) -> Iterator[TableRow]:
    """Yield the rows. A row with several codes becomes a row for each code."""
    number = plan.fields.index("code") if "code" in plan.fields else -1
    for row in rows:
        cell = _cell_at(row, number) if number >= 0 else None
        text = str(cell.value).strip() if cell is not None else ""
        codes = re.findall(r"`[^`]+`", text)
        statuses = [code for code in codes if re.fullmatch(r"`[1-5][0-9]{2}`", code)]
        if cell is None or not _SEVERAL_CODES.fullmatch(text) or 0 < len(statuses) < len(codes):
            yield row
            continue
        for code in codes:
            cells = list(row.cells)
            cells[number] = replace(cell, value=code)
            yield replace(row, cells=tuple(cells))


def _cell_at(row: TableRow, number: int) -> TableCell | None:
    """Return the cell of a column; None if the row is too short."""
    return row.cells[number] if number < len(row.cells) else None


def _status_title(table: PageTable, _plan: ColumnPlan) -> str:
    return table.title or "Statuses"


def _one_or_all(statuses: tuple[int, ...]) -> object:
    return statuses[0] if len(statuses) == 1 else list(statuses)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _languages(value: object) -> dict[str, str]:
    """Return the texts of a mapping of languages, English first."""
    if not isinstance(value, dict) or not value:
        return {}
    if not all(_LANGUAGE.fullmatch(str(key)) and isinstance(text, str) for key, text in value.items()):
        return {}
    return dict(sorted(value.items(), key=lambda item: not item[0].startswith("en")))


def _example(value: object) -> dict[str, object]:
    return {"response": value} if isinstance(value, (dict, list)) else {"language": "text", "code": str(value)}
