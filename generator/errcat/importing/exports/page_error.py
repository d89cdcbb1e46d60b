"""The section of an error on a page that errcat wrote → its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from errcat.importing.exports.page_lines import (
    PageBlock,
    WrittenSection,
    blocks_of,
    code_of,
    codes_in,
    items_of,
    lines_of_text,
    markdown_text,
    note_of,
    sections_of,
    table_rows,
    text_of,
    title_of,
)
from errcat.importing.exports.page_parts import samples_of
from errcat.importing.exports.page_texts import MESSAGES, WHAT_TO_DO, labelled, markdown_of, messages_of, translation_of
from errcat.importing.exports.page_values import json_of, link_of, param_of, retry_of
from errcat.importing.found.drafts import Collected, Draft
from errcat.importing.found.pieces import LineRange
from errcat.text.placeholders import names as placeholder_names

_WHO = frozenset(["Your request", "Your turn", "Our side", "A person must act", "Nobody: already done"])
"""Whose turn it is, as verdicts say it: see targets/markdown/verdict.py."""
_DEPRECATED = re.compile(
    r"> \*\*Deprecated\*\*(?: since (.+?))?(?:, until ([^ ]+?))?(?:\. Use (\S.*?) instead)?\.(?: (.*))?(?<!\.\.)"
)
_FACT = re.compile(r"([^:]+): (.*)")
_STATUS = re.compile(r"(?:^|, )(-?\d+)(?= )")
_RESPONSE = re.compile(r"Response(?:, with status (-?\d+))?:")


@dataclass(frozen=True)
class PageIds:
    """What the anchors of a page stand for."""

    errors: Mapping[str, str]
    """How a catalog refers to an error: its code, or its name if another error has the code."""

    def reference(self, written: str) -> str:
        match = re.search(r"\(#([^)]+)\)", written)
        return self.errors.get(match[1], "") if match and match[1] in self.errors else next(iter(codes_in(written)), "")


class PageError:
    """Reads a section. What it finds goes to the draft, with its lines."""

    def __init__(self, collected: Collected, draft: Draft, ids: PageIds, shift: int) -> None:
        self._collected = collected
        self._draft = draft
        self._ids = ids
        self._shift = shift
        """How much deeper its headings are than on a page of its own."""

    def read(self, section: WrittenSection) -> None:
        head, *parts = sections_of(section.text, section.first, 3 + self._shift)
        self._head(blocks_of(head.text, head.first))
        for part in parts:
            self._collected.ledger.ignore(self._draft.source, part.lines, "label")
            reader = _PARTS.get(part.heading)
            if reader is None:
                self._unclear(part.body, part.heading)
            else:
                reader(self, part)
        self._finish()

    # --- what the ledger says

    def _put(self, name: str, value: object, lines: LineRange) -> None:
        if value not in ("", None, [], {}):
            self._collected.put_exact(self._draft, name, value, lines)

    def _generated(self, lines: LineRange) -> None:
        self._collected.ledger.ignore(self._draft.source, lines, "generated")

    def _unclear(self, lines: LineRange, text: str) -> None:
        self._collected.ledger.unclear(self._draft.source, lines, "block", text)

    # --- above the first heading

    def _head(self, blocks: list[PageBlock]) -> None:
        at = 0
        if at < len(blocks) and (title := _title_of(blocks[at])) is not None:
            self._put("title", title, blocks[at].where())
            at += 1
        if at < len(blocks) and _is_verdict(blocks[at]):
            self._generated(blocks[at].where())
            at += 1
        end = next((n for n in range(at, len(blocks)) if _ends_advice(blocks[n])), len(blocks))
        if at < end and blocks[at].lines[0].startswith(WHAT_TO_DO):
            where = LineRange(blocks[at].first, blocks[end - 1].where().last)
            self._put("action", labelled(blocks[at:end], WHAT_TO_DO), where)
            at = end
        for number, block in enumerate(blocks[at:], at):
            if block.lines[0].startswith("> **Deprecated**"):
                self._deprecated(block)
            elif block.lines[0].startswith("-   ") and _FACT.match(block.lines[0][4:]):
                self._facts(block)
            elif block.text in MESSAGES:
                self._messages(blocks[number + 1 :], has_one=block.lines == ["Message:"])
                self._collected.ledger.ignore(self._draft.source, block.where(), "label")
                break
            else:
                self._describe(block.lines, block.where())

    def _describe(self, lines: Sequence[str], where: LineRange) -> None:
        text = markdown_text(lines, self._shift)
        before = self._draft.fields.get("description")
        self._put("description", f"{before}\n\n{text}" if before else text, where)

    def _deprecated(self, block: PageBlock) -> None:
        match = _DEPRECATED.fullmatch(block.text)
        if match is None:
            self._unclear(block.where(), block.text)
            return
        since, sunset, instead, reason = match.groups()
        found: dict[str, object] = {}
        if since:
            found["since"] = text_of(since)
        if sunset:
            found["sunset"] = text_of(sunset)
        if instead:
            found["replaced_by"] = self._ids.reference(instead)
        if reason:
            found["reason"] = text_of(reason)
        self._put("deprecated", found or True, block.where())

    def _facts(self, block: PageBlock) -> None:
        for lines, where in items_of(block):
            match = _FACT.fullmatch(lines[0])
            label, value = (match[1], match[2]) if match else ("", "")
            self._fact(label, value, where)

    def _fact(self, label: str, value: str, where: LineRange) -> None:
        match label:
            case "Status":
                statuses = [int(number) for number in _STATUS.findall(f"{value} ")]
                self._collected.put_exact(self._draft, "status", statuses[0] if len(statuses) == 1 else statuses, where)
            case "Category" | "Type" | "Section":
                id = re.search(r"\(#(?:category|type|group)\.([^)]+)\)", value)
                field = {"Category": "category", "Type": "type", "Section": "group"}[label]
                self._put(field, id[1] if id else "", where)
            case "Severity" | "Stability" | "Since" | "Owner":
                self._put(label.lower(), text_of(value), where)
            case "Request fields" | "Tags":
                self._put({"Tags": "tags"}.get(label, "fields"), codes_in(value), where)
            case "Code" | "Name":
                self._collected.put_exact(self._draft, label.lower(), next(iter(codes_in(value)), ""), where)
            case "Number":
                self._put("number", int(codes_in(value)[0]), where)
            case "Retry":
                self._put("retry", retry_of(value), where)
            case _ if label.startswith("Code for "):
                self._transport(text_of(label.removeprefix("Code for ")), codes_in(value)[0], where)
            case _:
                self._generated(where)

    def _transport(self, name: str, value: str, where: LineRange) -> None:
        number = int(value) if re.fullmatch(r"-?\d+", value) else None
        text = value[1:-1] if re.fullmatch(r'".*"', value) else value
        transports = self._draft.fields.get("transports")
        before = transports if isinstance(transports, dict) else {}
        self._put("transports", {**before, name: text if number is None else number}, where)

    def _messages(self, blocks: list[PageBlock], *, has_one: bool) -> None:
        message, messages, rest = messages_of(blocks, has_one=has_one)
        if blocks:
            where = LineRange(blocks[0].first, blocks[-1].where().last)
            self._put("message", message, where)
            self._put("messages", messages, where)
        for block in rest:
            self._unclear(block.where(), block.text)

    def _finish(self) -> None:
        """Turn braces of messages that are no placeholders into text again."""
        params = self._draft.fields.get("params")
        names = set(params) if isinstance(params, dict) else set()
        translations = self._draft.fields.get("translations")
        for entry in [self._draft.fields, *(translations.values() if isinstance(translations, dict) else ())]:
            if isinstance(entry.get("message"), str):
                entry["message"] = _as_template(entry["message"], names)
            for variant in entry.get("messages", ()):
                variant["message"] = _as_template(variant["message"], names)
        used = {name for text in _texts(self._draft) for name in placeholder_names(text)}
        if isinstance(params, dict) and all(name in used and not param for name, param in params.items()):
            del self._draft.fields["params"]

    # --- the sections below

    def _notes(self, part: WrittenSection, field: str) -> None:
        for block in blocks_of(part.text, part.first):
            notes = [note_of(lines, self._shift) for lines, _ in items_of(block)]
            self._put(field, notes, block.where())

    def _more(self, part: WrittenSection) -> None:
        self._describe(part.text, part.body)

    def _response(self, part: WrittenSection) -> None:
        self._generated(part.body)

    def _params(self, part: WrittenSection) -> None:
        params: dict[str, object] = {}
        for block in blocks_of(part.text, part.first):
            for row, _ in table_rows(block):
                name = codes_in(row["Name"])[0]
                params[name] = param_of(row)
            self._put("params", params, block.where())

    def _details(self, part: WrittenSection) -> None:
        for block in blocks_of(part.text, part.first):
            code = code_of(block)
            if code is None:
                self._generated(block.where())
            else:
                self._put("details", json_of(code), block.where())

    def _samples(self, part: WrittenSection) -> None:
        for sample, where in samples_of(blocks_of(part.text, part.first), self._shift):
            self._example(sample, where)

    def _example(self, example: dict[str, object], where: LineRange) -> None:
        before = self._draft.fields.get("examples")
        self._put("examples", [*(before if isinstance(before, list) else []), example], where)

    def _user_message(self, part: WrittenSection) -> None:
        self._put("user_message", lines_of_text(blocks_of(part.text, part.first)), part.body)

    def _payloads(self, part: WrittenSection) -> None:
        example: dict[str, object] = {}
        text: list[PageBlock] = []
        waits = ""
        first = part.first

        def close(last: int) -> None:
            nonlocal example
            if text and not example.keys() & {"request", "response"}:
                example["description"] = markdown_of(text, self._shift)
            if example:
                self._example(example, LineRange(first, last))
            example = {}
            text.clear()

        for block in blocks_of(part.text, part.first):
            code = code_of(block)
            response = _RESPONSE.fullmatch(block.text)
            if block.text == "Request:" or response:
                is_next = "response" in example or (block.text == "Request:" and "request" in example)
                if is_next:
                    close(block.first - 1)
                    first = block.first
                if text:
                    example["description"] = markdown_of(text, self._shift)
                    text.clear()
                waits = "response" if response else "request"
                if response and response[1]:
                    example["status"] = int(response[1])
            elif waits and code is not None:
                example[waits], waits = json_of(code), ""
            else:
                if example.keys() & {"request", "response"}:
                    close(block.first - 1)
                    first = block.first
                title = _title_of(block)
                if title is not None and not text and "title" not in example:
                    example["title"] = title
                else:
                    text.append(block)
        close(part.body.last)

    def _links(self, part: WrittenSection) -> None:
        related: list[str] = []
        links: list[object] = []
        for block in blocks_of(part.text, part.first):
            for lines, where in items_of(block):
                is_code = re.match(r"\[?(?:`|<code>)", lines[0]) and ("](#" in lines[0] or "](" not in lines[0])
                if is_code:
                    related.append(self._ids.reference(lines[0]))
                    self._put("see_also", list(related), where)
                else:
                    links.append(link_of(lines[0]))
                    self._put("links", list(links), where)

    def _operations(self, part: WrittenSection) -> None:
        for block in blocks_of(part.text, part.first):
            self._put("operations", codes_in(block.text), block.where())

    def _translations(self, part: WrittenSection) -> None:
        _, *sections = sections_of(part.text, part.first, 4 + self._shift)
        found: dict[str, object] = {}
        for section in sections:
            locale = next(iter(codes_in(section.heading)), "")
            found[locale] = translation_of(blocks_of(section.text, section.first), self._shift + 1)
            self._put("translations", dict(found), LineRange(section.lines.first, section.body.last))

    def _reference(self, part: WrittenSection) -> None:
        for block in blocks_of(part.text, part.first):
            self._facts(block)


_PARTS: Mapping[str, Callable[[PageError, WrittenSection], None]] = {
    "Solutions": lambda error, part: error._notes(part, "solutions"),  # noqa: SLF001 — the table of the class above
    "What to do": lambda error, part: error._notes(part, "solutions"),  # noqa: SLF001 — as above
    "Why it happens": lambda error, part: error._notes(part, "causes"),  # noqa: SLF001 — as above
    "More about this error": PageError._more,  # noqa: SLF001 — as above
    "Example response": PageError._response,  # noqa: SLF001 — as above
    "Values": PageError._params,  # noqa: SLF001 — as above
    "Details": PageError._details,  # noqa: SLF001 — as above
    "In code": PageError._samples,  # noqa: SLF001 — as above
    "Message for users": PageError._user_message,  # noqa: SLF001 — as above
    "More examples": PageError._payloads,  # noqa: SLF001 — as above
    "In other languages": PageError._translations,  # noqa: SLF001 — as above
    "See also": PageError._links,  # noqa: SLF001 — as above
    "Operations that return this error": PageError._operations,  # noqa: SLF001 — as above
    "Reference": PageError._reference,  # noqa: SLF001 — as above
}
"""What reads the part below each heading."""


# --- values ----------------------------------------------------------------------------------------------------------


def _title_of(block: PageBlock) -> str | None:
    title = title_of(block)
    return None if title is not None and title.endswith(".") and title[:-1] in _WHO else title


def _is_verdict(block: PageBlock) -> bool:
    first = block.lines[0]
    if first.startswith((WHAT_TO_DO, "> ", "-   ", "Message")):
        return False
    who = re.match(r"\*\*([^*]+)\.\*\*", first)
    return (who is not None and who[1] in _WHO) or first.startswith(_VERDICTS)


_VERDICTS = ("Send it again", "Try again", "Do not send", "Sending it again", "There is no need")
"""How a verdict starts that doesn't say whose turn it is."""


def _ends_advice(block: PageBlock) -> bool:
    first = block.lines[0]
    return first.startswith(("> **Deprecated**", "-   ")) or block.text in MESSAGES


def _as_template(text: str, params: set[str]) -> str:
    """Return a message with doubled braces where they are no placeholders."""

    def written(match: re.Match[str]) -> str:
        return match[0] if match[1] in params else match[0].replace("{", "{{").replace("}", "}}")

    return re.sub(r"\{(\w*)\}|[{}]", written, text)


def _texts(draft: Draft) -> list[str]:
    messages = draft.fields.get("messages")
    variants = [variant["message"] for variant in messages] if isinstance(messages, list) else []
    message = draft.fields.get("message")
    return [*([message] if isinstance(message, str) else []), *variants]
