"""The whole catalog on a page, for a README, a wiki or a code host: sections are headings, and links are anchors.

`errcat import` reads the page back. So each text has a place that says which field it is: ids are anchors with a dot
(`category.fix`), which no page has, and the page leaves out what errcat would make up, such as code for clients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from errcat.envelope.marker_table import MARKERS
from errcat.resolved.generated_types import ResolvedCategory, ResolvedError, ResolvedGroup, ResolvedRetry
from errcat.targets.literals import Verbatim, md_code, md_text
from errcat.targets.markdown import lists
from errcat.targets.markdown.blocks import json_block
from errcat.targets.markdown.dialects import linked
from errcat.targets.markdown.error_page import Views
from errcat.targets.markdown.fragments import View, links, notes, sample
from errcat.targets.markdown.portable import portable
from errcat.targets.markdown.verdict import plain_number, verdict_of_category
from errcat.text.code_names import derive_name, title_of_error

_FENCE = re.compile(r" *(`{3,})")
_ESCAPED_MARKER = re.compile(rf"\\u003c((?:{'|'.join(MARKERS)})(?::(?:string|integer|number))?)>")
"""A marker such as `<code>` in JSON that has no other `<`. People know it as it is."""
_HEADING = re.compile(r" *#{2,5} ")
_IDENTITY = ("Code", "Name", "Number")
"""The labels of the facts that come before the transports."""


def anchor(id: str) -> Verbatim:
    return Verbatim(f'<a id="{id}"></a>')


def categories(views: Views) -> list[View]:
    return [_category(views, category) for category in views.resolved["categories"]]


def _category(views: Views, category: ResolvedCategory) -> View:
    verdict = verdict_of_category(category, has_responses=views.has_responses)
    retry = category["retry"] if category["retry_declared"] else None
    return {
        "anchor": anchor(f"category.{category['id']}"),
        "name": md_text(category["title"]),
        "now": views.now(verdict, category["action"]),
        "retry": None if retry is None else retry_words(retry),
        "description": portable(category["description"]) if category["description"] else None,
        "links": links(category["links"]),
    }


def sections(views: Views) -> Iterator[View]:
    """Yield the sections of the catalog with their errors, and then the errors without a section."""
    groups = lists.index_groups(views)
    for _, group in groups:
        errors = [_entry(views, error, 1) for error in views.errors if error["group"] == group["id"]]
        yield _section(views, group, errors)
    shift = 1 if groups else 0
    others = [_entry(views, error, shift) for error in views.errors if error["group"] not in views.groups]
    if others:
        yield {
            "anchor": None,
            "name": Verbatim("Other errors") if groups else None,
            "level": _hashes(shift),
            "errors": others,
        }


def _section(views: Views, group: ResolvedGroup, errors: list[View]) -> View:
    parent = views.groups.get(group["parent"] or "")
    return {
        "anchor": anchor(f"group.{group['id']}"),
        "name": md_text(group["title"]),
        "parent": linked(md_text(parent["title"]), views.links.by("group", parent["id"])) if parent else None,
        "description": portable(group["description"]) if group["description"] else None,
        "links": links(group["links"]),
        "level": _hashes(1),
        "errors": errors,
    }


def _hashes(shift: int) -> Verbatim:
    return Verbatim("#" * (2 + shift))


def types(views: Views) -> list[View]:
    return [
        {
            "anchor": anchor(f"type.{type_['id']}"),
            "name": md_text(type_["title"]),
            "class_name": md_code(type_["class_name"]) if type_["class_name"] else None,
            "description": portable(type_["description"]) if type_["description"] else None,
            "causes": notes(type_["causes"]),
            "solutions": notes(type_["solutions"]),
            "links": links(type_["links"]),
        }
        for type_ in views.resolved["types"]
    ]


def _entry(views: Views, error: ResolvedError, shift: int) -> View:
    """Return the view of an error. `shift` is how much deeper its headings are than on a page of its own."""
    view = views.error(error)
    samples = [sample(example) for example in error["examples"] if example["code"] is not None]
    is_derived = error["title"] == title_of_error(error["name"], error["code"])
    view["title"] = None if is_derived else md_text(error["title"])
    view["client_code"] = views.dialect.tabs(samples)
    view["in_code"] = Verbatim("In code")
    view["message_label"] = Verbatim("Message:" if error["message"] is not None else "Messages:")
    view["related"] = [
        views.reference(related["code"], related["name"])
        for related in error["see_also"]
        if related["name"] is None or related["name"] in views.by_name
    ]
    view["similar"] = []
    translations, view["translations"] = view["translations"], []
    view["record"] = list(_record(views, error, view["record"]))
    if not view["facts"] and error["description"]:  # nothing would separate it from the advice
        view["lead"], view["description"] = None, portable(error["description"])
    return {
        "anchor": anchor(error["names"]["page"]),
        "heading": view["heading"],
        "view": view,
        "translations": translations,
        "shift": shift,
    }


def _record(views: Views, error: ResolvedError, rows: object) -> Iterator[tuple[Verbatim, Verbatim]]:
    """Yield the remaining facts. Texts that look like numbers have quotes."""
    facts = rows if isinstance(rows, list) else []
    head = list(takewhile(lambda fact: fact[0] in _IDENTITY, facts))
    known = len(head)
    if error["name"] != derive_name(error["code"]) and "Name" not in dict(head):
        head.insert(0, (Verbatim("Name"), md_code(error["name"])))
    yield from head
    rest = facts[known + len(error["transports"]) :]
    category = views.categories.get(error["category"] or "")
    inherited = category["retry"] if category and category["retry_declared"] else None
    if error["retry"] is not None and error["retry"] != inherited:
        yield Verbatim("Retry"), retry_words(error["retry"])
    for transport, value in error["transports"].items():
        is_number_like = isinstance(value, str) and re.fullmatch(r'-?\d+|".*"', value)
        shown = md_code(f'"{value}"' if is_number_like else str(value))
        yield Verbatim(f"Code for {md_text(transport)}"), shown
    yield from rest


def retry_words(retry: ResolvedRetry) -> Verbatim:
    """Return when to send a request again, in words that an import reads back."""
    words = [md_code(retry["strategy"])]
    if retry["after"] is not None:
        words.append(Verbatim(f"after {plain_number(retry['after'])} seconds"))
    if retry["header"] is not None:
        words.append(Verbatim(f"header {md_code(retry['header'])}"))
    if retry["max_attempts"] is not None:
        words.append(Verbatim(f"at most {retry['max_attempts']} times"))
    return Verbatim(", ".join(words))


def deeper(text: str, shift: int) -> Verbatim:
    """Return a part of a page with deeper headings."""
    if not shift:
        return Verbatim(text)
    lines = text.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
        elif not fence and _HEADING.match(line):
            lines[number] = line.replace("#", "#" * (1 + shift), 1)
    return Verbatim("\n".join(lines))


def variables(views: Views) -> Mapping[str, object]:
    """Return what the page has besides the parts that every overview has."""
    envelope = views.resolved["envelope"]
    return {
        "categories": categories(views),
        "sections": list(sections(views)),
        "types": types(views),
        "format_name": md_code(envelope["name"]) if envelope["name"] else None,
        "format": Verbatim(_ESCAPED_MARKER.sub(r"<\1>", json_block(envelope["body"]))),
        "deeper": deeper,
    }
