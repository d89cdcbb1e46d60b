"""Fragments that several pages show: links, notes, values, samples. Every text in them is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from errcat.resolved.generated_types import (
    ResolvedApi,
    ResolvedError,
    ResolvedExample,
    ResolvedLink,
    ResolvedNote,
    ResolvedParam,
    ResolvedSample,
    ResolvedTranslation,
    ResolvedVariant,
)
from errcat.targets.literals import Verbatim, json_literal, md_code, md_text
from errcat.targets.markdown.blocks import code_block, json_block, lines_of_text
from errcat.targets.markdown.portable import in_cell, in_item, portable
from errcat.text import placeholders

View = dict[str, object]
"""What a template shows, by the names that it has for it."""

_MAILBOX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*@[A-Za-z0-9][A-Za-z0-9.-]*")


def code_in_link(error: ResolvedError) -> Verbatim:
    return md_code(error["code"]) if error["code"].strip() else md_code(error["name"])


def links(entries: Sequence[ResolvedLink]) -> list[Verbatim]:
    """Return links to further reading. What has neither an address nor words says nothing."""
    said = (entry for entry in entries if entry["url"] or entry["title"] or entry["description"])
    return [link(entry["url"], entry["title"], entry["description"]) for entry in said]


def link(url: str, title: str | None = None, description: str | None = None) -> Verbatim:
    """Return a link, or its title if it has no address."""
    words = md_text(title or url)
    text = f"[{words}]({address(url)})" if url else words
    return Verbatim(": ".join(part for part in (text, md_text(description or "")) if part))


def address(url: str) -> Verbatim:
    """Return an address for the parentheses of a link."""
    return Verbatim(quote(url, safe="!#$%&*+,-./:;=?@_~").replace("&", "&amp;"))


def notes(entries: Sequence[ResolvedNote]) -> list[Verbatim]:
    """Return causes or solutions as list items. Those for a certain audience come last."""
    items = []
    for note in sorted(entries, key=lambda note: note["audience"] or ""):
        title = f"**{md_text(note['title'])}**" if note["title"] else ""
        audience = f"*For: {md_text(note['audience'])}*" if note["audience"] else ""
        before = " ".join(part for part in (title, audience) if part)
        text = in_item(note["text"])
        items.append(Verbatim(f"{before}\n\n    {text}" if before else text))
    return items


def param(param: ResolvedParam) -> View:
    """Return a row of the table of params."""
    kind = param["type"] + (f", {param['format']}" if param["format"] else "")
    marks = [mark for mark in ("optional", "sensitive") if param[mark]]
    default = f", {md_text('default')} {value(param['default'])}" if "default" in param else ""
    return {
        "name": md_code(param["name"]),
        "type": Verbatim(md_text(", ".join([kind, *marks])) + default),
        "description": _in_cell(param["description"]),
        "values": Verbatim(", ".join(value(each) for each in param["enum"])) if param["enum"] else None,
        "example": value(param["example"]) if "example" in param else None,
    }


def _in_cell(text: str | None) -> Verbatim:
    """Return Markdown as a table cell: a paragraph without line ends."""
    return Verbatim("") if text is None else in_cell(text)


def value(value: object) -> Verbatim:
    return md_code(value if isinstance(value, str) else json_literal(value))


def message(text: str | None) -> Verbatim | None:
    """Return the text that an API sends, as a block."""
    return None if text is None else code_block(placeholders.for_people(text))


def variants(entries: Sequence[ResolvedVariant]) -> list[View]:
    """Return the different messages of a code."""
    return [
        {"when": None if entry["when"] is None else lines_of_text(entry["when"]), "block": message(entry["message"])}
        for entry in entries
    ]


def payload(payload: ResolvedExample) -> View:
    """Return an example of a request or a response."""
    return {
        "title": md_text(payload["title"]) if payload["title"] else None,
        "description": portable(payload["description"]) if payload["description"] else None,
        "status": payload["status"],
        "request": json_block(payload["request"]) if "request" in payload else None,
        "response": json_block(payload["response"]) if "response" in payload else None,
    }


def sample(sample: ResolvedSample | ResolvedExample) -> tuple[str, Verbatim]:
    """Return the label and the block of a code sample."""
    block = code_block(sample["code"] or "", sample["language"] or "text")
    text = portable(sample["description"]) if sample["description"] else None
    label = sample["title"] or sample["language"] or "Example"
    return label, Verbatim(f"{text}\n\n{block}") if text else block


def translation(locale: str, translation: ResolvedTranslation) -> View:
    return {
        "locale": md_code(locale),
        "title": md_text(translation["title"]) if translation["title"] else None,
        "message": message(translation["message"]),
        "messages": variants(translation["messages"]),
        "action": lines_of_text(translation["action"]) if translation["action"] else None,
        "user_message": lines_of_text(translation["user_message"]) if translation["user_message"] else None,
        "description": portable(translation["description"], level=4) if translation["description"] else None,
        "causes": notes(translation["causes"]),
        "solutions": notes(translation["solutions"]),
    }


def _email(mailbox: str) -> Verbatim:
    """Return an email address, as a link if it is valid."""
    return Verbatim(f"[{md_text(mailbox)}](mailto:{mailbox})") if _MAILBOX.fullmatch(mailbox) else md_text(mailbox)


def support(api: ResolvedApi) -> View | None:
    """Return whom to ask for help, and what to send along."""
    support, id = api["support"], api["request_id"]
    if support is None and id is None:
        return None
    view: View = dict.fromkeys(("text", "email", "link", "header", "path", "example", "advice"))
    if support is not None:
        text = support["text"] or ""
        view["text"] = portable(text) if text else None
        is_said = support["email"] and _MAILBOX.fullmatch(support["email"]) and support["email"] in text
        view["email"] = _email(support["email"]) if support["email"] and not is_said else None
        view["link"] = link(support["url"]) if support["url"] and support["url"] not in text else None
    if id is not None:
        view["header"] = md_code(id["header"]) if id["header"] else None
        view["path"] = md_code(id["path"]) if id["path"] else None
        view["example"] = md_code(id["example"]) if id["example"] else None
        view["advice"] = portable(id["advice"]) if id["advice"] else None
    return view if any(value is not None for value in view.values()) else None
