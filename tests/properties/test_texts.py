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
    assert sorted((*every.markdown.all, *every.plain.all), key=lambda text: text.steps) == list(every.all)
    assert all(text.markdown for text in every.markdown.all)
    assert not any(text.markdown for text in every.plain.all)


@given(VALUES, SIGNS)
def test_whether_any_has_a_sign(values: list[str], signs: list[str | re.Pattern[str]]):
    assert texts(values).have(*signs) is any(has(sign, value) for sign in signs for value in values)


@given(VALUES)
def test_examining_each_distinct_text(values: list[str]):
    seen: list[str] = []

    def examine(value: str) -> str | None:
        seen.append(value)
        return value.upper() if "b" in value else None

    found = list(texts(values).examined(examine, "a"))
    assert [(text.value, text.steps, result) for text, result in found] == [
        (value, (number,), value.upper()) for number, value in enumerate(values) if "a" in value and "b" in value
    ]
    assert seen == list(dict.fromkeys(value for value in values if "a" in value))


@given(VALUES)
def test_first_last_and_unusual_characters(values: list[str]):
    every = texts(values)
    assert every.first_characters == {value[:1] for value in values}
    assert every.last_characters == {value[-1:] for value in values}
    assert set(every.unusual_characters) == {char for value in values for char in value if char in "\0é\u202e"}
