"""The position of a substring of a value in its file, and its replacement there, in every style of YAML text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat import checking
from errcat.findings.document import spans_of_substring
from errcat.findings.finding import Place
from errcat.findings.source import apply_edits
from errcat.reading import load_bytes
from errcat.text.yaml_writer import yaml_text

PIECE = "{ab}"
WORDS = st.lists(st.sampled_from([PIECE, "word", "it's", 'a "b"', "\\", "é", "日本"]), min_size=1, max_size=6)
CHARS = st.sampled_from(
    ["\u200b", "\u202e", "\x07", "\x1b", "\u00ad", "e\u0301", "\ufeff", "\U000e0041", "\u2028", "\t", "ü"]
)


def _single(words: list[str]) -> str:
    return "'" + " ".join(words).replace("'", "''") + "'"


def _double(words: list[str]) -> str:
    return yaml_text(" ".join(words))


def _double_over_lines(words: list[str]) -> str:
    return yaml_text("\x00".join(words)).replace("\\x00", "\n      ")


def _block(words: list[str]) -> str:
    return "|\n      " + "\n      ".join(words)


def _folded(words: list[str]) -> str:
    return ">-\n      " + "\n      ".join(words)


def _plain_over_lines(words: list[str]) -> str:
    return "text\n      " + "\n      ".join(["word", *(word for word in words if word.isalpha() or word == PIECE)])


STYLES = [_single, _double, _double_over_lines, _block, _folded, _plain_over_lines]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("start", ["    message: ", "    causes:\n      - "])
@given(words=WORDS)
def test_every_piece_is_found(style, start: str, words: list[str]):
    written = style(words).replace("\n      ", "\n        ")
    text = (
        f"errcat: 1\nerrors:\n  - code: A\n{start}{written}\n    # a comment with {PIECE}\n    title: {PIECE[1:-1]}\n"
    )
    document = load_bytes([("a.yaml", text.encode())]).documents[0]
    steps = ("message",) if "message" in start else ("causes", 0)
    value = document.data["errors"][0]
    for step in steps:
        value = value[step]
    for nth in range(value.count(PIECE)):
        found = document.range_of(Place(0, ("errors", 0, *steps)).within(PIECE, nth))
        assert text[found.start : found.end] == PIECE
        assert text.count(PIECE, 0, found.start) == nth
    edits = document.edits(Place(0, ("errors", 0, *steps)), [(PIECE, "{new}")])
    fixed = load_bytes([("a.yaml", apply_edits(text, list(edits))[0].encode())]).documents[0].data["errors"][0]
    for step in steps:
        fixed = fixed[step]
    assert fixed == value.replace(PIECE, "{new}")


@given(char=CHARS, upper=st.booleans(), form=st.sampled_from(["raw", "x", "u", "U"]))
def test_escapes_are_found(char: str, upper: bool, form: str):
    """A character is pointed at however it is spelled between double quotes."""
    spelled = "".join(_spelled(one, form, upper=upper) for one in char)
    text = f'errcat: 1\nerrors:\n  - code: A\n    message: "a {spelled} b"\n'
    loaded = load_bytes([("a.yaml", text.encode())])
    if char not in loaded.documents[0].data["errors"][0]["message"]:
        return  # raw, and replaced by the reader, which tells of it
    found = loaded.documents[0].range_of(Place(0, ("errors", 0, "message")).within(char))
    assert text[found.start : found.end] == spelled


def _spelled(char: str, form: str, *, upper: bool) -> str:
    width = {"x": 2, "u": 4, "U": 8}.get(form, 0)
    if not width or ord(char) >= 16**width:
        return char if form == "raw" else f"\\U{ord(char):08x}"
    digits = f"{ord(char):0{width}x}"
    return f"\\{form}{digits.upper() if upper else digits}"


def test_a_key_is_pointed_at_within_itself():
    text = 'errcat: 1\nenvelope:\n  body:\n    "<cod>?": <cod>\n'
    document = load_bytes([("a.yaml", text.encode())]).documents[0]
    place = Place(0, ("envelope", "body", "<cod>?"))
    assert document.range_of(place.at_key.within("<cod>")).start == text.index("<cod>")
    assert document.range_of(place.within("<cod>")).start == text.rindex("<cod>")


def test_a_text_full_of_findings_is_searched_once_for_each_piece():
    """Otherwise 10,000 braces take a hundred times as long as 1,000."""
    spans_of_substring.cache_clear()
    text = f'errcat: 1\nerrors:\n  - code: a\n    message: "{"{ " * 1000}"\n'
    found = checking.check(load_bytes([("errors.yaml", text.encode())]), {}).findings
    assert len([one for one in found if one.rule in ("stray-brace", "malformed-placeholder")]) > 900
    assert spans_of_substring.cache_info().misses < 20
