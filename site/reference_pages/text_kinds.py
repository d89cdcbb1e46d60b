"""The section about kinds of text on the page of the format: what a line, a text and an id are."""

from __future__ import annotations

from errcat.reading.schema.lookup import schema
from errcat.targets.literals import md_code, md_text
from errcat.text.yaml_writer import yaml_flow

KINDS = {
    "line": "line",
    "text": "text",
    "markdown": "Markdown",
    "id": "id",
    "code": "code",
    "name": "name",
    "paramName": "param name",
    "headerName": "header name",
    "headerValue": "header value",
    "url": "address",
}
"""The definitions of the schema that are texts, and what the tables call them."""
_EXAMPLES = {
    "line": "Order not found",
    "text": "The order does not exist",
    "markdown": "Check the **order number**.",
}
"""Examples of the kinds whose definition has none."""
_INTRODUCTION = """\
## Kinds of text { #texts }

No text runs through a template engine, and errcat never converts a text. A text that YAML would read as something else,
such as `404` or `yes`, needs quotes: `code: "404"`.

| Kind | What it is | Characters | Example |
| --- | --- | --- | --- |
"""


def about_texts() -> list[str]:
    """Return the section."""
    lines = _INTRODUCTION.rstrip("\n").split("\n")
    for name, title in KINDS.items():
        part = schema()["definitions"][name]
        example = yaml_flow(part.get("examples", [_EXAMPLES.get(name)])[0])
        most = f"at most {part['maxLength']:,}"
        lines.append(f"| **{title}**{{ #{name} }} | {md_text(part['description'])} | {most} | {md_code(example)} |")
    return lines
