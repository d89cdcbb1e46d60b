"""Hostile catalogs through `check` and every target: nothing crashes, changes, runs or leaks.

A failure prints the seed and the smallest catalog that still fails. `make prove` takes many new seeds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from random import Random
from typing import Any

import pytest
import yaml

from fuzz.accepted_catalogs import errors_in, examined
from fuzz.cases import NAMED, SEEDS, as_accepted, as_spoiled, as_written
from fuzz.catalog_text import text_of
from fuzz.promises import STYLES, check_any, check_openapi, check_targets, resolved_from
from fuzz.smallest_failure import failure_of, smallest


@pytest.mark.parametrize("seed", SEEDS)
def test_check_reports_on_anything(seed: int):
    require(lambda data: check_any(text_of(data)), as_written(seed), seed)
    require(lambda data: check_any(text_of(data)), as_spoiled(seed), seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_accepted_is_built_and_read_back(seed: int):
    made = as_accepted(seed)
    if made is not None:
        require(lambda data: build_if_accepted(data, seed), made, seed)


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_other_ways_to_write_it_mean_the_same(seed: int):
    made = as_accepted(seed)
    if made is None:
        return
    dice = Random(seed)  # noqa: S311 -- reproducible, not secret
    text = yaml.safe_dump(made, allow_unicode=dice.random() < 0.5, width=dice.choice([20, 80, 9999]), default_style=dice.choice([None, '"', "'"]), sort_keys=False)  # fmt: skip
    checked = check_any(text.encode())
    if not errors_in(checked):
        assert checked.documents[0].data == made


@pytest.mark.parametrize("name", NAMED)
def test_named_defects_stay_fixed(name: str):
    """Each was a defect: a script that ran, a traceback, a broken module, an invalid contract, a lost character."""
    check_any(text_of(NAMED[name]))
    require(lambda data: build_if_accepted(data, 0, STYLES), NAMED[name], name)
    for seed in (1, 5):  # with 0 these are the three versions of OpenAPI
        require(lambda data, seed=seed: check_contract_if_accepted(data, seed), NAMED[name], name)


def build_if_accepted(data: dict[str, Any], seed: int, styles: Collection[str] = ()) -> None:
    if not errors_in(examined(text_of(data))):
        check_targets(data, Random(seed), styles)  # noqa: S311 -- reproducible, not secret


def check_contract_if_accepted(data: dict[str, Any], seed: int) -> None:
    if not errors_in(examined(text_of(data))):
        check_openapi(resolved_from(text_of(data)), Random(seed))  # noqa: S311 -- reproducible, not secret


def require(check: Callable[[Any], Any], data: Any, seed: int | str) -> None:
    """Fail with the seed and the smallest catalog, where a check fails."""
    if failure_of(check, data) is not None:
        small, said = smallest(check, data)
        pytest.fail(f"seed {seed}\n{said[:1500]}\n{json.dumps(small, indent=1)[:3000]}", pytrace=False)
