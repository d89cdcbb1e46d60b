"""Looking through all texts at once finds what looking into each would."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from errcat.findings.finding import Place
from errcat.model.texts import Text, Texts

VALUES = st.lists(st.text(alphabet="ab<#\n\0é\u202e ", max_size=5), max_size=8)
SIGNS = st.lists(
    st.sampled_from(["<", "a", "ab", "\n", "é", re.compile("#"), re.compile("a(?=b)"), re.compile("\n(?=<)")]),
    min_size=1,
    max_size=3,
)


def texts(values: list[str]) -> Texts:
    return Texts(tuple(Text(value, number % 2 == 0, Place(0), (number,)) for number, value in enumerate(values)))


def has(sign: str | re.Pattern[str], value: str) -> bool:
    return sign in value if isinstance(sign, str) else sign.search(value) is not None


@given(VALUES, SIGNS)
def test_having(values: list[str], signs: list[str | re.Pattern[str]]):
    found = [text.value for text in texts(values).containing(*signs)]
    assert found == [value for value in values if any(has(sign, value) for sign in signs)]


@given(VALUES)
def test_a_nul_surrounds_each_text(values: list[str]):
    found = [text.value for text in texts(values).containing(re.compile("\0a\0"))]
    assert found == [value for value in values if "\0a\0" in f"\0{value}\0"]


@given(VALUES)
def test_having_unusual(values: list[str]):
    characters = re.compile("[\0\u202e]")
    found = [text.value for text in texts(values).containing_unusual(characters)]
    assert found == [value for value in values if characters.search(value)]


@given(VALUES)
def test_markdown_and_plain_are_all(values: list[str]):
    every = texts(values)
    assert sorted((*every.markdown, *every.plain), key=lambda text: text.steps) == list(every)
    assert all(text.markdown for text in every.markdown)
    assert not any(text.markdown for text in every.plain)
