"""raw-html: HTML in a Markdown text, which a browser would execute or hide."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.markdown_text import tags

MAX_REPORTED = 10
"""How many tags of a text are reported."""

# HTML elements with an equivalent in Markdown.
_MARKDOWN = {
    "b": "**…**", "strong": "**…**", "i": "*…*", "em": "*…*", "code": "`…`", "tt": "`…`", "a": "[…](https://…)",
    "img": "![…](…)", "li": "- …", "ul": "- …", "ol": "1. …", "pre": "```", "blockquote": "> …",
}  # fmt: skip
_SPACING = frozenset(["br", "p", "div", "hr"])
_KNOWN = frozenset(
    [
        "abbr", "address", "article", "aside", "audio", "base", "body", "button", "canvas", "caption", "center",
        "cite", "col", "dd", "del", "details", "dfn", "dl", "dt", "embed", "fieldset", "figure", "font", "footer",
        "form", "frame", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "html", "iframe", "input", "ins",
        "kbd", "label", "legend", "link", "main", "map", "mark", "math", "menu", "meta", "nav", "noscript",
        "object", "option", "p", "param", "picture", "progress", "q", "s", "samp", "script", "section", "select",
        "small", "source", "span", "strike", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td",
        "template", "textarea", "tfoot", "th", "thead", "title", "tr", "u", "var", "video", "wbr",
    ]
)  # fmt: skip


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text, found in catalog.texts.markdown.examined(tags, "<", "{"):
        value = text.value
        for start, tag, name in found[:MAX_REPORTED]:
            if tag.startswith("</") and f"<{name}" in value.lower():
                continue  # the opening tag is reported
            values = {"tag": tag, "escaped": tag.replace("<", "&lt;"), "markdown": _MARKDOWN.get(name, "")}
            place = text.at.within(tag, value.count(tag, 0, start))
            yield Problem("raw-html", place, values, help=_kind(name, tag))


def _kind(name: str, tag: str) -> str:
    if name == "{":
        return "attributes"
    if not name:
        return "comment" if tag.startswith("<!--") else ""
    if name in _MARKDOWN:
        return "markdown"
    if name in _SPACING:
        return "spacing"
    return "" if name in _KNOWN else "placeholder"
