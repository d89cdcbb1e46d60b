"""Properties of comparisons, for random catalogs with hostile values and for large catalogs."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from errcat.changes import Change, find_changes
from errcat.model.catalog import Catalog
from errcat.reading import load_bytes
from fuzz.cases import as_written
from fuzz.catalog_text import text_of

TODAY = date(2026, 1, 1)
SEEDS = range(40)


def random_catalog(seed: int) -> Catalog:
    return load_bytes([("errors.yaml", text_of(as_written(seed)))]).catalog


def with_fewer_errors(catalog: Catalog, seed: int) -> Catalog:
    """The catalog without some of its errors, and with some under another code."""
    dice = Random(seed)  # noqa: S311 — the same each time
    kept = [error for error in catalog.errors if dice.random() < 0.6]
    renamed = [error._replace(code=f"{error.code}2") if dice.random() < 0.3 else error for error in kept]
    return Catalog(**{**vars_of(catalog), "errors": tuple(renamed)})


def vars_of(catalog: Catalog) -> dict[str, object]:
    return {name: getattr(catalog, name) for name in Catalog._fields}


def appeared(changes: list[Change]) -> set[tuple[str, str]]:
    """The errors that only the new catalog has."""
    return {(one.code, one.name) for one in changes if one.rule in ("code-added", "code-reused", "meaning-added")}


def gone(changes: list[Change]) -> set[tuple[str, str]]:
    """The errors that only the old catalog has."""
    rules = ("code-removed", "code-removed-deprecated", "meaning-removed")
    return {(one.code, one.name) for one in changes if one.rule in rules}


def renamed(changes: list[Change]) -> set[tuple[object, object]]:
    return {(one.old, one.new) for one in changes if one.rule == "code-renamed"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_catalog_does_not_differ_from_itself(seed: int):
    assert find_changes(random_catalog(seed), random_catalog(seed), TODAY) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_added_and_removed_mirror_each_other(seed: int):
    whole = Catalog(
        errors=tuple(error._replace(deprecated=None) for error in random_catalog(seed).errors if error.code)
    )
    less = with_fewer_errors(whole, seed)
    there, back = find_changes(whole, less, TODAY), find_changes(less, whole, TODAY)
    assert appeared(there) == gone(back)
    assert gone(there) == appeared(back)
    assert renamed(there) == {(new, old) for old, new in renamed(back)}


@pytest.mark.parametrize("seed", SEEDS)
def test_two_random_catalogs_are_compared(seed: int):
    found = find_changes(random_catalog(seed), random_catalog(seed + 1000), TODAY)
    assert found
    assert all(change.surfaces.worst is change.level for change in found)


GUIDES = """\
errcat: 1
guides:
  - {id: retry, title: Send it again, body: One}
  - {id: retry, title: Send it again, body: BODY}
errors:
  - {code: GONE, status: 410, message: It is gone, category: fix, action: Ask for another}
"""


def test_each_of_two_guides_with_the_same_id_is_compared():
    old, new = (
        load_bytes([("errors.yaml", GUIDES.replace("BODY", body).encode())]).catalog for body in ("Two", "Three")
    )
    assert [(one.rule, one.old, one.new) for one in find_changes(old, new, TODAY)] == [
        ("guide-changed", "Two", "Three")
    ]
    assert find_changes(old, old, TODAY) == []
