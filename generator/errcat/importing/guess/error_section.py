"""A section about one error → its fields: paragraphs with labels, lists, samples, and the sections below it."""

from __future__ import annotations

import re

from errcat.importing.found.drafts import Collected, Draft
from errcat.importing.found.field_words import TRANSPORTS, fields_named
from errcat.importing.found.pieces import (
    Bullets,
    CodeBlock,
    Definition,
    FrontMatter,
    LineRange,
    ListItem,
    PageHeading,
    PageTable,
    Paragraph,
    Piece,
    QuotedText,
    Skipped,
    Unclear,
)
from errcat.importing.guess import samples
from errcat.importing.guess.again import markdown_again
from errcat.importing.guess.sections import PageSection, heading_label, label_of
from errcat.importing.guess.texts import items_of, markdown_of, note_of, plain
from errcat.importing.guess.values import MARKDOWN, NOTES, NoValue, value_of

_NEAR_ZERO = 2
_STATUS_LINE = re.compile(
    r"HTTP(?: status)?(?: code)?:? ?([1-5][0-9]{2}(?: [A-Z][A-Za-z' -]{1,40})?)\.?", re.IGNORECASE
)


class ErrorSection:
    """Fills in the draft of one section."""

    def __init__(self, collected: Collected, draft: Draft) -> None:
        self._collected = collected
        self._draft = draft
        self._field = "description"
        self._title = ""
        """The words of the label, for an example."""
        self._is_new_field = False

    def read(self, section: PageSection) -> None:
        for number, piece in enumerate(section.pieces):
            self._piece(piece, is_first=number == 0)
        for child in section.children:
            self._child(child)

    def _child(self, section: PageSection) -> None:
        assert section.heading is not None
        self._field = heading_label(section)
        self._title = section.title
        if self._field:
            self._collected.ledger.ignore(self._draft.source, section.lines, "label")
            if self._field == "example":
                self._title = section.title
        else:
            self._field = "description"
            self._text(markdown_again(section.heading), section.lines)
        kept = self._field, self._title
        for piece in section.pieces:
            self._piece(piece)
        for child in section.children:
            self._child(child)
            self._field, self._title = kept

    # --- pieces

    def _piece(self, piece: Piece, *, is_first: bool = False) -> None:
        match piece:
            case Skipped() | Unclear() | FrontMatter():
                return
            case Paragraph():
                self._paragraph(piece.text, piece.lines)
            case Bullets():
                self._bullets(piece)
            case CodeBlock():
                self._code(piece)
            case QuotedText():
                self._quote(piece, is_first=is_first)
            case PageTable():
                self._table(piece)
            case Definition():
                self._definition(piece)
            case PageHeading():
                self._text(markdown_again(piece), piece.lines)

    def _paragraph(self, text: str, lines: LineRange) -> None:
        """Read a paragraph: labels at the start of its lines divide it."""
        at = lines.first
        for part in _parts(text):
            size = part.count("\n") + 1
            here = LineRange(at, min(at + size - 1, lines.last))
            at += size
            label = label_of(part.strip())
            if label is None:
                self._text(part.strip(), here)
                continue
            self._field, self._title, rest = label
            self._collected.ledger.ignore(self._draft.source, LineRange(here.first, here.first), "label")
            if rest.strip():
                if self._field == "example":
                    self._put("description", markdown_of(f"**{self._title}:** {rest.strip()}"), here)
                else:
                    self._text(rest.strip("\n"), here)
                if self._field not in NOTES:
                    self._field = "description"

    def _text(self, text: str, lines: LineRange) -> None:
        if self._field in NOTES:
            self._put(self._field, [note_of(item) for item in items_of(markdown_of(text))], lines)
        elif self._field == "description" and (status := _STATUS_LINE.fullmatch(plain(text))):
            self._labelled("status", status[1], lines)
        elif self._field in ("description", "example"):
            self._put("description", markdown_of(text), lines)
        else:
            self._labelled(self._field, text, lines)
            self._field = "description"

    def _labelled(self, field: str, text: str, lines: LineRange) -> None:
        """Put the value of a label; if it isn't a value of the field, keep the text in the description."""
        try:
            value = value_of(field, text, is_markdown=True)
        except NoValue:
            value = None
        if value is None:
            self._put("description", markdown_of(f"**{self._title}:** {text}"), lines)
        elif field == "retryable":
            if value:
                self._put("category", "retry", lines, "words")
            else:
                self._put("retry", {"strategy": "never"}, lines)
        elif field == "category":
            title = str(value)
            id = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
            self._collected.categories.setdefault(id, {"title": title})
            self._put("category", id, lines)
        elif field == "type":
            id = re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-") or "type"
            self._collected.types.setdefault(id, {"title": str(value)})
            self._put("type", id, lines)
        elif field in TRANSPORTS:
            self._put("transports", {field: value}, lines)
        elif field in ("message", "code", "title") and self._draft.fields.get(field) not in (None, value):
            if field not in self._draft.guesses:
                self._put("description", markdown_of(f"**{self._title}:** {text}"), lines)
            else:
                self._put(field, value, lines)
        else:
            self._put(field, value, lines)

    def _bullets(self, bullets: Bullets) -> None:
        labels = [label_of(item.text) for item in bullets.items]
        if labels and all(labels) and self._field not in NOTES:
            for item, label in zip(bullets.items, labels, strict=True):
                assert label is not None
                self._labelled_item(item, *label)
        elif self._field in NOTES:
            for item in bullets.items:
                self._put(self._field, [note_of(markdown_of(item.text))], item.lines)
        elif self._field == "action" and len(bullets.items) > 1:
            for item in bullets.items:
                self._put("solutions", [note_of(markdown_of(item.text))], item.lines)
        elif self._field not in ("description", "example", *MARKDOWN):
            texts = "\n".join(item.text for item in bullets.items)
            self._labelled(self._field, texts, bullets.lines)
            self._field = "description"
        else:
            self._put("description", markdown_again(bullets), bullets.lines)

    def _labelled_item(self, item: ListItem, field: str, words: str, rest: str) -> None:
        self._title = words
        if field in NOTES:
            self._put(field, [note_of(entry) for entry in items_of(markdown_of(rest))], item.lines)
        elif field in ("description", "example"):
            self._put("description", markdown_of(rest if field == "description" else item.text), item.lines)
        else:
            self._labelled(field, rest, item.lines)

    def _code(self, code: CodeBlock) -> None:
        """Read a sample: a response if it shows an error, otherwise code."""
        data = (
            samples.parsed(code.text) if code.language in ("", "json", "json5", "jsonc", "javascript", "js") else None
        )
        facts = samples.facts_of(data) if isinstance(data, (dict, list)) else {}
        example: dict[str, object] = {}
        text = "\n".join(line if line.strip() else "" for line in code.text.split("\n"))
        if self._title and self._field == "example":
            example["title"] = self._title
        if facts:
            example["response"] = data
            statuses = self._draft.fields.get("status")
            if isinstance(statuses, int) and facts.get("status", statuses) == statuses:
                example["status"] = statuses
        else:
            example |= {"language": re.sub(r"[^a-z0-9_-]", "", code.language) or "text", "code": text}
        if not code.text.strip():
            self._collected.ledger.ignore(self._draft.source, code.lines, "code")
            return
        self._put("examples", [example], code.lines)
        for field, value in facts.items():
            if field not in self._draft.fields:
                self._put(field, value, code.lines, "" if field == "code" else "sample")
        if self._field == "example":
            self._field, self._title = "description", ""

    def _quote(self, quote: QuotedText, *, is_first: bool) -> None:
        text = plain(quote.text)
        is_message = "message" not in self._draft.fields and not quote.text.lstrip().startswith(("**", "[!", "#"))
        if (is_first or self._field == "message") and is_message and len(text) < 500 and "\n\n" not in quote.text:
            self._put("message", text, quote.lines)
            self._field = "description"
        elif is_first is False and self._is_variant(quote):
            self._variant(text, quote.lines)
        else:
            self._put("description", markdown_again(quote), quote.lines)

    def _is_variant(self, quote: QuotedText) -> bool:
        """Whether a quote right after the quoted message is a second message."""
        return "message" in self._draft.fields and "description" not in self._draft.fields and "\n\n" not in quote.text

    def _variant(self, text: str, lines: LineRange) -> None:
        messages = self._draft.fields.get("messages")
        first = [{"text": self._draft.fields["message"]}] if not isinstance(messages, list) else messages
        self._draft.fields["messages"] = [*first, {"text": text}]
        self._collected.keep(self._draft.source, lines, f"errors: {self._draft.code} messages")

    def _table(self, table: PageTable) -> None:
        """Read a table about this error: its rows may be fields and their values."""
        pairs = [row.cells for row in table.rows if len(row.cells) == _NEAR_ZERO]
        names = [fields_named(plain(str(cells[0].value))) if cells[0] is not None else () for cells in pairs]
        if len(table.columns) == _NEAR_ZERO and pairs and all(names):
            heads = fields_named(plain(table.columns[0]))
            if table.header:
                self._collected.ledger.ignore(self._draft.source, table.header, "header")
            if heads and heads[0] not in ("fields", "name", "code"):
                self._row(table.columns, table.lines)
            for row in table.rows:
                self._row([str(cell.value) if cell is not None else "" for cell in row.cells], row.lines)
        else:
            self._put("description", markdown_again(table), table.lines)

    def _row(self, cells: tuple[str, ...] | list[str], lines: LineRange) -> None:
        self._title = plain(cells[0])
        field = fields_named(self._title)[0]
        self._labelled_item(ListItem(f"**{cells[0]}:** {cells[1]}", lines), field, self._title, cells[1])

    def _definition(self, definition: Definition) -> None:
        field = next(iter(fields_named(plain(definition.term))), "")
        if field:
            self._labelled_item(
                ListItem(f"**{definition.term}:** {definition.text}", definition.lines),
                field,
                plain(definition.term),
                definition.text,
            )
        else:
            self._put("description", markdown_again(definition), definition.lines)

    def _put(self, field: str, value: object, lines: LineRange, guess: str = "") -> None:
        if field == "message" and isinstance(value, str):
            value = _unquoted(value)
        self._collected.put(self._draft, field, value, lines, guess)


def _unquoted(text: str) -> str:
    inner = text[1:-1]
    return inner if len(text) > 2 and text[0] + text[-1] in ('""', "“”", "„“") and not set('"“”') & set(inner) else text


def _parts(text: str) -> list[str]:
    """Split a paragraph before each line that starts with a label."""
    parts: list[list[str]] = []
    for line in text.split("\n"):
        if not parts or label_of(line.strip()):
            parts.append([line])
        else:
            parts[-1].append(line)
    return ["\n".join(part) for part in parts]
