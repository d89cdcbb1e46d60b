"""The schema of the format with the ids and codes of one catalog, for completion and help in an editor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from errcat import resources
from errcat.resolved.generated_types import ResolvedCatalog

_REFERENCES = (
    ("error", "category", "categories"),
    ("error", "group", "groups"),
    ("error", "type", "types"),
    ("group", "parent", "groups"),
    ("deprecated", "replaced_by", "codes"),
    ("retiredCode", "replaced_by", "codes"),
)
"""A mapping, a field of it, and what the field refers to."""
_USED_TEXTS = ("owner", "tags", "operations", "fields")
"""Fields of an error whose texts other errors use again."""
_WORDS = ("description", "markdownDescription", "x-errcat")
"""What the format says about a field."""


def schema_for(catalog: ResolvedCatalog) -> str:
    """Return the text of the schema with what the catalog declares.

    It accepts other ids, too, so that a new one isn't marked until the schema is written again.
    """
    schema: dict[str, Any] = json.loads(resources.schema_text("catalog"))
    definitions = schema["definitions"]
    known = {
        "categories": {category["id"]: category["title"] for category in catalog["categories"]},
        "groups": {group["id"]: group["title"] for group in catalog["groups"]},
        "types": {error_type["id"]: error_type["title"] for error_type in catalog["types"]},
        "codes": {error["code"]: error["title"] for error in catalog["errors"]},
    }
    for mapping, name, kind in _REFERENCES:
        # a mapping may have a short form: then it is one of several alternatives
        forms = (definitions[mapping], *definitions[mapping].get("anyOf", ()))
        fields = next(form["properties"] for form in forms if "properties" in form)
        fields[name] = _with_known(fields[name], known[kind])
    fields = definitions["error"]["properties"]
    fields["see_also"]["items"] = _with_known(fields["see_also"]["items"], known["codes"])
    for name in _USED_TEXTS:
        target = fields[name].get("items", fields[name])
        target["examples"] = _used(catalog, name) or target.get("examples", [])
    del schema["$id"]  # two schemas with one id would confuse an editor
    return json.dumps(_without_examples_of_mappings(schema), ensure_ascii=False, indent=2)


def _without_examples_of_mappings(part: Any) -> Any:
    """Return a part of the schema without examples that editors list as "[object Object]". Snippets do that better."""
    if isinstance(part, list):
        return [_without_examples_of_mappings(item) for item in part]
    if not isinstance(part, dict):
        return part
    examples = part.get("examples")
    is_mapping = isinstance(examples, list) and any(isinstance(example, dict) for example in examples)
    return {
        key: _without_examples_of_mappings(value)
        for key, value in part.items()
        if not (is_mapping and key == "examples")
    }


def _with_known(field: dict[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """Return a field that an editor completes with these ids, each with its title."""
    if not titles:
        return field
    words: dict[str, Any] = {
        key: field[key] for key in ("description", "markdownDescription", "x-errcat") if key in field
    }
    known = {"enum": list(titles), "enumDescriptions": list(titles.values())}
    # the examples of the format would be completed, too
    return {**words, "anyOf": [known, {"$ref": field["$ref"], "examples": []}]}


def _used(catalog: ResolvedCatalog, name: str) -> list[str]:
    """Return the texts that the errors have in a field, each once."""
    found: dict[str, None] = {}
    for error in catalog["errors"]:
        value: Any = error[name]  # type: ignore[literal-required]  # each name of _USED_TEXTS
        texts: Iterable[str] = [value] if isinstance(value, str) else value or ()
        found.update(dict.fromkeys(texts))
    return list(found)
