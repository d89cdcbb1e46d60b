"""The Markdown texts and links of a resolved catalog: change each of them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from errcat.model.field import EXTENSION
from errcat.model.generated_fields import FIELDS
from errcat.resolved.generated_types import ResolvedCatalog

_MARKDOWN = frozenset(name for fields in FIELDS.values() for name, field in fields.items() if field.text == "markdown")
"""The keys whose texts are Markdown."""
_DATA = frozenset(["details", "response", "request", "schema", "enum", "example", "transports"])
"""The keys whose values are the API's own data."""


def transformed(
    resolved: ResolvedCatalog, text: Callable[[str], str], address: Callable[[str], str] | None = None
) -> ResolvedCatalog:
    """Return a catalog with other Markdown texts, and other addresses of links.

    A link without a title keeps its old address as its title, unless it loses its address.
    """
    return cast("ResolvedCatalog", _transformed(resolved, text, address))


def _transformed(value: Any, text: Callable[[str], str], address: Callable[[str], str] | None) -> Any:
    if isinstance(value, list):
        return [
            _transformed(item, text, address) if isinstance(item, (dict, list, Mapping)) else item for item in value
        ]
    if not isinstance(value, (dict, Mapping)):
        return value
    is_link = isinstance(value.get("url"), str)
    if is_link and address is not None and (url := address(value["url"])) != value["url"]:
        title = {"title": value["title"] or value["url"]} if url and "title" in value else {}
        value = {**value, **title, "url": url}
    result = {}
    for key, item in value.items():
        if item is None or item is False or item == []:  # most values
            result[key] = item
            continue
        is_data = key in _DATA or key.startswith(EXTENSION) or (key == "body" and not isinstance(item, str))
        if is_data or (is_link and key == "description"):  # the description of a link is plain text
            result[key] = item
        elif isinstance(item, str):
            result[key] = text(item) if key in _MARKDOWN else item
        else:
            result[key] = _transformed(item, text, address)
    return result
