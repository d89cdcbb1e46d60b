"""The ids that a catalog declares, with their titles: what a reference such as `category: Fix the request` means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from errcat.findings.finding import PathStep
from errcat.model.catalog import DEFAULT_CATEGORIES
from errcat.model.references import meant_category
from errcat.text.suggestions import closest

_SECTIONS = {"category": "categories", "group": "groups", "parent": "groups", "type": "types"}
"""The section that declares the ids of a field."""
_BUILT_IN = {id: category.title or "" for id, category in DEFAULT_CATEGORIES.items()}
"""The titles of the categories of a catalog that declares none, and of declared categories without a title."""

Titles = Mapping[str, str]
"""The title of each id; empty if it has none."""
DeclaredIds = Mapping[str, Titles]
"""The ids that each section declares."""


def declared_ids(heads: Iterable[Mapping[str, Any]]) -> DeclaredIds:
    """Return the ids of all files of a catalog."""
    declared: dict[str, dict[str, str]] = {}
    for head in heads:
        for section in set(_SECTIONS.values()):
            entries = head.get(section)
            for id, entry in entries.items() if isinstance(entries, dict) else ():
                title = entry.get("title") if isinstance(entry, dict) else entry
                usual = _BUILT_IN.get(id, "") if section == "categories" else ""
                declared.setdefault(section, {})[id] = title if isinstance(title, str) else usual
    declared.setdefault("categories", _BUILT_IN)
    return declared


def meant_id(path: tuple[PathStep, ...], value: str, declared: DeclaredIds) -> str:
    """Return the declared id that a reference means; empty if the field refers to no id, or none is close."""
    section = _SECTIONS.get(str(path[-1]), "") if path[-2:-1] != ("params",) else ""
    titles = declared.get(section, {})
    wanted = _words(value)
    by_words = {_words(id): id for id in titles} | {_words(title): id for id, title in titles.items() if title}
    if wanted in by_words:
        return by_words[wanted]
    close = by_words.get(closest(wanted, by_words), "")
    return close or (meant_category(value, titles) if section == "categories" else "")


def _words(text: str) -> str:
    """Return the words of a text in lower case: `Sign-in`, `signIn` and `sign_in` have the same words."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return " ".join(re.findall(r"\w+", spaced.replace("_", " ").casefold()))
