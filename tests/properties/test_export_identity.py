"""Exporting a catalog and importing the file is the identity on what the format can hold.

`NOT_HELD` says what a format cannot hold, field by field and why. It is compared with the table of fields: a new field
fails the test until its formats hold it, or until the table has a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from built import ODD, OWN, WHOLE, resolved_of
from errcat.importing.catalog_data import _ORDER
from errcat.model.generated_fields import FIELDS
from errcat.resolved.declared import declared, declared_errors
from errcat.targets import TARGETS
from exported import FORMATS, RoundTrip, round_trip, round_trip_of
from fuzz.cases import NAMED, as_written
from profiles import IS_LONG
from test_fields import Filled, name_of

NOT_SENT = "an OpenAPI document describes what is sent"
ONLY_ERRORS = "a sheet has a row for each error, and nothing else"
NOT_HELD: dict[str, dict[str, str]] = {
    "json": {},
    "csv": {
        "api.*": ONLY_ERRORS,
        "codes.*": ONLY_ERRORS,
        "categories.*": ONLY_ERRORS,
        "groups.*": ONLY_ERRORS,
        "types.*": ONLY_ERRORS,
        "statuses.*": ONLY_ERRORS,
        "envelope.*": ONLY_ERRORS,
        "guides.*": ONLY_ERRORS,
        "retired.*": ONLY_ERRORS,
        "reserved.*": ONLY_ERRORS,
    },
    "markdown": {
        "codes.*": "they are for errcat check",
        "categories.acts": "the page says it in a sentence",
        "errors.visibility": "internal errors are on no page",
        "groups.numbers.*": "they are for errcat check",
        "retired.number": "they are for errcat check",
        "retired.name": "a retired code has no page, and no program has its name",
    },
    "openapi": {
        "api.description": NOT_SENT,
        "api.links.*": NOT_SENT,
        "api.request_id.*": "it is a header or a key of the body, and no header says that it is the id",
        "api.summary": NOT_SENT,
        "api.support.text": NOT_SENT,
        "categories.*": "an error has what it inherits, and the document has the titles as words for people",
        "codes.*": "they are for errcat check",
        "envelope.*": "the document has JSON Schemas of it, whose markers are gone",
        "errors.visibility": "internal errors are in no contract",
        "groups.*": NOT_SENT,
        "guides.*": NOT_SENT,
        "reserved.*": NOT_SENT,
        "retired.*": NOT_SENT,
        "statuses.*": "responses have their titles as words for people",
        "types.*": NOT_SENT,
    },
}
"""For each format, by the path of the field: why an import doesn't find it in the exported file."""
CASES = settings(max_examples=2000 if IS_LONG else 25)
SEEDS = st.integers(0, 2**32 - 1)
SHEETS = [{}, {"separator": "semicolon", "bom": True, "line_ends": "crlf"}, {"separator": "tab"}]


# --- every field -----------------------------------------------------------------------------------------------------


def leaves(data: Any, path: tuple[Any, ...] = (), kind: str = "catalog") -> Iterator[tuple[str, Any]]:
    """Yield each value of a catalog with the path of its field."""
    for name, value in data.items():
        field = FIELDS[kind].get(name)
        here = (*path, name)
        if field is None or not field.holds or not isinstance(value, (list, dict)):
            yield name_of(here), value
        elif field.is_list:
            for item in value:
                yield from leaves(item, here, field.holds) if isinstance(item, dict) else [(name_of(here), item)]
        elif field.is_map:
            for item in value.values():
                yield from leaves(item, here, field.holds)
        else:
            yield from leaves(value, here, field.holds)


def filled(changed: str = "") -> dict[str, Any]:
    """A catalog with every field, in which every section exists."""
    data = Filled(changed).data
    (group,) = data["groups"].values()
    data["groups"] = {group["parent"]: {}, **data["groups"]}
    return data


@cache
def held(format: str, changed: str = "") -> set[str]:
    """The fields whose value is in the imported catalog."""
    data = filled(changed)
    after = list(leaves(round_trip(data, format).catalog))
    return {name for name, value in leaves(data) if (name, value) in after}


def lost(format: str) -> set[str]:
    """The fields whose value is not in the imported catalog. No catalog has to say a default, so that can be missing."""
    names = {name for name, _ in leaves(filled())} - held(format)
    return names - {name for name in names & set(Filled().with_few_values) if name in held(format, name)}


@pytest.mark.parametrize("format", NOT_HELD)
def test_every_field_comes_back_or_has_a_reason(format: str):
    names = {name for name, _ in leaves(filled())}
    excused = {name for name in names if any(fnmatchcase(name, pattern) for pattern in NOT_HELD[format])}
    assert lost(format) == excused, "a field is lost, or has a reason although it comes back"
    for pattern in NOT_HELD[format]:
        assert any(fnmatchcase(name, pattern) for name in names), f"{pattern} is no field"


