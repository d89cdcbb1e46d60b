"""Which error of the new catalog is which error of the old catalog.

Errors with the same code are the same. If several errors have a code, their names distinguish them. An error that is
gone and an error that is new are the same error under another code if the catalogs say so, if they have the same name,
or if their meaning is equal.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from errcat.changes.snapshot import Snapshot
from errcat.resolved.generated_types import ResolvedError

Matches = list[tuple[int, int]]

MEANING = ("status", "category", "message", "messages", "params", "details", "action", "description", "number",
    "transports")  # fmt: skip
"""The fields that make up the meaning of an error."""
_TELLING = ("message", "messages", "description", "details")
"""The fields of which an error needs one so that an equal meaning is no coincidence."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The errors of two catalogs by their indexes."""

    same: Matches
    renamed: Matches
    removed: list[int]
    added: list[int]


def match(old: Snapshot, new: Snapshot) -> Matching:
    """Match the errors of two catalogs."""
    by_code_old, by_code_new = _by_code(old.errors), _by_code(new.errors)
    same: Matches = []
    for code, olds in by_code_old.items():
        same += _same(olds, by_code_new.get(code, []), old.errors, new.errors)
    matched_old, matched_new = {pair[0] for pair in same}, {pair[1] for pair in same}
    removed = [index for index in range(len(old.errors)) if index not in matched_old]
    added = [index for index in range(len(new.errors)) if index not in matched_new]
    renamed = _renamed(
        [
            index
            for index in removed
            if old.errors[index]["code"] not in new.codes and not old.errors[index]["deprecated"]  # it was announced
        ],
        [index for index in added if new.errors[index]["code"] not in old.codes],
        old,
        new,
    )
    moved_old, moved_new = {pair[0] for pair in renamed}, {pair[1] for pair in renamed}
    return Matching(
        sorted(same),
        renamed,
        [index for index in removed if index not in moved_old],
        [index for index in added if index not in moved_new],
    )


def _by_code(errors: Sequence[ResolvedError]) -> dict[str, list[int]]:
    indexes: dict[str, list[int]] = defaultdict(list)
    for index, error in enumerate(errors):
        indexes[error["code"]].append(index)
    return indexes


def _same(
    olds: Sequence[int], news: Sequence[int], old: Sequence[ResolvedError], new: Sequence[ResolvedError]
) -> Iterator[tuple[int, int]]:
    """Match the errors of one code: by name, then by meaning, then if only one is left on each side."""
    if len(olds) == len(news) == 1:
        yield olds[0], news[0]
        return
    left_old, left_new = list(olds), list(news)
    for key in (lambda error: error["name"], _meaning):
        for index in list(left_old):
            found = next((other for other in left_new if key(new[other]) == key(old[index])), None)
            if found is not None:
                left_old.remove(index)
                left_new.remove(found)
                yield index, found
    if len(left_old) == len(left_new) == 1:
        yield left_old[0], left_new[0]


def _renamed(removed: Sequence[int], added: Sequence[int], old: Snapshot, new: Snapshot) -> Matches:
    """Match errors that are gone with errors that are new: first those for which the evidence is strongest."""
    if not removed or not added:
        return []
    pairs: Matches = []
    retired = new.resolved["retired"]
    successors = {entry["code"]: entry["replaced_by"] for entry in retired if entry["replaced_by"]}
    by_reference = {new.errors[index]["name"]: index for index in added}
    by_reference |= {new.errors[index]["code"]: index for index in added}
    for index in removed:
        reference = successors.get(old.errors[index]["code"])
        successor = by_reference.get(reference) if reference is not None else None
        if successor is not None and successor not in {pair[1] for pair in pairs}:
            pairs.append((index, successor))
    for key in (_name, _whole, _meaning):
        left_old = [index for index in removed if index not in {pair[0] for pair in pairs}]
        left_new = [index for index in added if index not in {pair[1] for pair in pairs}]
        pairs += _unique_matches(
            {index: key(old.errors[index]) for index in left_old}, {index: key(new.errors[index]) for index in left_new}
        )
    return sorted(pairs)


def _unique_matches(old: Mapping[int, str | None], new: Mapping[int, str | None]) -> Matches:
    """Return the pairs with an equal key that no other error of either side has."""
    counts_old, counts_new = Counter(old.values()), Counter(new.values())
    by_key = {key: index for index, key in new.items()}
    return [
        (index, by_key[key])
        for index, key in old.items()
        if key is not None and counts_old[key] == counts_new[key] == 1
    ]


def _name(error: ResolvedError) -> str | None:
    return error["name"] or None


def _whole(error: ResolvedError) -> str | None:
    """Return everything that an error says, apart from its code and what follows from the code."""
    derived = {"code", "name", "names", "response", "docs_url", "title", "response_title", "deprecated", "since"}
    return _key(error, [key for key in error if key not in derived])


def _meaning(error: ResolvedError) -> str | None:
    return _key(error, MEANING)


def _key(error: ResolvedError, fields: Sequence[str]) -> str | None:
    data: Any = error
    if not any(data[field] for field in _TELLING):
        return None
    return json.dumps([data[field] for field in fields], sort_keys=True)
