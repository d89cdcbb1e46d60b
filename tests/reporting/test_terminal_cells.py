"""Marks stand under the very cells of what they mark, whatever the line is made of, and however narrow the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from errcat.findings.finding import Span
from errcat.findings.source import Position, Source
from errcat.reporting.paint import Paint
from errcat.reporting.snippet import MIN_ROOM, Gutter, Mark, fit_line, snippet
from errcat.text.terminal_cells import TAB_WIDTH, lay_out
from errcat.text.visible import visible

# What people write, with the cells that it takes on a terminal: listed here, not computed.
CELLS = {
    "a": 1,
    "é": 1,
    "e\u0301": 1,
    "ñ\u0323\u0301": 1,
    "ก็": 1,
    "נ": 1,
    "日": 2,
    "한": 2,
    "\u1112\u1161\u11ab": 2,  # 한, letter by letter
    "Ａ": 2,
    "ｱ": 1,
    "\u3000": 2,
    "…": 1,
    "👍": 2,
    "👍🏽": 2,
    "👨\u200d👩\u200d👧": 2,
    "❤\ufe0f": 2,
    "1\ufe0f\u20e3": 2,
    "🇩🇪": 2,
    "می\u200cخ": 3,  # two letters, an invisible non-joiner, and a letter
    "\u202e": len("<U+202E>"),
    "\u200b": len("<U+200B>"),
    "\u00a0": len("<U+00A0>"),
    "\x1b": len("<U+001B>"),
    "\U000e0041": len("<U+E0041>"),
    "\ud800": len("<U+D800>"),
}
ATOMS = st.sampled_from([*CELLS, "\t"])


def cells_of(atoms: list[str]) -> int:
    at = 0
    for atom in atoms:
        at += TAB_WIDTH - at % TAB_WIDTH if atom == "\t" else CELLS[atom]
    return at


@given(st.lists(ATOMS, max_size=30), st.lists(ATOMS, min_size=1, max_size=10), st.lists(ATOMS, max_size=30))
@example(["日", "\t", "a"], ["👨\u200d👩\u200d👧"], ["e\u0301"])
@example(["a"], ["\t"], [])
def test_a_mark_is_as_long_as_what_it_marks(before: list[str], marked: list[str], after: list[str]):
    text = "".join(before + marked + after)
    start = len("".join(before))
    shown = fit_line(text, start, start + len("".join(marked)), 10_000)
    assert (shown.first, shown.last) == (cells_of(before), cells_of(before + marked))
    assert lay_out(shown.text).cells == cells_of(before + marked + after)


@given(st.lists(ATOMS, max_size=30), ATOMS)
def test_the_whole_of_a_line_is_shown_where_there_is_room(atoms: list[str], atom: str):
    text = "".join([*atoms, atom])
    assert fit_line(text, 0, 1, 10_000).text.replace("⇥", "").replace(" ", "") == "".join(
        visible(text).replace("<U+0009>", "").split(" ")
    )


ANY_LINE = st.text(st.characters(exclude_characters="\n\r"), max_size=400)


@given(ANY_LINE, st.integers(0, 400), st.integers(0, 40), st.integers(MIN_ROOM, 120))
@example("\u0301" * 300, 150, 3, 20)
@example("\U0010ffff" * 40, 20, 1, 20)
@example("日" * 400, 200, 20, 21)
def test_a_line_never_is_wider_than_the_terminal(text: str, start: int, length: int, room: int):
    start = min(start, len(text))
    end = min(start + length, len(text))
    shown = fit_line(text, start, end, room)
    row = lay_out(shown.text)
    assert row.cells <= room
    assert len(shown.text) <= 10 * 4 * room
    assert 0 <= shown.first < shown.last <= max(room, shown.first + 1)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown.text)


def shown_between(text: str, first: int, last: int) -> str:
    """The text in some cells."""
    at, found = 0, ""
    for cluster in lay_out(text).clusters:
        if first <= at < last:
            found += cluster.shown
        at += cluster.cells
    return found


@given(
    st.lists(ATOMS, max_size=60),
    ATOMS.filter(lambda atom: atom != "\t"),
    st.lists(ATOMS, max_size=60),
    st.integers(MIN_ROOM, 60),
)
def test_what_is_marked_is_in_sight_and_under_its_mark(before: list[str], marked: str, after: list[str], room: int):
    text = "".join([*before, marked, *after])
    start = len("".join(before))
    shown = fit_line(text, start, start + len(marked), room)
    assert shown_between(shown.text, shown.first, shown.last) == visible(marked)


@pytest.mark.parametrize("place", [0, 50_000, 99_996])
def test_a_hundred_thousand_characters_never_flood_the_terminal(place: int):
    text = "x" * place + "HERE" + "x" * (99_996 - place)
    source = Source("errors.yaml", text)
    mark = Mark(Span("errors.yaml", Position(1, place + 1), Position(1, place + 5)), "here")
    line, under = snippet(source, [mark], Gutter(1, 80, Paint()))
    assert len(line) <= 80
    assert line[under.index("^") : under.rindex("^") + 1] == "HERE"


def test_a_span_over_several_lines_is_marked_on_its_first():
    source = Source("errors.yaml", "abc\ndef\n")
    mark = Mark(Span("errors.yaml", Position(1, 2), Position(2, 2)), "here")
    assert snippet(source, [mark], Gutter(1, 80, Paint())) == [" 1 | abc", "   |  ^^ here"]


@pytest.mark.parametrize(("line", "column"), [(1, 4), (1, 99), (3, 1), (9, 1)])
def test_an_empty_place_gets_a_single_mark(line: int, column: int):
    source = Source("errors.yaml", "abc\ndef\n")
    place = Position(line, column)
    marked = snippet(source, [Mark(Span("errors.yaml", place, place), "")], Gutter(1, 80, Paint()))
    assert marked[-1].count("^") == 1


def test_two_marks_on_one_line_share_it():
    source = Source("errors.yaml", "one two\n")
    marks = [
        Mark(Span("errors.yaml", Position(1, 5), Position(1, 8)), "again"),
        Mark(Span("errors.yaml", Position(1, 1), Position(1, 4)), "first", "-", "second"),
    ]
    assert snippet(source, marks, Gutter(1, 80, Paint())) == [" 1 | one two", "   |     ^^^ again", "   | --- first"]
