"""Characters that deceive: real texts in real languages pass, and what is hidden in codes is found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.text.deceptive_characters import (
    apparent_text,
    ascii_look_alike,
    character_name,
    decomposed_letters,
    hidden_in_identifier,
    hidden_in_text,
    look_alikes,
)


@pytest.mark.parametrize(
    "text",
    [
        "トークンの有効期限が切れました。",
        "האסימון פג \u200fAPI\u200e תוקף",
        "Jeton expiré 🔒 — réessayez",
        "می‌خواهم نمی‌شود",
        "👩‍💻 👨‍👩‍👧‍👦 ❤️ 1️⃣ #️⃣ ©️ 🏳️‍🌈",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 England",
        "ไม่พบ\u200bคำสั่งซื้อ",
        "葛\U000e0100城",
        "क्‍ष ক্‌ষ",
        "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
        "⠓⠑⠇⠇⠕\u2800⠺",
        "naïve façade ½ №5 50 %",
    ],
)
def test_real_texts_pass(text: str):
    assert hidden_in_text(text, typeset=False) == []


@pytest.mark.parametrize(
    "char",
    ["\u200b", "\u200c", "\u200d", "\u200e", "\u2060", "\ufeff", "\u3164", "\ufe0f", "\U000e0041", "\u115f", "\u2064"],
)
def test_among_plain_letters_they_have_no_use(char: str):
    assert hidden_in_text(f"ab{char}cd", typeset=True) == [(2, char)]
    assert hidden_in_identifier(f"AB{char}CD") == [(2, char)]


def test_soft_hyphens_are_for_what_is_typeset():
    assert hidden_in_text("so\u00adft", typeset=True) == []
    assert hidden_in_text("so\u00adft", typeset=False) == [(2, "\u00ad")]


def test_selectors_in_a_row_hide_something():
    assert [at for at, _char in hidden_in_text("😀\ufe0f\ufe0e\ufe01", typeset=False)] == [2, 3]


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("\u0410UTH_DENIED", "AUTH_DENIED"),
        ("\u0421\u041e\u0420\u0415", "COPE"),  # nothing but look-alikes
        ("ＡＵＴＨ", "AUTH"),
        ("ERR_\u0661\u0662\u0663", "ERR_123"),
        ("A\u2013B", "A-B"),
        ("𝐀𝐔𝐓𝐇", "AUTH"),
    ],
)
def test_look_alikes(code: str, seen: str):
    assert look_alikes(code)
    assert apparent_text(code) == seen


@pytest.mark.parametrize("code", ["AUTH", "ОШИБКА", "エラー", "Straße", "naïve_ä", ""])
def test_other_scripts_are_what_they_are(code: str):
    assert look_alikes(code) == []


@given(st.characters())
def test_a_twin_is_ascii(char: str):
    assert ascii_look_alike(char).isascii()
    assert not char.isascii() or not ascii_look_alike(char)
    assert character_name(char).startswith("U+")


@given(
    st.lists(st.sampled_from(["a", "e\u0301", "u\u0308", "é", " ", "\u1112\u1161\u11ab", "日", "q\u0303"])).map("".join)
)
def test_what_is_put_together_makes_the_normal_form(text: str):
    composed = text
    for old, new in dict(decomposed_letters(text)).items():
        assert new == unicodedata.normalize("NFC", old)
        composed = composed.replace(old, new)
    assert composed == unicodedata.normalize("NFC", text)


EVERY = [chr(number) for number in range(0x110000) if not 0xD800 <= number < 0xE000]
KEPT = [char for char in EVERY if not unicodedata.is_normalized("NFC", char)]
"""What Unicode's composed form takes apart, or replaces by another character: about 1,100."""


def put_together(text: str) -> str:
    for old, new in decomposed_letters(text):
        text = text.replace(old, new)
    return text


def test_a_precomposed_letter_is_never_found():
    assert len(KEPT) > 1000
    for char in KEPT:
        for text in (char, f"a{char}", f"{char}a", f"{char}\u0301", f"a{char}\u0301 {char}"):
            assert list(decomposed_letters(text)) == [], f"U+{ord(char):04X}"


def test_every_decomposed_letter_with_a_composed_form_is_found():
    for char in EVERY:
        parts = unicodedata.normalize("NFD", char)
        if parts != char and char not in KEPT:
            assert list(decomposed_letters(f"x {parts} x")) == [(parts, char)], f"U+{ord(char):04X}"


@given(
    st.lists(
        st.sampled_from(["a", "e", " ", "q", "=", "<", "\u0301", "\u0323", "\u0338", "\u0344", "\u05b0", "\u05bc", "\u0651", "\u064e"])
        | st.sampled_from(["\u09c7", "\u09be", "\u09d7", "\u1112", "\u1161", "\u11ab", "\u0915", "\u093c", "\u03b9", "\u0345"])
        | st.sampled_from(KEPT)
        | st.characters(exclude_categories=["Cs"])
    ).map("".join)
)  # fmt: skip
def test_what_is_put_together_is_the_same_text(text: str):
    after = put_together(text)
    assert unicodedata.normalize("NFD", after) == unicodedata.normalize("NFD", text)
    assert [char for char in after if char in KEPT] == [char for char in text if char in KEPT]
    for old, new in decomposed_letters(text):
        assert len(new) < len(old)
        assert unicodedata.normalize("NFC", old) == new
        assert old in text


def test_fix_leaves_what_unicode_would_take_apart(errcat, tmp_path):
    """Every such character in a text of its own, and one next to a letter in parts, which is put together."""
    texts = "".join(
        f"  - {{code: c{number}, title: x{char}x}}\n" for number, char in enumerate([*KEPT, "e\u0301 \u095e"])
    )
    file = tmp_path / "errors.yaml"
    file.write_text(f"errcat: 1\nerrors:\n{texts}", encoding="utf-8")
    errcat("check", "errors.yaml", "--fix")
    assert file.read_text(encoding="utf-8") == f"errcat: 1\nerrors:\n{texts}".replace("e\u0301", "é")
    assert "not-normalised" not in errcat("check", "errors.yaml", "--format", "concise").out
