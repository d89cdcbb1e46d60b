"""Codes to names: what comes out is a name for every language, and no two errors of a catalog that passes share one."""

from __future__ import annotations

import keyword
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.findings.finding import Place
from errcat.model.catalog import Catalog, Codes, ErrorEntry
from errcat.rules import RULES, Context
from errcat.text.code_names import derive_name, humanised, words_of
from errcat.text.deceptive_characters import hidden_in_identifier, look_alikes

CONTEXT = Context(date(2026, 1, 1))
# Mostly what codes are made of, so that names do collide, and now and then anything at all.
codes = st.text("aAbB_-. 01", max_size=5) | st.text("NotFoundHTTP_2", max_size=12) | st.text(max_size=8)
names = st.from_regex(r"[ab][AB_]{0,2}", fullmatch=True)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("order.not_found", "ORDER_NOT_FOUND"),
        ("order-not-found", "ORDER_NOT_FOUND"),
        ("4001", "E4001"),
        ("-1121", "E1121"),
        ("01000", "E01000"),
        ("10_003", "E10_003"),
        ("E0308", "E0308"),
        ("ddl:1054", "DDL_1054"),
        ("BR:Backup:ErrX", "BR_BACKUP_ERR_X"),
        ("InvalidRequest", "INVALID_REQUEST"),
        ("KMSInvalidStateException", "KMS_INVALID_STATE_EXCEPTION"),
        ("KmsInvalidStateException", "KMS_INVALID_STATE_EXCEPTION"),
        ("SOLANA_ERROR__PKG__X", "SOLANA_ERROR__PKG__X"),
        ("3DS_CARDS", "E3DS_CARDS"),
        ("_missing_", "MISSING"),
        ("A B", "A_B"),
        ("", ""),
        ("---", ""),
        ("你好", ""),
        ("ΟΔΟΣ", ""),
        ("ﬁn", "N"),
    ],
)
def test_the_documented_rule(code: str, name: str):
    assert derive_name(code) == name


@given(codes)
def test_a_name_is_an_identifier_everywhere_or_nothing(code: str):
    name = derive_name(code)
    assert name == "" or re.fullmatch(r"[A-Z][A-Z0-9_]*", name)
    assert not keyword.iskeyword(name)
    assert not name.endswith("_")
    assert (name == "") == (re.search("[A-Za-z0-9]", code) is None)


@given(codes)
def test_a_name_is_its_own_name(code: str):
    name = derive_name(code)
    assert derive_name(name) == name


@given(codes)
def test_the_words_of_a_code_are_those_of_its_name(code: str):
    words = words_of(code)
    assert all(re.fullmatch("[a-z0-9]+", word) for word in words)
    name = derive_name(code)
    if code[:1].isalpha() and code.isascii():
        assert [word for word in name.lower().split("_") if word] == words


@given(codes)
def test_a_heading_starts_with_a_capital(code: str):
    heading = humanised(derive_name(code))
    assert heading == heading.strip()
    assert heading[:1] == heading[:1].upper()


# Characters that are taken for others, such as a full-width A, are for look-alike-character to tell of.
own_codes = codes.filter(lambda code: not look_alikes(code) and not hidden_in_identifier(code))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    errors = []
    for number, code in enumerate(draw(st.lists(own_codes, max_size=8))):
        name = draw(st.none() | names)
        errors.append(
            ErrorEntry(
                Place(0, ("errors", number)),
                code,
                name or derive_name(code),
                name is not None,
                {"code": code},
                group=draw(st.sampled_from([None, "orders", "cards"])),
            )
        )
    return Catalog(errors=tuple(errors), codes=Codes(unique=draw(st.sampled_from(["catalog", "group", "none"]))))


def reported(catalog: Catalog, *rules: str):
    return [problem for rule in rules for problem in RULES[rule](catalog, CONTEXT)]


@given(catalogs())
def test_a_catalog_that_passes_has_as_many_names_as_errors(catalog: Catalog):
    problems = reported(catalog, "name-collision", "missing-name", "duplicate-code")
    found = {error.name.lower() for error in catalog.errors}
    assert bool(problems) or ("" not in found and len(found) == len(catalog.errors))


@given(catalogs())
def test_nothing_is_reported_twice(catalog: Catalog):
    places = [problem.at.path[1] for problem in reported(catalog, "name-collision")]
    assert len(places) == len(set(places))
    first = {catalog.errors[problem.related[0].path[1]].name.lower() for problem in reported(catalog, "name-collision")}
    names = [error.name.lower() for error in catalog.errors if error.name]
    if not reported(catalog, "duplicate-code"):
        assert len(places) == len(names) - len(set(names)), "one for each error too many"
        assert len(first) == len({name for name in names if names.count(name) > 1})


@given(catalogs())
def test_the_proposed_names_are_free(catalog: Catalog):
    proposals = {problem.at.path[1]: problem.values["free"] for problem in reported(catalog, "name-collision")}
    for name in proposals.values():
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,127}", name)
    renamed = [
        error._replace(name=proposals[number], named=True) if number in proposals else error
        for number, error in enumerate(catalog.errors)
    ]
    assert reported(replace(catalog, errors=tuple(renamed)), "name-collision") == []
