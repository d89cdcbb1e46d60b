"""What search engines and link previews show of a page: its title and its description.

Both are for people: the words come first, the code last.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError, ResolvedGuide, ResolvedRetired
from errcat.resolved.resolve import display_message
from errcat.targets.literals import Verbatim
from errcat.targets.markdown.error_page import Views
from errcat.targets.markdown.headings import code_heading, title_heading, with_api_name
from errcat.targets.markdown.portable import lead_words
from errcat.text.code_names import title_of_error
from errcat.text.counts import counted

LONGEST_DESCRIPTION = 200
"""The characters of a description. Search engines show fewer."""
_LONGEST_END = 100
_MOST_STATUSES = 3
_MOST_CODES = 8
_ENDS = (".", "!", "?", "…", ":", "。")


def error_title(views: Views, error: ResolvedError) -> str:
    """Return the title of an error: `Too many requests (429, RATE_LIMIT_EXCEEDED) – Inference API`."""
    words = _words(error)
    code = _code(views, error)
    statuses = error["status"] or []
    facts = [str(status) for status in statuses] if len(statuses) <= _MOST_STATUSES else []
    facts += [code] if words.casefold() != code.casefold() else []
    return _title(f"{words} ({', '.join(facts)})" if facts else words, views.resolved)


def retired_title(resolved: ResolvedCatalog, name: str) -> str:
    return _title(f"{name} (retired)", resolved)


def error_description(views: Views, error: ResolvedError) -> str:
    """Return the message of an error and what to do about it."""
    about = error["action"] or lead_words(error["description"] or "")
    return _description([display_message(error), about], _named(_code(views, error), views.resolved))


def index_description(views: Views) -> str:
    api = api_of(views.resolved)
    errors = counted(len(views.errors), "error")
    about = f"{errors} of {api['name']}" if api["name"] else errors
    return _description([api["summary"] or "", f"{about}: what each means, and what to do about it"])


def list_description(views: Views, subject: str, action: str | None, errors: Sequence[ResolvedError]) -> str:
    """Return the description of a list: its subject, how many errors it has, and their codes."""
    codes = ", ".join(dict.fromkeys(_code(views, error) for error in errors[:_MOST_CODES]))
    start = f"{counted(len(errors), 'error')}{', such as' if len(errors) > _MOST_CODES else ':'}"
    return _description([_named(subject, views.resolved), f"{start} {codes}" if codes else "No errors", action or ""])


def guide_description(guide: ResolvedGuide, heading: str) -> str:
    return _description([lead_words(guide["body"] or "")], heading)


def retired_description(resolved: ResolvedCatalog, retired: ResolvedRetired) -> str:
    since = f" since {retired['since']}" if retired["since"] else ""
    instead = f"Use {retired['replaced_by']} instead" if retired["replaced_by"] is not None else ""
    code = _named(retired["code"] or str(retired["name"]), resolved)
    return _description([f"This code is retired{since}", instead, retired["reason"] or ""], code)


def _words(error: ResolvedError) -> str:
    """Return an error in words: its title, or its message if the title only repeats the code."""
    own_title = title_of_error(error["name"], error["code"])
    texts = [error["title"], display_message(error)]
    texts = texts[::-1] if error["title"] == own_title else texts
    headings = (title_heading(text.rstrip(".")) for text in (*texts, own_title) if "\n" not in text.strip())
    return html.unescape(next((heading for heading in headings if heading), code_heading(error)))


def _code(views: Views, error: ResolvedError) -> str:
    """Return the code of an error; its name if other errors have the code, or if a heading can't show it."""
    return error["name"] if views.shares_code(error) else html.unescape(code_heading(error))


def page_title(heading: Verbatim) -> str:
    """Return a heading as the title of its page. Some themes put it into an attribute, so it has curly apostrophes."""
    return html.unescape(heading).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _title(words: str, resolved: ResolvedCatalog) -> str:
    return page_title(with_api_name(Verbatim(html.escape(words, quote=False)), resolved))


def _named(word: str, resolved: ResolvedCatalog) -> str:
    """Return a word and the name of the API."""
    name = api_of(resolved)["name"]
    return f"{word} – {name}" if name else word


def _description(sentences: Sequence[str], end: str = "") -> str:
    """Return sentences as one line. `end` tells the page from others, so it stays if the sentences are too long."""
    texts = [" ".join(sentence.split()) for sentence in sentences]
    text = " ".join(text if text.endswith(_ENDS) else f"{text}." for text in texts if text)
    end = shortened(" ".join(end.split()), _LONGEST_END)
    return " ".join(part for part in (shortened(text, LONGEST_DESCRIPTION - len(end) - 1), end) if part)


def shortened(text: str, length: int) -> str:
    """Return a text that is not longer than this, cut after a word."""
    if len(text) <= length:
        return text
    words = text[:length].rpartition(" ")[0] or text[: length - 1]
    return f"{words.rstrip(' ,;:.–')}…"
