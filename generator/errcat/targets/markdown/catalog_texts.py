"""The Markdown texts and links of a resolved catalog: change each of them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from errcat.model.field import EXTENSION
from errcat.model.generated_fields import FIELDS

Part = TypeVar("Part")
"""A resolved catalog, or a part of it."""

_MARKDOWN = frozenset(name for fields in FIELDS.values() for name, field in fields.items() if field.text == "markdown")
"""The keys whose texts are Markdown."""
_DATA = frozenset(["details", "response", "request", "schema", "enum", "example", "transports"])
"""The keys whose values are the API's own data."""


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How to change Markdown texts and the addresses of links.

    A link without a title keeps its old address as its title, unless it loses its address.
    """

    text: Callable[[str], str] = _same
    address: Callable[[str], str] = _same

    def then(self, text: Callable[[str], str]) -> Rewriting:
        """Return how to also change the texts that this changed."""
        first = self.text
        return Rewriting(lambda original: text(first(original)), self.address)

    def rewritten(self, part: Part) -> Part:
        """Return a catalog, or a part of one, with the changed texts and addresses."""
        return cast("Part", _rewritten(part, self.text, self.address))


def _rewritten(value: Any, text: Callable[[str], str], address: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_rewritten(item, text, address) if isinstance(item, (dict, list, Mapping)) else item for item in value]
    if not isinstance(value, (dict, Mapping)):
        return value
    is_link = isinstance(value.get("url"), str)
    if is_link and (url := address(value["url"])) != value["url"]:
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
            result[key] = _rewritten(item, text, address)
    return result
