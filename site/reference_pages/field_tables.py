"""The tables of fields on the page of the format: what each is, what it is for, and an example in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.reading.records import SHORT_FORMS
from errcat.reading.schema.lookup import schema
from errcat.targets.literals import md_code, md_text
from errcat.text.yaml_writer import yaml_flow
from reference_pages.text_kinds import KINDS

Schema = dict[str, Any]
_CODE = re.compile(r"`([^`]+)`")
_REFERENCE = "#/definitions/"


def field_tables(kind: str, part: Schema) -> Iterator[str]:
    """Yield the lines of the fields of a mapping: one table, or a table for each of its sections."""
    sections: dict[str, list[Field]] = {}
    for field in FIELDS[kind].values():
        sections.setdefault(field.section, []).append(field)
    for section, fields in sections.items():
        if section:
            yield from (f"### {section} {{ #{kind}-{section.lower().replace(' ', '-')} }}", "")
        yield "| Key | What it is | For | About | Example |" if section else "| Key | What it is | About | Example |"
        yield f"|{' --- |' * (5 if section else 4)}"
        for field in fields:
            value = {**_target(part["properties"][field.name]), **part["properties"][field.name]}
            cells = [
                md_code(field.name) + (" **required**" if field.required else ""),
                _what_it_is(field, value),
                *([{"wire": "clients", "guide": "people"}[field.side]] if section else []),
                markdown_of(value),
                "<br>".join(md_code(f"{field.name}: {yaml_flow(example)}") for example in _examples(field, value)),
            ]
            yield f"| {' | '.join(cells)} |"
        yield ""


def markdown_of(part: Schema) -> str:
    """Return what the schema says about a part, on one line. Text between backticks is code."""
    text = part.get("description", "")
    pieces = _CODE.split(text)
    return "".join(md_code(piece) if number % 2 else _words(piece) for number, piece in enumerate(pieces))


def _words(text: str) -> str:
    """Return plain words for Markdown, with the spaces at their ends."""
    start, end = (" " if text[:1] == " " else ""), (" " if text[-1:] == " " else "")
    return f"{start}{md_text(text)}{end}" if text.strip() else text


def words_of(name: str) -> str:
    """The name of a mapping in words: retiredCode, request_id → Retired code, Request id."""
    text = "".join(f" {char.lower()}" if char.isupper() else char for char in name.replace("_", " "))
    return text[:1].upper() + text[1:]


def _target(part: Schema) -> Schema:
    """The definition that a part of the schema refers to; nothing if it refers to none."""
    found: Schema = schema()["definitions"].get(part.get("$ref", "").removeprefix(_REFERENCE), {})
    return found


def _examples(field: Field, part: Schema) -> list[Any]:
    """Return the examples of a field: those of the schema, or else a value that isn't the default."""
    if part.get("examples"):
        return list(part["examples"])
    if "const" in part:
        return [part["const"]]
    return [next(choice for choice in part["enum"] if choice != field.default)]


def _what_it_is(field: Field, part: Schema) -> str:
    """The kind of value that a field takes."""
    if "enum" in part:
        return ", ".join(md_code(choice) for choice in part["enum"])
    if "const" in part:
        return md_code(str(part["const"]))
    types = field.items if field.is_list or field.is_map else field.types
    kinds = [_text_kind(field, part) if kind == "string" else kind for kind in types if kind != "object"]
    if field.holds:
        short_form = FIELDS[field.holds].get(SHORT_FORMS.get(field.holds, ""))
        short = [_text_kind(short_form or field, part)] if "string" in types else []
        kinds = [*short, f"[{words_of(field.holds).lower()}](#{field.holds})"]
    elif "object" in types:
        kinds.append("object")
    kind_words = " or ".join(kinds) or "anything"
    if field.is_list:
        return f"{kind_words}, or a list" if len(field.types) > 1 else f"list of {kind_words}" if kinds else "list"
    return f"map of {kind_words}" if field.is_map else kind_words


def _text_kind(field: Field, part: Schema) -> str:
    """Return the kind of text of a field or of its items, with a link to what it means."""
    for inner in _parts(part):
        name = inner.get("$ref", "").removeprefix(_REFERENCE)
        if name in KINDS:
            return f"[{KINDS[name]}](#{name})"
    return "[Markdown](#markdown)" if field.text == "markdown" else "text"


def _parts(part: Schema) -> Iterator[Schema]:
    """Yield a part of the schema, then those of its items and alternatives."""
    yield part
    inner = [part.get("items"), part.get("additionalProperties"), *part.get("anyOf", ()), _target(part) or None]
    for each in inner:
        if isinstance(each, dict):
            yield from _parts(each)
