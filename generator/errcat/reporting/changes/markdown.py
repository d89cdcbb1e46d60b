"""Changes as Markdown: a comment for a pull request, which is also a section of a changelog."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from errcat.changes import ADDED, DEPRECATED, ChangeLevel, Comparison, required_release
from errcat.reporting.changes.items import ChangeItem, change_items, described_counts
from errcat.reporting.options import ReportOptions
from errcat.text.commonmark_escapes import commonmark_code, commonmark_text
from errcat.text.counts import counted
from errcat.text.visible import visible

MARKER = "<!-- errcat diff -->"
"""The first line: a workflow finds its own comment by it, and updates the comment."""
MAX_ITEMS = 200
"""How many changes a comment lists: GitHub refuses comments of more than 65,536 characters."""

SECTIONS = ("Breaking", "Dangerous", "Deprecated", "Added", "Changed")
_LINKED = re.compile(r"@|#(?=\d)")
"""What GitHub and GitLab turn into mentions of people and issues."""
_ADDRESS = re.compile(r"https?://[!-;=?-~]+")
"""An address that a link can have: visible ASCII without < and >."""
_ENTITIES = {"@": "&#64;", "#": "&#35;"}


def report(comparisons: Sequence[Comparison], options: ReportOptions) -> str:
    items = change_items(comparisons)
    lines = [MARKER, "## Changes of the error catalog", ""]
    lines += [*_first_catalogs(comparisons), *_summary(items)]
    listed = items[: max(MAX_ITEMS, options.limit)]
    for section, members in by_section(listed).items():
        lines += ["", f"### {section}", "", *(_item(item) for item in members)]
    if len(listed) < len(items):
        lines += ["", f"… and {len(items) - len(listed)} more: run `errcat diff` to see all of them."]
    return "\n".join(lines)


def _first_catalogs(comparisons: Sequence[Comparison]) -> Iterator[str]:
    for comparison in comparisons:
        if comparison.is_first:
            codes = counted(len(comparison.new.catalog.errors), "code")
            yield f"{_code(comparison.new.name)} is new ({codes}): nothing can break."


def _summary(items: Sequence[ChangeItem]) -> Iterator[str]:
    if not items:
        yield "No changes."
        return
    release = required_release(item.change for item in items)
    yield f"{described_counts(items).capitalize()}. Requires: **{release}**."


def by_section(items: Sequence[ChangeItem]) -> Mapping[str, list[ChangeItem]]:
    """Return the changes of each section that has any."""
    sections: dict[str, list[ChangeItem]] = {section: [] for section in SECTIONS}
    for item in items:
        sections[section_of(item)].append(item)
    return {section: members for section, members in sections.items() if members}


def section_of(item: ChangeItem) -> str:
    """Return the section of a change: a name in `SECTIONS`."""
    change = item.change
    if change.level is not ChangeLevel.SAFE:
        return change.level.word.capitalize()
    if change.rule in DEPRECATED:
        return "Deprecated"
    return "Added" if change.rule in ADDED else "Changed"


def _item(item: ChangeItem) -> str:
    change = item.change
    words = item_words(item)
    if change.level is ChangeLevel.SAFE:
        return f"- {words}"
    if change.accepted:
        return f"- {words} ({_code(change.rule)})\n  - Accepted: {_text(change.accepted)}"
    first, *more = item.help.strip().split("\n")
    command = f" {_code(more[0].strip())}" if first.endswith(":") and more and more[0].startswith(" ") else ""
    return f"- {words} ({_code(change.rule)})\n  - {_with_code(first)}{command}"


def item_words(item: ChangeItem) -> str:
    """Return what changed, with a link to the page of the error."""
    subject = f"{_linked(item.change.code, item.page)}: " if item.change.code else ""
    return f"{subject}{_text(item.message)}"


def _linked(code: str, page: str | None) -> str:
    return f"[{_code(code)}](<{page}>)" if page and _ADDRESS.fullmatch(page) else _code(code)


def _text(text: str) -> str:
    """Return plain text in which nothing becomes markup, a mention of a person or a link to an issue."""
    return _LINKED.sub(lambda match: _ENTITIES[match[0]], commonmark_text(visible(text)))


def _with_code(text: str) -> str:
    """Return a help text: what is between two backticks is code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _text(text)
    return "".join(
        _code(part) if number % 2 and part else _spaced(part, number, len(parts)) for number, part in enumerate(parts)
    )


def _spaced(part: str, number: int, count: int) -> str:
    """Return plain text with the spaces that separate it from the code around it."""
    before = " " if number and part[:1] == " " else ""
    after = " " if number < count - 1 and part[-1:] == " " and part.strip() else ""
    return f"{before}{_text(part)}{after}"


def _code(text: str) -> str:
    return commonmark_code(visible(text))
