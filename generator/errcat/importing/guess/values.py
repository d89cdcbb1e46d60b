"""Texts and data → values of fields, as the format of catalogs has them."""

from __future__ import annotations

import re

from errcat.importing.guess.texts import items_of, links_in, markdown_of, note_of, plain, slug

PLAIN = (
    "code",
    "title",
    "message",
    "action",
    "user_message",
    "since",
    "owner",
    "name",
    "category",
    "type",
    "group",
    "severity",
)
"""Fields of plain text."""
MARKDOWN = ("description",)
NOTES = ("causes", "solutions")
_YES = frozenset(
    [
        "yes",
        "true",
        "y",
        "1",
        "x",
        "✓",
        "✔",
        "✅",
        "☑",
        "retry",
        "retryable",
        "always",
        "sí",
        "si",
        "oui",
        "ja",
        "да",
        "はい",
        "是",
        "sim",
        "sì",
    ]
)
_NO = frozenset(
    [
        "no",
        "false",
        "n",
        "0",
        "-",
        "–",
        "—",
        "✗",
        "✘",
        "❌",
        "never",
        "not",
        "non",
        "nein",
        "нет",
        "いいえ",
        "否",
        "não",
        "✕",
        "×",
        "☐",
    ]
)
_SEVERITIES = {"error": "error", "fatal": "error", "critical": "error", "warning": "warning", "warn": "warning",
               "info": "info", "notice": "info", "success": "success"}  # fmt: skip
_STATUS = re.compile(r"-?[1-9][0-9]{2}")
_SPACE_AROUND = re.compile(r"\s*[,;/|]\s*|\s+(?:and|or|und|oder|et|ou|y|o)\s+|\s+")


class NoValue(Exception):
    """A text isn't a value of the field. `reason` is a key of `ledger.PUZZLES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def value_of(field: str, raw: object, *, is_markdown: bool) -> object:
    """Return the value of a field; None if it is empty. Raise NoValue if the text isn't a value of the field."""
    if isinstance(raw, str):
        raw = raw.strip() if is_markdown else raw
    if raw in ("", None, [], {}) or (is_markdown and raw in ("-", "–", "—", "N/A", "n/a", "&nbsp;")):
        return None
    if field.startswith("x-") or field == "examples":
        return raw
    if field in NOTES:
        return _notes(raw, is_markdown=is_markdown)
    if field in ("fields", "operations", "tags", "see_also"):
        return _words(raw)
    if field == "status":
        return _status(raw)
    if field == "number":
        return _number(raw)
    if field == "retryable":
        return _retryable(raw)
    if field == "deprecated":
        return _deprecated(raw)
    if field == "links":
        return _links(raw)
    if isinstance(raw, (list, dict)):
        raise NoValue("type")
    text = _text(raw)
    if field == "grpc" and (grpc := re.fullmatch(r"([A-Z_]{2,})\s*(?:\(\d{1,2}\))?", plain(text))):
        return grpc[1]
    if field == "severity":
        if text.lower() not in _SEVERITIES:
            raise NoValue("type")
        return _SEVERITIES[text.lower()]
    if field in MARKDOWN:
        return markdown_of(text) if is_markdown else without_html(text)
    if is_markdown:
        return plain(text)
    return text.strip() if field != "code" else text


def is_finer_severity(raw: object) -> bool:
    """Whether a catalog has no such severity: `critical` becomes error."""
    return _text(raw).strip().lower() not in {*_SEVERITIES.values(), "warn"}


def without_html(text: str) -> str:
    """Return a text for a Markdown field in which HTML tags are shown as they are written."""
    return re.sub(r"(?<!\\)<(?=[A-Za-z/!?])", r"\\<", text) if "`" not in text else markdown_of(text)


def _text(raw: object) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(raw)


def _notes(raw: object, *, is_markdown: bool) -> list[object]:
    if isinstance(raw, list):
        return [item for entry in raw for item in _notes(entry, is_markdown=is_markdown)]
    if isinstance(raw, dict):
        raise NoValue("type")
    text = markdown_of(_text(raw)) if is_markdown else without_html(_text(raw))
    return [note_of(item) for item in items_of(text)]


def _words(raw: object) -> list[str]:
    if isinstance(raw, list):
        return [_text(item) for item in raw if not isinstance(item, (list, dict))]
    parts = re.split(r"\s*[,;]\s*|\s*\n\s*", re.sub(r"`\s+`|`,?\s*`", "`, `", _text(raw)))
    return list(dict.fromkeys(plain(part) for part in parts if plain(part)))


def _status(raw: object) -> object:
    items = raw if isinstance(raw, list) else _SPACE_AROUND.split(plain(_text(raw)))
    numbers: list[int] = []
    for item in items:
        text = _text(item).strip()
        if not _STATUS.fullmatch(text):
            numbers = _leading_status(plain(_text(raw)))
            break
        numbers.append(int(text))
    numbers = list(dict.fromkeys(numbers))
    return numbers[0] if len(numbers) == 1 else numbers


def _leading_status(text: str) -> list[int]:
    """Return the status in `404 Not Found` and `HTTP 404`."""
    match = re.fullmatch(
        r"(?:HTTP(?:/[\d.]+)?\s*)?([1-5][0-9]{2})(?:\s*[-–—:(]?\s*[A-Za-z][A-Za-z' -]*\)?)?", text, re.IGNORECASE
    )
    if match is None:
        raise NoValue("status")
    return [int(match[1])]


def _number(raw: object) -> int:
    text = _text(raw).strip()
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise NoValue("type")
    return int(text)


def _retryable(raw: object) -> bool:
    text = plain(_text(raw)).lower().strip(".!️")
    first = re.split(r"[\s,.;(–—-]", text, maxsplit=1)[0] if text not in _NO else text
    if text in _YES or first in _YES:
        return True
    if text in _NO or first in _NO:
        return False
    raise NoValue("retry")


def says_more(raw: object) -> bool:
    """Whether a text about retries has more than a yes or a no: `Yes, after 5 seconds`."""
    words = re.findall(r"\w+", plain(_text(raw)).lower())
    return bool({*words[1:]} - _YES - _NO - {"retry", "retryable", "again"})


def _deprecated(raw: object) -> object:
    text = plain(_text(raw))
    if text.lower() in _NO:
        return None
    return {"reason": text} if text.lower() not in _YES else {}


def _links(raw: object) -> list[object]:
    items = raw if isinstance(raw, list) else [raw]
    found: list[object] = []
    for item in items:
        text = _text(item).strip()
        links = links_in(text)
        if links:
            found += links
        elif re.match(r"https?://|[./#\w-]+\.(?:md|html)|/", text) and " " not in text:
            found.append({"url": text})
        else:
            raise NoValue("type")
    return found


def id_of(text: str) -> str:
    return slug(text)
