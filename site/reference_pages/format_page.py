"""The page of the format: every field of a catalog, from the schema. The error comes first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from errcat.reading.schema.lookup import schema
from reference_pages.envelopes import about_envelopes
from reference_pages.field_tables import Schema, field_tables, markdown_of, words_of
from reference_pages.text_kinds import about_texts

SAMPLES = Path(__file__).with_name("samples.yaml")
ORDER = (
    "error", "retry", "param", "variant", "note", "example", "link", "deprecated", "translation",
    "catalog", "api", "support", "request_id", "codes", "numberBand", "category", "group", "errorType", "statusNote",
    "envelope", "guide", "sample", "retiredCode", "reservedCodes",
)  # fmt: skip
"""The kinds of mappings: an error and its parts, then the catalog around it."""
_HEADINGS = {"error": "An error", "catalog": "A catalog", "api": "API", "errorType": "Error type"}
_INTRODUCTION = """\
# The format

A catalog is a YAML file, or a folder of YAML files. The smallest complete catalog has one error:

```yaml
errcat: 1
errors:
  - code: rate_limit_exceeded
    status: 429
    message: Too many requests
    category: retry
    action: Wait for the time in the Retry-After header, then send the same request again
```

Only `code` is required. This page lists every field, first those of [an error](#error), then those of
[the catalog](#catalog) around it. The column *For* says who relies on a field: **clients**, because it is a part of the
contract, or **people**, because it explains the error. [Kinds of text](#texts) explains `line`, `text`, `id` and the
others.

Every mapping may have keys that start with `x-`. Every target gets them as they are.

errcat generates this page from the schema, which `errcat schema catalog` prints.
[Editors](../guides/editors.md) complete and explain the fields with it.
"""


def format_page() -> str:
    """Return the Markdown of the page."""
    mappings = dict(_mappings())
    lines = [*_INTRODUCTION.split("\n")]
    for kind in ORDER:
        part = mappings[kind]
        heading = _HEADINGS.get(kind) or words_of(kind)
        lines += [f"## {heading} {{ #{kind} }}", "", markdown_of(part), ""]
        lines += ["```yaml", *samples()[kind].rstrip().split("\n"), "```", "", *field_tables(kind, part)]
        lines += about_envelopes() if kind == "envelope" else ()
    return "\n".join([*lines, *about_texts()]) + "\n"


@cache
def samples() -> dict[str, str]:
    """Return a sample of each kind of mapping, as YAML."""
    loaded: dict[str, str] = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))
    return loaded


def _mappings() -> Iterator[tuple[str, Schema]]:
    """Each kind of mapping, and its part of the schema."""
    yield "catalog", schema()
    for name, definition in schema()["definitions"].items():
        # a mapping may have a short form: then it is one of several alternatives
        mapping = next((part for part in (definition, *definition.get("anyOf", ())) if "properties" in part), None)
        if mapping is not None:
            words: dict[str, Any] = {
                key: definition[key] for key in ("description", "markdownDescription") if key in definition
            }
            yield name, {**words, **mapping}
            yield from ((key, part) for key, part in mapping["properties"].items() if "properties" in part)
