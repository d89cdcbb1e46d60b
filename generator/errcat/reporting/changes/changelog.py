"""Changes as a changelog in Markdown, with a section for each release.

Its readers learn what changed. How to avoid a change is for those who review it, so it isn't here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from errcat.changes import Comparison
from errcat.reporting.changes.items import change_items
from errcat.reporting.changes.markdown import by_section, item_words
from errcat.text.commonmark_escapes import commonmark_code, commonmark_text
from errcat.text.counts import counted
from errcat.text.visible import visible


class Release(NamedTuple):
    """A tag, or what isn't released yet, with the changes since the release before it."""

    name: str
    day: str
    """The day of the tag; empty if there is no tag yet."""
    comparisons: Sequence[Comparison]

    @property
    def has_news(self) -> bool:
        return any(comparison.changes or comparison.is_first for comparison in self.comparisons)


def changelog(releases: Sequence[Release]) -> str:
    """Return the sections of the releases that changed something."""
    sections = ["\n".join(_section(release)) for release in releases if release.has_news]
    return "\n\n".join(sections) or "No changes."


def _section(release: Release) -> Iterator[str]:
    day = f" ({release.day})" if release.day else ""
    yield f"## {commonmark_text(visible(release.name))}{day}"
    for comparison in release.comparisons:
        if comparison.is_first:
            codes = counted(len(comparison.new.catalog.errors), "code")
            yield f"\n{commonmark_code(visible(comparison.new.name))} is new ({codes})."
    for section, members in by_section(change_items(release.comparisons)).items():
        yield f"\n### {section}\n"
        yield from (f"- {item_words(item)}" for item in members)
