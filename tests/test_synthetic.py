"""The catalogs that speed is measured with: what is measured must be a clean catalog, and the same every time."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from errcat import checking
from errcat.reading import load

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

import synthetic


def found(text: str, folder: Path) -> list[tuple[str, str]]:
    file = folder / "catalog.yaml"
    file.write_text(text, encoding="utf-8")
    return [(finding.rule, finding.path) for finding in checking.check(load(str(file)), {}).findings]


@pytest.mark.parametrize("seed", [1, 2])
def test_without_mistakes_nothing_is_found(tmp_path: Path, seed: int):
    assert found(synthetic.catalog(400, seed=seed), tmp_path) == []


def test_every_mistake_is_found_and_nothing_else(tmp_path: Path):
    kinds = len(synthetic.MISTAKES)
    entries = [path.split(".")[0] for _rule, path in found(synthetic.catalog(100, errors=kinds), tmp_path)]
    assert len(set(entries)) == len(entries) == kinds
    assert len({rule for rule, _path in found(synthetic.catalog(100, errors=kinds), tmp_path)}) >= 6


def test_every_slip_is_found(tmp_path: Path):
    assert len(found(synthetic.catalog(100, slips=5), tmp_path)) == 5


def test_the_same_seed_gives_the_same_text():
    assert synthetic.catalog(50, seed=3) == synthetic.catalog(50, seed=3)
    assert synthetic.catalog(50, seed=3) != synthetic.catalog(50, seed=4)


def test_a_large_catalog_starts_as_a_small_one_does():
    small, large = (re.sub("with [0-9]+ entries", "", synthetic.catalog(count)) for count in (40, 80))
    assert large.startswith(small)


def test_an_entry_is_as_long_as_entries_are():
    lines = synthetic.catalog(1000).count("\n") / 1000
    assert 15 <= lines <= 22
