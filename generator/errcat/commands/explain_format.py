"""A field of the catalog format or a marker of envelopes, for a terminal: what it means, and how to write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from errcat import envelope
from errcat.commands.terminal_markdown import markdown_lines
from errcat.model.generated_fields import FIELDS
from errcat.reading.schema.lookup import schema
from errcat.reporting.paint import Paint
from errcat.text.yaml_writer import SUGGESTED, yaml_lines

_INDENT = "  "
_MAX_WIDTH = 100
# Where a mapping is, by the name of its kind in the schema.
_OWNERS = {
    "catalog": "a catalog", "error": "an error", "retry": "`retry`", "link": "an item of `links`",
    "note": "an item of `causes` or `solutions`", "sample": "an item of `samples`", "example": "an item of `examples`",
    "param": "a param", "variant": "an item of `messages`", "deprecated": "`deprecated`",
    "translation": "a translation", "category": "a category", "group": "a group", "errorType": "a type",
    "statusNote": "an item of `statuses`", "guide": "a guide", "api": "`api`", "support": "`api.support`",
    "request_id": "`api.request_id`", "codes": "`codes`", "envelope": "`envelope`",
    "retiredCode": "an item of `retired`", "reservedCodes": "an item of `reserved`",
}  # fmt: skip
_MOST_IMPORTANT = ("error", "catalog")
"""The mappings whose field is explained first. Others follow."""


def format_words() -> Iterator[str]:
    """Yield the names of all fields and markers."""
    for fields in FIELDS.values():
        yield from fields
    yield from (f"<{name}>" for name in envelope.MARKER_TABLE)


def explain_field(word: str, width: int, paint: Paint) -> list[str]:
    """Return the lines about the fields with a name, `retry` or `retry.after`; none if the format has no such field."""
    owner, _dot, name = word.rpartition(".")
    kinds = [kind for kind in FIELDS if name in FIELDS[kind] and owner in ("", kind)]
    kinds.sort(key=lambda kind: kind not in _MOST_IMPORTANT)
    width = min(width, _MAX_WIDTH) - len(_INDENT)
    lines: list[str] = []
    for kind in kinds:
        part = _part(kind, name)
        text = part.get("markdownDescription") or part.get("description") or ""
        lines += ["", f"{paint('message', name)}  field of {_OWNERS.get(kind, kind)}"]
        lines += _indented(markdown_lines(text, width))
        lines += _indented(_values(part))
        example = _example(kind, name, part)
        if example:
            lines += ["", f"{_INDENT}Example:", *_indented([f"{_INDENT}{line}" for line in example])]
    return lines[1:]


def explain_marker(word: str, width: int, paint: Paint) -> list[str]:
    """Return the lines about a marker of envelopes, `<code>` or `code`; none if there is no such marker."""
    name = word.removeprefix("<").removesuffix(">").removesuffix("?")
    known = envelope.MARKER_TABLE.get(name)
    if known is None:
        return []
    about = markdown_lines(known.about, min(width, _MAX_WIDTH) - len(_INDENT))
    return [
        f"{paint('message', f'<{name}>')}  marker of envelopes",
        *_indented(about),
        f"{_INDENT}Its value is of the type {known.type} and comes from {known.source}.",
        "",
        f"{_INDENT}Example:",
        *_indented([f"{_INDENT}{line}" for line in yaml_lines({"envelope": {"body": {name: f"<{name}>"}}}, SUGGESTED)]),
    ]


def _indented(lines: list[str]) -> list[str]:
    return [f"{_INDENT}{line}".rstrip() for line in lines]


def _part(kind: str, name: str) -> Mapping[str, Any]:
    """Return what the schema says about a field."""
    whole = schema()
    owner = whole if kind == "catalog" else _definition(kind)
    part: Mapping[str, Any] = owner.get("properties", {}).get(name, {})
    reference = part.get("$ref", "").removeprefix("#/definitions/")
    return {**whole["definitions"].get(reference, {}), **part}


def _definition(kind: str) -> Mapping[str, Any]:
    definitions: Mapping[str, Any] = schema()["definitions"]
    found = definitions.get(kind) or _inner(definitions, kind)
    mappings = [found, *found.get("anyOf", ())]
    resolved = [{**definitions.get(part.get("$ref", "").rpartition("/")[2], {}), **part} for part in mappings]
    return next((part for part in resolved if "properties" in part), {})


def _inner(definitions: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    """Return a mapping that has no definition of its own: it has the name of its field."""
    owners = (schema(), *definitions.values())
    parts = (part for owner in owners for part in (owner, *owner.get("anyOf", ())))
    found: Mapping[str, Any] = next(
        (part["properties"][kind] for part in parts if kind in part.get("properties", {})), {}
    )
    return found


def _values(part: Mapping[str, Any]) -> list[str]:
    words = part.get("enumDescriptions") or part.get("markdownEnumDescriptions") or []
    values = part.get("enum") or []
    if words and len(words) == len(values):
        return [f"- {value}: {word}" for value, word in zip(values, words, strict=True)]
    return [f"One of {', '.join(map(str, values))}."] if values else []


def _example(kind: str, name: str, part: Mapping[str, Any]) -> list[str]:
    """Return the example of the schema as YAML; none if it has none."""
    examples = part.get("examples") or part.get("enum") or []
    if not examples:
        return []
    value = {name: examples[0]}
    if kind == "error":
        # errcat: ignore[unknown-code] the example of another catalog
        return yaml_lines({"errors": [{"code": "order_not_found", **value} if name != "code" else value]}, SUGGESTED)
    return yaml_lines(value, SUGGESTED)
