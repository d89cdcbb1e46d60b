"""Starlight, the documentation theme of Astro: Markdown with directives, and addresses in links."""

from __future__ import annotations

import re

from errcat.targets.markdown.generators.colons import without_directives
from errcat.targets.markdown.generators.fences import with_fence_starts, with_html_for_fences
from errcat.targets.markdown.generators.site_generator import PageFacts, SiteGenerator
from errcat.targets.markdown.page_paths import folder_path

_HEADING = re.compile(r"\A\s*# [^\n]*\n+")
_FILE_NAME = re.compile(r"^\s*(?:/[/*]|#|<!--|;|--|%|')")
"""A comment, which becomes the title of a block of code if it looks like the name of a file."""
_FIRST_LINES = 4


def _front_matter(facts: PageFacts) -> dict[str, object]:
    data: dict[str, object] = {"title": facts.heading}
    if facts.page.words.title:
        data["head"] = [{"tag": "title", "content": facts.page.words.title}]
    if facts.description:
        data["description"] = facts.description
    data["editUrl"] = False  # it would lead to the generated page
    data["sidebar"] = {"order": facts.position, "hidden": not facts.is_index}
    if not facts.is_searched:
        data["pagefind"] = False
    if facts.is_wide:
        data["tableOfContents"] = False
    return data


def _adapted(page: str) -> str:
    # Starlight removes empty lines at the start of code
    page = with_html_for_fences(page, lambda _language, code: not code.split("\n")[0].strip())
    page = with_fence_starts(page, _start_of_fence)
    return without_directives(_HEADING.sub("", page))


def _start_of_fence(start: str, code: str) -> str:
    is_named = any(_FILE_NAME.match(line) for line in code.split("\n")[:_FIRST_LINES])
    return f'{start} frame="none"' if is_named else start


STARLIGHT = SiteGenerator("Starlight", _front_matter, _adapted, path_of=folder_path, has_heading=False)
