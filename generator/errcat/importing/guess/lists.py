"""Lists whose items are errors: `- **429 Too Many Requests**: text`."""

from __future__ import annotations

import re

from errcat.importing.found.pieces import Bullets, ListItem
from errcat.importing.guess.headings import NamedError, is_code, named_error
from errcat.importing.guess.sections import is_strong

_LEAD = re.compile(
    r"(?:(\*\*|__)(?P<strong>.+?)\1|(?P<code>`[^`\n]+`(?:\s*(?:[,/|]|or|and)\s*`[^`\n]+`)*)|(?P<plain>[^\s:`*][^:\n`]{0,80}?))"
    r"\s*(?P<more>\([^()\n]{1,60}\))?\s*(?P<sign>:|[-–—]{1,2}(?=\s)|(?<=\*\*)\s|\n|$)\s*",
    re.DOTALL,
)
_STATUS_AND_CODE = re.compile(
    r"(?:\*\*)?`?([1-5][0-9]{2})`?(?:\*\*)?\s*[-–—:]?\s*`([A-Za-z0-9_.:-]+)`(?:\*\*)?\s*(?:[:–—-](?=\s)|$)\s*"
)
_DOUBLE = re.compile(r"^``([^`\n]+)``")
_MOST = 0.6


def item_error(item: ListItem) -> tuple[NamedError, str] | None:
    """Return the error that an item names, and the text about it."""
    text = _DOUBLE.sub(r"`\1`", item.text)
    if both := _STATUS_AND_CODE.match(text):
        named = named_error(f"{both[1]} - {both[2]}")
        return (named, text[both.end() :].strip()) if named is not None else None
    match = _LEAD.match(text)
    if match is None:
        return None
    lead = match["strong"] or match["code"] or match["plain"] or ""
    if match["code"]:
        lead = lead.replace("`", "") if not is_code(lead.strip("`")) else lead
    lead = f"{lead} {match['more']}" if match["more"] else lead
    if match["plain"] and not match["sign"].strip() and "\n" in text:
        return None
    named = named_error(lead.rstrip(": "))
    if named is None:
        return None
    if match["plain"] and not (named.statuses or is_strong(named)):
        return None
    return named, text[match.end() :].strip()


def errors_in(bullets: Bullets) -> list[tuple[ListItem, tuple[NamedError, str] | None]] | None:
    """Return the items with their errors, or None if the list isn't about errors."""
    found = [(item, item_error(item)) for item in bullets.items]
    named = [error for _, error in found if error is not None]
    if len(named) < _MOST * len(found) or not any(
        error.statuses or is_strong(error) or error.code for error, _ in named
    ):
        return None
    return found


def is_navigation(bullets: Bullets) -> bool:
    """Whether a list is a table of contents: nothing but links within the page."""
    return all(
        re.fullmatch(r"\[[^\]]*\]\(#[^)]*\)(?:\s*\n\s*[-*+\d.]+\s*\[[^\]]*\]\(#[^)]*\))*", item.text)
        for item in bullets.items
    )
