"""One error of a catalog, for a terminal: what happened, and what to do now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from errcat.commands.code_lookup import CodeMatch
from errcat.commands.pasted_response import PastedResponse
from errcat.commands.terminal_markdown import bullet, markdown_lines
from errcat.envelope import leaf_values
from errcat.findings.finding import Place
from errcat.findings.wording import span_of
from errcat.model.catalog import Catalog, ErrorEntry, Note, RetiredCode, Retry
from errcat.reading.schema.lookup import schema
from errcat.reporting.paint import Paint
from errcat.text import placeholders
from errcat.text.code_names import title_of_error
from errcat.text.visible import visible

_INDENT = "  "
_MAX_WIDTH = 100


def explain_error(match: CodeMatch, pasted: PastedResponse, width: int, paint: Paint) -> list[str]:
    """Return the lines about an error. `pasted` is the response with its code; empty if there is none."""
    width = min(width, _MAX_WIDTH) - len(_INDENT)
    entry = match.entry
    if isinstance(entry, RetiredCode):
        title, body = "", _retired(entry)
    else:
        title = entry.title or title_of_error(entry.name, entry.code)
        body = [*_facts(match.catalog, entry, pasted, width), *_long_texts(match.catalog, entry, width, paint)]
    heading = paint("message", visible(entry.code) or '""') + (f"  {visible(title)}" if title else "")
    lines = [heading, f"{_INDENT}{_location(match, entry.at)}", "", *(f"{_INDENT}{line}".rstrip() for line in body)]
    while not lines[-1]:
        lines.pop()
    return lines


def _location(match: CodeMatch, at: Place) -> str:
    span = span_of(at, match.loaded.documents)
    return f"{visible(span.file)}:{span.start.line}"


def _retired(entry: RetiredCode) -> list[str]:
    facts = {"Retired": entry.since or "yes", "Use instead": entry.replaced_by, "Reason": entry.reason}
    return _table({name: value for name, value in facts.items() if value})


def _facts(catalog: Catalog, entry: ErrorEntry, pasted: PastedResponse, width: int) -> list[str]:
    values = _values(pasted)
    facts: dict[str, str] = {}
    if entry.status:
        facts["Status"] = ", ".join(status_words(catalog, status) for status in entry.status)
    if entry.number is not None:
        facts["Number"] = str(entry.number)
    for name, value in entry.transports.items():
        facts[name] = str(value)
    if entry.message:
        facts["Message"] = placeholders.render(entry.message, values)
    for number, variant in enumerate(entry.messages):
        when = f" ({variant.when})" if variant.when else ""
        facts["Messages" if not number else f"{number}"] = placeholders.render(variant.message, values) + when
    category = catalog.categories.get(entry.category or "")
    if entry.category:
        words = f": {category.title}" if category and category.title.casefold() != entry.category else ""
        facts["Category"] = entry.category + words
    retry = catalog.retry_of(entry)
    if retry:
        facts["Retry"] = retry_words(retry)
        wait = _wait(retry, pasted.headers)
        if wait:
            facts["Wait"] = wait
    action = entry.action or (category.action if category else None)
    if action:
        facts["Do now"] = action
    if entry.deprecated:
        parts = (entry.deprecated.sunset and f"removed after {entry.deprecated.sunset}", entry.deprecated.reason)
        facts["Deprecated"] = ", ".join(part for part in parts if part) or "yes"
        if entry.deprecated.replaced_by:
            facts["Use instead"] = entry.deprecated.replaced_by
    return _table(facts, width)


def _table(facts: Mapping[str, str], width: int = _MAX_WIDTH) -> list[str]:
    """Return lines of names and values. A long value continues below its first line."""
    column = max(map(len, facts), default=0) + 2
    lines: list[str] = []
    for name, value in facts.items():
        label = "" if name.isdigit() else name  # further messages are numbered, and have no label
        for number, line in enumerate(_plain_lines(value, width - column)):
            lines.append(f"{visible(label) if not number else '':{column}}{line}")
    return lines


def _plain_lines(text: str, width: int) -> list[str]:
    """Return the lines of a plain text, with long lines broken between words."""
    lines: list[str] = []
    for line in text.strip("\n").split("\n"):
        rest = visible(line)
        while len(rest) > max(width, 20) and " " in rest[: max(width, 20)].strip():
            cut = rest.rindex(" ", 0, max(width, 20))
            lines.append(rest[:cut])
            rest = rest[cut + 1 :]
        lines.append(rest)
    return lines


def status_words(catalog: Catalog, status: int) -> str:
    note = next((known.title for known in catalog.statuses if status in known.status and known.title), None)
    phrase = HTTPStatus(status).phrase if status in {standard.value for standard in HTTPStatus} else ""
    return f"{status} {note or phrase}".rstrip()


def retry_words(retry: Retry) -> str:
    """Return when to send the same request again, in the words that editors show."""
    strategy = schema()["definitions"]["retry"]["properties"]["strategy"]
    words: dict[str, str] = dict(zip(strategy["enum"], strategy["enumDescriptions"], strict=True))
    after = None if retry.after is None else f"{retry.after:g} seconds"
    header = None if retry.header is None else f"header {retry.header}"
    most = None if retry.max_attempts is None else f"at most {retry.max_attempts} times"
    more = ", ".join(part for part in (after, header, most) if part)
    return words[retry.strategy] + (f" ({more})" if more else "")


def _wait(retry: Retry, headers: Mapping[str, str]) -> str:
    """Return how long the response itself says to wait."""
    name = next((header for header in (retry.header or "", "Retry-After") if header.lower() in headers), None)
    if name is None or retry.strategy == "never":
        return ""
    value = headers[name.lower()]
    if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]+)?", value):
        return f"{value} seconds ({name})"
    try:
        when = parsedate_to_datetime(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return f"{value} ({name})"
    return f"until {datetime.strftime(when, '%Y-%m-%d %H:%M:%S')} UTC ({name})"


def _values(pasted: PastedResponse) -> dict[str, object]:
    """Return the values in a response for the placeholders of a message: the first value of each name."""
    values: dict[str, object] = {}
    for body in pasted.bodies:
        for path, value in leaf_values(body):
            if isinstance(path[-1] if path else 0, str):
                values.setdefault(str(path[-1]), value)
    return values


def _long_texts(catalog: Catalog, entry: ErrorEntry, width: int, paint: Paint) -> Iterator[str]:
    if entry.description:
        yield from _section("What it means", markdown_lines(entry.description, width), paint)
    yield from _section("Why it happens", _notes(entry.causes, width), paint)
    yield from _section("What to do", _notes(entry.solutions, width), paint)
    yield from _section("More", _links(catalog, entry), paint)


def _section(title: str, lines: list[str], paint: Paint) -> list[str]:
    return ["", paint("message", title), *lines] if lines else []


def _notes(notes: tuple[Note, ...], width: int) -> list[str]:
    lines: list[str] = []
    for note in notes:
        audience = f" ({note.audience})" if note.audience else ""
        title = f"**{note.title}**{audience}: " if note.title else f"{audience.strip()} " if audience else ""
        lines += bullet(title + note.text, width)
    return lines


def _links(catalog: Catalog, entry: ErrorEntry) -> list[str]:
    lines = [visible(f"- {link.title}: {link.url}" if link.title else f"- {link.url}") for link in entry.links]
    if entry.see_also:
        lines.append(visible(f"- see also: {', '.join(entry.see_also)}"))
    if catalog.api and catalog.api.docs_url and entry.visibility == "public":
        page = entry.name.lower().replace("_", "-")
        lines.append(visible(f"- {catalog.api.docs_url.rstrip('/')}/{page}"))
    return lines
