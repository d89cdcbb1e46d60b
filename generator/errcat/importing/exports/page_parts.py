"""The sections around the errors of a page that errcat wrote → parts of the catalog, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from errcat.importing.exports.page_lines import (
    PageBlock,
    WrittenSection,
    blocks_of,
    code_of,
    codes_in,
    items_of,
    language_of,
    note_of,
    sections_of,
    table_rows,
    text_of,
    title_of,
)
from errcat.importing.exports.page_texts import WHAT_TO_DO, labelled, markdown_of
from errcat.importing.exports.page_values import json_of, link_of, retry_of
from errcat.importing.found.pieces import LineRange
from errcat.text.code_names import title_of_id

Entry = dict[str, object]
Reference = Callable[[str], str]
"""Returns how a catalog refers to the error that a link leads to."""
_STATUS = re.compile(r"`(-?\d+)`,? ?")
_NOTHING = "–"
_HELP = ("Contact:", "Include the id of the request:", "Good to know:")
"""The labels of the section that says where a reader gets help."""
_REQUEST_ID = {"Header": "header", "In the body": "path", "Example": "example"}


def api_of(section: WrittenSection) -> Entry:
    """Return what a page says about the API above the overview."""
    blocks = blocks_of(section.text, section.first)
    api: Entry = {}
    if blocks and (name := title_of(blocks[0])) is not None:
        api["name"] = name
        blocks = blocks[1:]
    if blocks and (match := re.fullmatch(r"Version (.+) of the API\.", blocks[0].text)):
        api["version"] = text_of(match[1])
        blocks = blocks[1:]
    if blocks and (match := re.fullmatch(r"\*([^*]+)\*", blocks[0].text)):
        api["summary"] = text_of(match[1])
        blocks = blocks[1:]
    return api | _texts(blocks, -1)


def category_of(section: WrittenSection, id: str) -> Entry:
    found = _titled(section, id)
    blocks = blocks_of(section.text, section.first)
    retry = next((n for n, block in enumerate(blocks) if block.lines[0].startswith("-   Retry: ")), None)
    action = next((block for block in blocks[:retry] if block.lines[0].startswith(WHAT_TO_DO)), None)
    if retry is not None:
        found["retry"] = retry_of(blocks[retry].lines[0].removeprefix("-   Retry: "))
        rest = blocks[retry + 1 :]
        if action is not None:
            found["action"] = labelled(blocks[blocks.index(action) : retry], WHAT_TO_DO)
    else:
        rest = blocks[1:] if blocks and title_of(blocks[0]) is not None else blocks  # whose turn it is
        if action is not None:
            found["action"] = labelled([action], WHAT_TO_DO)
            rest = blocks[blocks.index(action) + 1 :]
    return found | _texts(rest)


def group_of(section: WrittenSection, id: str) -> Entry:
    found = _titled(section, id)
    blocks = blocks_of(section.text, section.first)
    if blocks and (match := re.fullmatch(r"Part of \[.*\]\(#group\.([^)]+)\)", blocks[0].text)):
        found["parent"] = match[1]
        blocks = blocks[1:]
    return found | _texts(blocks)


def type_of(section: WrittenSection, id: str) -> Entry:
    found = _titled(section, id)
    head, *parts = sections_of(section.text, section.first, 4)
    blocks = blocks_of(head.text, head.first)
    if blocks and blocks[0].lines[0].startswith("-   Class: "):
        found["class_name"] = codes_in(blocks[0].lines[0])[0]
        blocks = blocks[1:]
    found |= _texts(blocks)
    for part in parts:
        items = [item for block in blocks_of(part.text, part.first) for item, _ in items_of(block)]
        if part.heading == "See also":
            found["links"] = [link_of(item[0]) for item in items]
        else:
            found["causes" if part.heading == "Why it happens" else "solutions"] = [note_of(item, 0) for item in items]
    return found


def guide_of(section: WrittenSection, id: str) -> Entry:
    head, *parts = sections_of(section.text, section.first, 3)
    guide: Entry = {"id": id, "title": text_of(section.heading)}
    if body := markdown_of(blocks_of(head.text, head.first)):
        guide["body"] = body
    for part in parts:
        blocks = blocks_of(part.text, part.first)
        if part.heading == "In code":
            guide["samples"] = [sample for sample, _ in samples_of(blocks, 0)]
        else:
            guide["links"] = [link_of(lines[0]) for block in blocks for lines, _ in items_of(block)]
    return guide


def samples_of(blocks: Sequence[PageBlock], shift: int) -> Iterator[tuple[Entry, LineRange]]:
    """Yield the code samples: a label, a text, and the code."""
    label: str | None = None
    text: list[PageBlock] = []
    first = 0
    for block in blocks:
        code = code_of(block)
        if code is None and label is None and block.text.endswith(":"):
            label = text_of(block.text[:-1])
        elif code is None:
            text.append(block)
        else:
            sample: Entry = {"language": language_of(block)}
            if label and label != sample["language"]:
                sample["title"] = label
            if text:
                sample["description"] = markdown_of(text, shift)
            yield {**sample, "code": code}, LineRange(first or block.first, block.where().last)
            label, text, first = None, [], 0
            continue
        first = first or block.first


def statuses_of(section: WrittenSection) -> Iterator[tuple[Entry, LineRange]]:
    _, *notes = sections_of(section.text, section.first, 3)
    for note in notes:
        numbers = [int(number) for number in _STATUS.findall(note.heading)]
        entry: Entry = {"status": numbers[0] if len(numbers) == 1 else numbers}
        if title := text_of(_STATUS.sub("", note.heading)):
            entry["title"] = title
        blocks = blocks_of(note.text, note.first)
        action = next((n for n, block in enumerate(blocks) if block.lines[0].startswith(WHAT_TO_DO)), None)
        if action is not None:
            entry["action"] = labelled([blocks[action]], WHAT_TO_DO)
            blocks = [*blocks[:action], *blocks[action + 1 :]]
        yield entry | _texts(blocks), LineRange(note.lines.first, note.body.last)


def envelope_of(section: WrittenSection) -> object:
    """Return the format of responses: its name, or its parts."""
    head, *parts = sections_of(section.text, section.first, 3)
    first, *more = blocks_of(head.text, head.first)
    envelope: Entry = {}
    for part in parts:
        blocks = blocks_of(part.text, part.first)
        if part.heading == "Format":
            if match := re.fullmatch(r"The format is `(.+)`\.", blocks[0].text):
                return match[1]
            envelope["body"] = json_of(code_of(blocks[-1]) or "")
        elif part.heading == "Headers":
            rows = [row for block in blocks for row, _ in table_rows(block)]
            envelope["headers"] = {codes_in(row["Header"])[0]: _code_in(row["Value"]) for row in rows}
    media_type = codes_in(first.text)[0]
    if media_type != "application/json":
        envelope["media_type"] = media_type
    return envelope | _texts(more)


def _code_in(written: str) -> str:
    return next(iter(codes_in(written)), "")


def help_of(section: WrittenSection) -> tuple[Entry, Entry]:
    """Return where a reader gets help, and how a request is found."""
    blocks = blocks_of(section.text, section.first)
    support: Entry = {}
    request_id: Entry = {}
    at = [next((n for n, block in enumerate(blocks) if block.text == label), len(blocks)) for label in _HELP]
    contact, id, advice = at
    if blocks[: min(at)]:
        support["text"] = markdown_of(blocks[: min(at)])
    for lines, _ in items_of(blocks[contact + 1]) if contact + 1 < len(blocks) else ():
        address = str(link_of(lines[0]).get("url") or link_of(lines[0]).get("title"))
        is_mail = address.startswith("mailto:") or "@" in address
        support["email" if is_mail else "url"] = address.removeprefix("mailto:")
    for lines, _ in items_of(blocks[id + 1]) if id + 1 < len(blocks) else ():
        label, _, value = lines[0].partition(": ")
        request_id[_REQUEST_ID[label]] = codes_in(value)[0]
    if blocks[advice + 1 :]:
        request_id["advice"] = markdown_of(blocks[advice + 1 :])
    return support, request_id


def retired_of(section: WrittenSection, reference: Reference) -> Iterator[tuple[object, LineRange]]:
    for row, where in _rows(section):
        entry: Entry = {"code": codes_in(row["Code"])[0]}
        if row["Since"] != _NOTHING:
            entry["since"] = text_of(row["Since"])
        if row["Instead"] != _NOTHING:
            entry["replaced_by"] = reference(row["Instead"])
        if row["Why"] != _NOTHING:
            entry["reason"] = text_of(row["Why"])
        yield entry if len(entry) > 1 else entry["code"], where


def reserved_of(section: WrittenSection) -> Iterator[tuple[object, LineRange]]:
    for row, where in _rows(section):
        codes = codes_in(row["Code"])
        is_range = len(codes) > 1 and re.search(r"[`>] to [`<]", row["Code"]) is not None
        entry: Entry = {"from": int(codes[0]), "to": int(codes[1])} if is_range else {"code": codes[0]}
        if row["Why"] != _NOTHING:
            entry["reason"] = text_of(row["Why"])
        yield entry if len(entry) > 1 else entry["code"], where


def _rows(section: WrittenSection) -> Iterator[tuple[dict[str, str], LineRange]]:
    for block in blocks_of(section.text, section.first):
        yield from table_rows(block)


def _titled(section: WrittenSection, id: str) -> Entry:
    title = text_of(section.heading)
    return {} if title == title_of_id(id) else {"title": title}


def _texts(blocks: Sequence[PageBlock], shift: int = 0) -> Entry:
    """Return a description, and the links after `Links:`."""
    found: Entry = {}
    if len(blocks) > 1 and blocks[-2].text == "Links:":
        found["links"] = [link_of(lines[0]) for lines, _ in items_of(blocks[-1])]
        blocks = blocks[:-2]
    if blocks:
        found["description"] = markdown_of(blocks, shift)
    return found
