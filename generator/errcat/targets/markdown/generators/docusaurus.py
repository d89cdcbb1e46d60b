"""Docusaurus, and other tools that read MDX: Markdown whose tags and braces are code.

MDX runs what is in braces, and lines that start with `import` or `export`. Docusaurus also reads `:name` as a
directive, `:smile:` as a picture and `{#name}` at the end of a heading as its anchor, even if they are written as
entities.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from errcat.artifact import BLANK_SEAL, Artifact, sealed
from errcat.targets.json_text import json_text
from errcat.targets.markdown.generators.colons import replaced_in_text, without_directives
from errcat.targets.markdown.generators.fences import with_html_for_fences
from errcat.targets.markdown.generators.site_generator import PageFacts, SiteGenerator, with_anchors
from errcat.targets.markdown.site import Page

_CHANGED_IN_FENCES = re.compile(
    r"^\s*:{3,}\w | ^\#{1,6}.*\{\# | mdx-code-block | highlight-(?:next-line|start|end)", re.MULTILINE | re.VERBOSE
)
"""What Docusaurus reads also in code: titles of notices, anchors of headings, code to run, lines to highlight."""
_CODE = re.compile(r"<code>([^<\n]*)</code>")
_STATEMENT = re.compile(r"^(?=import\b|export\b)(.)", re.MULTILINE)
_SMILEY = re.compile(r"(?::|&#58;)(?=[^\s:]*?[\w+][^\s:]*?(?::|&#58;))")
_ADDRESS = re.compile(r"(?::|&#58;)(?=//)|(?<=www)(?:\.|&#46;)|@|&#64;", re.IGNORECASE)
"""What makes a link of a text. Docusaurus refuses addresses with unusual characters."""
_ANCHOR_OF_HEADING = re.compile(r"&#123;(?=(?:#|&#35;))")
_HTML_COMMENT = re.compile(r"<!-- -->")
_BREAK = re.compile(r"<br>")
_POSITION = re.compile(r"\d+-")
"""The start of a name that Docusaurus reads as a position and removes."""
_FOLDERS = {
    "by": "Lists",
    "by/category": "By what to do",
    "by/code": "By code",
    "by/group": "By section",
    "by/status": "By status",
    "by/type": "By type",
    "guides": "Guides",
    "about": "About",
}
_AFTER = 1_000_000
"""The position of the first folder in the sidebar."""


def _front_matter(facts: PageFacts) -> dict[str, object]:
    # Docusaurus writes these texts into a script, where it doesn't escape a backslash
    title = facts.title if "\\" not in facts.title else facts.heading
    data: dict[str, object] = {"title": title}
    if title != facts.heading:
        data["sidebar_label"] = facts.heading
    if facts.description and "\\" not in facts.description:
        data["description"] = facts.description
    name = facts.page.name.rpartition("/")[2]
    if _POSITION.match(name):
        data |= {"id": name, "slug": name}
    data["sidebar_position"] = facts.position
    data["custom_edit_url"] = None  # it would lead to the generated page
    if facts.is_wide:
        data["hide_table_of_contents"] = True
    data["mdx"] = {"format": "mdx"}
    return data


def _adapted(page: str) -> str:
    page = with_html_for_fences(page, lambda _language, code: _CHANGED_IN_FENCES.search(code) is not None)
    page = replaced_in_text(page, _HTML_COMMENT, lambda _comment: "{/* */}")
    page = replaced_in_text(page, _BREAK, lambda _break: "<br />")
    page = replaced_in_text(page, _STATEMENT, lambda match: f"&#{ord(match[1])};")
    page = replaced_in_text(page, _CODE, lambda match: f"<code>{_expression(html.unescape(match[1]))}</code>")
    page = replaced_in_text(page, _SMILEY, lambda _colon: _expression(":"))
    page = replaced_in_text(page, _ADDRESS, lambda sign: _expression(html.unescape(sign[0])))
    page = replaced_in_text(page, _ANCHOR_OF_HEADING, lambda _brace: _expression("{"))
    return with_anchors(without_directives(page), "{{/* #{} */}}")


def _expression(text: str) -> str:
    """Return a text as an expression. No character in it can end a cell, code or a tag."""
    return f'{{"{"".join(map(_in_string, text))}"}}'


def _in_string(char: str) -> str:
    if char.isalnum() or char in " ,-":
        return char
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _sidebar(heading: str, pages: Iterable[Page]) -> Iterator[Artifact]:
    """Yield the name of each folder in the sidebar, and its place there: after the errors."""
    used = {str(folder) for page in pages for folder in PurePosixPath(page.name).parents}
    for number, (folder, label) in enumerate([(".", heading), *_FOLDERS.items()]):
        if folder in used:
            data: dict[str, object] = (
                {"label": label} if folder == "." else {"label": label, "position": _AFTER + number}
            )
            data["customProps"] = {"generated_by": f"errcat: do not edit ({BLANK_SEAL})"}
            yield Artifact(f"{PurePosixPath(folder, '_category_.json')}", sealed(f"{json_text(data)}\n"))


DOCUSAURUS = SiteGenerator("Docusaurus", _front_matter, _adapted, comment="{{/* {} */}}", extra_files=_sidebar)