def test_an_import_writes_every_field_of_an_error():
    assert set(_ORDER) == set(FIELDS["error"])


# --- random catalogs -------------------------------------------------------------------------------------------------


@CASES
@given(SEEDS)
def test_json_has_the_whole_catalog(seed: int):
    whole(as_written(seed))


@pytest.mark.parametrize("name", NAMED)
def test_json_has_the_whole_of_hostile_catalogs(name: str):
    whole(NAMED[name])


def whole(data: dict[str, Any]) -> None:
    trip = round_trip(data, "json")
    assert trip.after == trip.before
    assert (trip.unclear, trip.uncovered) == ([], [])


@CASES
@given(SEEDS, st.sampled_from(SHEETS))
def test_a_sheet_has_everything_about_errors(seed: int, sheet: dict[str, Any]):
    all_errors(as_written(seed), sheet)


@pytest.mark.parametrize("name", NAMED)
def test_a_sheet_has_everything_about_hostile_errors(name: str):
    all_errors(NAMED[name], {})


def all_errors(data: dict[str, Any], sheet: dict[str, Any]) -> None:
    trip = round_trip(data, "csv", **sheet)
    assert trip.catalog["errors"] == declared_errors(trip.before)
    assert (trip.unclear, trip.uncovered) == ([], [])


# --- pages -----------------------------------------------------------------------------------------------------------


ON_A_LINE = ("name", "number", "title", "status", "severity", "stability", "fields", "tags", "operations")
"""The fields that a page holds word for word."""


@CASES
@given(SEEDS)
def test_a_page_has_every_word_of_random_errors(seed: int):
    data = named(as_written(seed))
    trip = round_trip(data, "markdown")
    before = [error for error in trip.before["errors"] if error["visibility"] == "public"]
    without_errors = [] if before else ["errors.md"]  # the import reports a page without errors
    assert (trip.unclear, trip.uncovered) == (without_errors, [])
    assert [words(error) for error in trip.after["errors"]] == [words(error) for error in before]


def named(data: dict[str, Any]) -> dict[str, Any]:
    """A catalog in which each error has a name of its own, as a rule demands, and refers to errors that exist."""
    errors = [{**error, "name": f"E_{number}"} for number, error in enumerate(data["errors"])]
    codes = [error["code"] for error in errors]
    for error in errors:
        error["see_also"] = list(dict.fromkeys(code for code in error.get("see_also", ()) if code in codes))
    return {**data, "errors": errors}


def words(error: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an error. A page has texts on a line, so all space is the same."""
    return {name: without_space(error[name]) for name in ON_A_LINE}


def without_space(value: Any) -> Any:
    if isinstance(value, list):
        return [without_space(item) for item in value]
    return re.sub(r"[ \t\r\n\f\v]+", "", value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    "file", [*(file for file in OWN if IS_LONG or file.stem != "errcat"), *ODD, WHOLE], ids=lambda file: file.stem
)
def test_a_page_is_the_same_after_an_import(file: Path):
    same_page(round_trip_of(resolved_of(file), "markdown"))


@pytest.mark.parametrize("name", NAMED)
def test_a_hostile_page_is_the_same_after_an_import(name: str):
    same_page(round_trip(NAMED[name], "markdown"))


def same_page(trip: RoundTrip) -> None:
    assert (trip.unclear, trip.uncovered) == ([], [])
    (again,) = TARGETS["markdown"].render(trip.after, TARGETS["markdown"].values({}), FORMATS["markdown"])
    assert again.text == trip.file


# --- OpenAPI ---------------------------------------------------------------------------------------------------------

ON_THE_WIRE = ("code", "name", "number", "message", "messages", "transports", "fields", "examples", "see_also")


@pytest.mark.parametrize("name", sorted(NAMED.keys() - {"ten thousand braces"}))  # nests too deeply for YAML
def test_a_contract_has_the_errors_of_hostile_catalogs(name: str):
    same_on_the_wire(round_trip(NAMED[name], "openapi"))


@pytest.mark.parametrize(
    "file", [*(file for file in OWN if IS_LONG or file.stem != "errcat"), WHOLE], ids=lambda file: file.stem
)
def test_a_contract_has_the_errors_of_our_catalogs(file: Path):
    same_on_the_wire(round_trip_of(resolved_of(file), "openapi"))


def same_on_the_wire(trip: RoundTrip) -> None:
    public = [error for error in trip.before["errors"] if error["visibility"] == "public"]
    before, after = (
        [[error[name] for name in ON_THE_WIRE] for error in errors] for errors in (public, trip.after["errors"])
    )  # type: ignore[literal-required]
    assert after == before
    assert trip.uncovered == []


@CASES
@given(SEEDS)
def test_declared_is_the_inverse_of_resolved(seed: int):
    trip = round_trip(as_written(seed), "json")
    assert declared(trip.after) == declared(trip.before)
