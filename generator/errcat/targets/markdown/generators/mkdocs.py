"""MkDocs with any theme and without extensions: nothing but CommonMark and tables."""

from __future__ import annotations

from errcat.targets.literals import html_text
from errcat.targets.markdown.generators.site_generator import PageFacts, SiteGenerator


def _front_matter(facts: PageFacts) -> dict[str, object]:
    # a plugin that runs templates in pages would also run catalog text
    data: dict[str, object] = {"render_macros": False, "title": facts.title}
    if facts.description:
        data["description"] = html_text(facts.description)  # some themes put it into an attribute without escaping
    return data


def _unchanged(page: str) -> str:
    return page


MKDOCS = SiteGenerator("MkDocs", _front_matter, _unchanged, publishes_files=True)
