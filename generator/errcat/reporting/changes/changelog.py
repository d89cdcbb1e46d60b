"""Changes as a changelog in Markdown, with a section for each release.

Its readers learn what changed. How to avoid a change is for those who review it, so it isn't here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat.reporting.changes.markdown import by_section, item_words
from errcat.reporting.changes.releases import Release, new_codes, news
from errcat.text.commonmark_escapes import commonmark_code, commonmark_text
from errcat.text.counts import counted
from errcat.text.visible import visible


def changelog(releases: Sequence[Release]) -> str:
    """Return the sections of the releases that changed something."""
    sections = ["\n".join(_section(release)) for release in releases if release.has_news]
    return "\n\n".join(sections) or "No changes."


def _section(release: Release) -> Iterator[str]:
    day = f" ({release.day})" if release.day else ""
    yield f"## {commonmark_text(visible(release.name))}{day}"
    for path, comparison in release.comparisons.items():
        if comparison.is_first:
            codes = counted(len(new_codes(comparison)), "code")
            yield f"\n{commonmark_code(visible(path))} is new ({codes})."
    for section, members in by_section(news(list(release.comparisons.values()))).items():
        yield f"\n### {section}\n"
        yield from (f"- {item_words(item)}" for item in members)
