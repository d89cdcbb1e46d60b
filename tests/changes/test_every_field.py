"""Every single change of a catalog is reported, or this module says why the field can't matter.

The catalog with a value for every field comes from the table of fields. Each value is changed, and each field is
deleted, one by one.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from errcat.changes import find_changes
from errcat.model.catalog import Catalog
from errcat.model.generated_fields import FIELDS
from errcat.reading import load_bytes
from test_fields import Filled, Path

TODAY = date(2026, 1, 1)

# The fields that can't matter, and why.
CANNOT_MATTER = {
    "errcat": "it is the version of the format, and there is only one",
}
# Fields whose deletion changes nothing, because the rest says the same.
DELETED_WITHOUT_A_CHANGE = {
    "codes.unique": "it has the default value here",
    "errors.visibility": "it has the default value here",
    "errors.params.optional": "the param has a default, and is optional because of it",
}


def leaves(node: Any, path: Path = ()) -> Iterator[Path]:
    """Every value that isn't a container, and every container that isn't empty."""
    if path:
        yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from leaves(value, (*path, number))


DATA = {
    **Filled().data,
    "x-top": "a",
}
DATA["errors"][0] |= {"x-own": {"a": [1]}}
DATA["errors"].append({"code": "second", "message": "m {a}", "params": {"a": {"optional": True}}, "messages": []})
del DATA["errors"][1]["messages"]
PATHS = list(leaves(DATA))


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def changed(value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return OTHER.get(value, f"{value}x")
    return None


# Another value for what the format restricts.
OTHER = {
    "https://zqdocs.example/errors": "https://zqdocs.example/other",
    "https://zqsupport.example": "https://zqsupport.example/other",
    "2031-12-31": "2032-12-31",
    "<code>": "<name>",
    "<category>": "<title>",
    "zqmessage {zqparam}": "zqmessage {zqparam} other",
    "m {a}": "other {a}",
}


def model(data: Any) -> Catalog | None:
    """The catalog, or None if the format doesn't allow the data."""
    loaded = load_bytes([("errors.yaml", json.dumps(data).encode())])
    return loaded.catalog if not loaded.problems else None


def mutant(path: Path, *, delete: bool) -> tuple[str, Any]:
    data = copy.deepcopy(DATA)
    holder, step = at(data, path[:-1]), path[-1]
    if delete:
        del holder[step]
        return "deleted", data
    value = holder[step]
    for choice in CHOICES.get(path[-1], ()) if isinstance(value, str) else ():
        if choice != value:
            holder[step] = choice
            return "changed", data
    if isinstance(value, dict | list):
        return "", None
    holder[step] = changed(value)
    return "changed", data


CHOICES: dict[Any, tuple[str, ...]] = {
    "type": ("string", "integer", "zqtype", "object"),
    "severity": ("error", "warning"),
    "visibility": ("public", "internal"),
    "stability": ("stable", "beta"),
    "strategy": ("same", "never"),
    "unique": ("none", "catalog"),
    "set": ("open", "closed"),
}


KEYS = ("zqcategory", "zqgroup", "zqtype", "zqparam", "de", "a")
"""The keys of maps, which the writer chooses."""


def name_of(path: Path) -> str:
    """The name of a field: errors.params.type."""
    return ".".join(step for step in path if isinstance(step, str) and step not in KEYS)


CASES = [(path, delete) for path in PATHS for delete in (False, True)]


def test_every_change_of_one_value_is_reported():
    old = model(DATA)
    assert old is not None, load_bytes([("errors.yaml", json.dumps(DATA).encode())]).problems
    missed, tried = set(), set()
    for path, delete in CASES:
        how, data = mutant(path, delete=delete)
        new = model(data) if how else None
        if new is None:
            continue
        tried |= {name_of(path[:length]) for length in range(1, len(path) + 1)}
        if not find_changes(old, new, TODAY) or not find_changes(new, old, TODAY):
            missed.add((name_of(path), how))
    assert missed == {(name, "deleted") for name in DELETED_WITHOUT_A_CHANGE}
    assert {".".join(name) for name in fields_of("catalog", ())} - tried == set(CANNOT_MATTER)


def fields_of(kind: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The path of each field of the format, without the keys that writers choose."""
    for name, field in FIELDS[kind].items():
        yield (*path, name)
        if field.holds and len(path) < len(FIELDS):
            yield from fields_of(field.holds, (*path, name))
