"""Everything that is printed can be seen, and orders nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from errcat.text.visible import shown_characters, visible, visible_at_start

HIDDEN = ("Cc", "Cs", "Co", "Zl", "Zp")


@given(st.text())
@example("\x1b]0;title\x07")
@example("\u202e\u2066\u200b\u00ad\ufeff\ud800\ue000\u2028")
@example("\U000e0041\U000e0042")
@example("a\ufe0f\ufe0f\ufe01")
def test_no_control_character_is_left(text: str):
    for char in visible(text):
        assert unicodedata.category(char) not in HIDDEN
        assert unicodedata.category(char) != "Cf" or char in "\u200c\u200d"
        assert unicodedata.bidirectional(char) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@given(st.text())
def test_what_can_be_seen_stays_letter_for_letter(text: str):
    assert len(shown_characters(text)) == len(text)
    assert all(
        piece in (char, f"<U+{ord(char):04X}>") for piece, char in zip(shown_characters(text), text, strict=True)
    )
    assert visible(visible(text)) == visible(text)


@given(st.text(st.sampled_from("#vsoVSO[]: \tx")))
def test_nothing_is_an_order_to_a_ci(text: str):
    assert not re.search(r"##(vso)?\[", visible(text), re.IGNORECASE)
    assert not visible_at_start(text).lstrip().startswith("::")


@pytest.mark.parametrize(
    "text",
    [
        "plain words, 100 % of them",
        "Zahlung abgelehnt — bitte später",
        "支払いに失敗しました\u3000もう一度",
        "결제에 실패했습니다",
        "पेमेंट विफल, क\u094d\u200dष",
        "پرداخت انجام نمی\u200cشود",
        "התשלום נכשל",
        "👨\u200d👩\u200d👧 👍🏽 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈",
        "葛\U000e0100",
    ],
)
def test_what_people_write_stays(text: str):
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a<U+0000>b"),
        ("a\tb", "a<U+0009>b"),
        ("a\u00a0b", "a<U+00A0>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\u200db", "a<U+200D>b"),
        ("\u200d👩", "<U+200D>👩"),
        ("a\u3164b", "a<U+3164>b"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\ufe0f", "a<U+FE0F>"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f<U+FE0F>"),
        ("\U000e0041", "<U+E0041>"),
        ("\udcff", "<U+DCFF>"),
        ("##[group]x", "<U+0023>#[group]x"),
        ("x ##VSO[task]", "x <U+0023>#VSO[task]"),
        ("## heading", "## heading"),
    ],
)
def test_invisible_characters_are_named(text: str, shown: str):
    assert visible(text) == shown
