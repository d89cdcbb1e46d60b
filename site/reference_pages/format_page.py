"""The page of the format: every field of a catalog, from the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.reading.records import SHORT_FORMS
from errcat.reading.schema.lookup import schema
from errcat.targets.literals import md_code, md_text
from reference_pages.envelopes import about_envelopes

Schema = dict[str, Any]


def format_page() -> str:
    lines = [
        "# The format", "",
        "All fields of a catalog. This page is generated from the schema, which `errcat schema catalog` prints.",
        "With the schema, editors complete and explain fields as you type.", "",
        "- **Plain text** appears letter for letter in every output.",
        "- **Markdown** is CommonMark with tables, without raw HTML.",
        "- An **identifier** is text that programs compare.", "",
        "Every mapping may have keys that start with `x-`. Every target gets them as they are.", "",
    ]  # fmt: skip
    for kind, part in _mappings():
        heading = "A catalog" if kind == "catalog" else _words(kind)
        lines += [f"## {heading} {{ #{kind} }}", "", md_text(part["description"]), "", *_sections(kind, part)]
        lines += about_envelopes() if kind == "envelope" else ()
    return "\n".join(lines) + "\n"


def _mappings() -> Iterator[tuple[str, Schema]]:
    """Each kind of mapping, and its part of the schema."""
    yield "catalog", schema()
    for name, definition in schema()["definitions"].items():
        # a mapping may have a short form: then it is one of several alternatives
        mapping = next((part for part in (definition, *definition.get("anyOf", ())) if "properties" in part), None)
        if mapping is not None:
            yield name, {"description": definition["description"], **mapping}
            yield from ((key, part) for key, part in mapping["properties"].items() if "properties" in part)


def _sections(kind: str, part: Schema) -> Iterator[str]:
    """The fields of a mapping in a table; of one with many fields, a table for each section."""
    sections: dict[str, list[Field]] = {}
    for field in FIELDS[kind].values():
        sections.setdefault(field.section, []).append(field)
    for section, fields in sections.items():
        if section:
            yield from (f"### {section} {{ #{kind}-{section.lower().replace(' ', '-')} }}", "")
        yield "| Key | What it is | For | About | Example |" if section else "| Key | What it is | About | Example |"
        yield f"|{' --- |' * (5 if section else 4)}"
        for field in fields:
            value = part["properties"][field.name]
            value = {**_target(value), **value}
            example = value.get("examples", [None])[0]
            cells = [
                md_code(field.name) + (" **required**" if field.required else ""),
                _what_it_is(field, value),
                *([{"wire": "clients", "guide": "people"}[field.side]] if section else []),
                md_text(value.get("description", "")),
                "" if example is None else md_code(json.dumps(example, ensure_ascii=False)),
            ]
            yield f"| {' | '.join(cells)} |"
        yield ""


def _target(part: Schema) -> Schema:
    """The definition that a part of the schema refers to; nothing if it refers to none."""
    found: Schema = schema()["definitions"].get(part.get("$ref", "").removeprefix("#/definitions/"), {})
    return found


_TEXTS = {"plain": "plain text", "markdown": "Markdown", "identifier": "identifier"}


def _what_it_is(field: Field, part: Schema) -> str:
    """The kind of value that a field takes."""
    if "enum" in part:
        return ", ".join(md_code(choice) for choice in part["enum"])
    if "const" in part:
        return md_code(json.dumps(part["const"]))
    types = field.items if field.is_list or field.is_map else field.types
    kinds = [_TEXTS.get(field.text, "text") if kind == "string" else kind for kind in types if kind != "object"]
    if field.holds:
        short_form = FIELDS[field.holds].get(SHORT_FORMS.get(field.holds, ""))
        short = [_TEXTS[short_form.text] if short_form else "text"] if "string" in types else []
        kinds = [*short, f"[{_words(field.holds).lower()}](#{field.holds})"]
    elif "object" in types:
        kinds.append("object")
    kind_words = " or ".join(kinds) or "anything"
    if field.is_list:
        return f"{kind_words}, or a list" if len(field.types) > 1 else f"list of {kind_words}" if kinds else "list"
    return f"map of {kind_words}" if field.is_map else kind_words


def _words(name: str) -> str:
    """The name of a mapping in words: retiredCode, request_id → Retired code, Request id."""
    name = name.replace("_", " ")
    text = "".join(f" {char.lower()}" if char.isupper() else char for char in name)
    return text[:1].upper() + text[1:]
