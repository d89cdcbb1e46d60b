"""The grammar of messages: every text has one reading, and the way there and back loses nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from errcat.text.placeholders import Placeholder, literal, literal_length, mistakes, names, parse, render

MESSAGES = st.text(alphabet="{}abc_A0 .!:[]$%é\n", max_size=40)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@given(st.text(max_size=40) | MESSAGES)
def test_a_literal_says_exactly_its_text(text: str):
    assert render(literal(text), {}) == text
    assert names(literal(text)) == ()
    assert mistakes(literal(text)) == []


@given(MESSAGES)
@example("{{{a}}}")
@example("{a}}}{{b")
def test_the_pieces_are_the_message(message: str):
    """Nothing is lost or made up: each placeholder is at its offset, and the rest is text."""
    shown = ""
    for piece in parse(message):
        if isinstance(piece, Placeholder):
            assert message[piece.start : piece.end] == f"{{{piece.name}}}"
            shown += f"{{{piece.name}}}"
        else:
            assert piece
            shown += piece
    assert shown == render(message, {})
    assert len(re.sub(r"\{\{|\}\}", "x", message)) == len(render(message, {}))


@given(MESSAGES, st.dictionaries(NAMES, st.text(max_size=5)))
def test_values_go_in_letter_for_letter(message: str, values: dict[str, str]):
    wanted = "".join(
        piece if isinstance(piece, str) else values.get(piece.name, f"{{{piece.name}}}") for piece in parse(message)
    )
    assert render(message, values) == wanted


@given(st.lists(NAMES | st.sampled_from([" ", "x", "{{", "}}"]), max_size=8))
def test_a_clean_message_reads_like_a_format_string(parts: list[str]):
    """Where a message is clean, it means what Python's own formatter would say."""
    message = "".join(f"{{{part}}}" if part.isidentifier() and part != "x" else part for part in parts)
    values = {name: f"<{name}>" for name in names(message)}
    assert mistakes(message) == []
    assert render(message, values) == message.format(**values)


@given(MESSAGES)
def test_each_mistake_is_at_its_offset(message: str):
    found = mistakes(message)
    for mistake in found:
        assert message[mistake.start : mistake.start + len(mistake.text)] == mistake.text
        assert not mistake.proposal or names(f"{{{mistake.proposal}}}") == (mistake.proposal,)
    covered = {at for mistake in found for at in range(mistake.start, mistake.start + len(mistake.text))}
    kept = "".join(" " if at in covered else char for at, char in enumerate(message))
    assert mistakes(kept) == []


@pytest.mark.parametrize(
    ("message", "proposal"),
    [
        ("{0}", ""),
        ("{}", ""),
        ("{!r}", ""),
        ("{:>9}", ""),
        ("{userId}", "user_id"),
        ("{UserID}", "user_id"),
        ("{user.name}", "user_name"),
        ("{x!r}", "x"),
        ("{x:>10}", "x"),
        ("{x:%Y-%m-%d}", "x"),
        ("{x.__class__.__init__}", "x"),
        ("{ order_id }", "order_id"),
        ("{count, number}", "count"),
    ],
)
def test_what_other_formatters_read(message: str, proposal: str):
    assert [(mistake.text, mistake.is_placeholder, mistake.proposal) for mistake in mistakes(message)] == [
        (message, True, proposal)
    ]


OTHER_BRACES = """{"id": 1}|{: #id onclick=x}|{.class}|{#id}|{++add++}|{% raw %}|${userId}|%{Count}|{:}|{x: 1}|{a b c d}
|{https://x}"""


@pytest.mark.parametrize("message", OTHER_BRACES.replace("\n", "").split("|"))
def test_what_is_no_placeholder_at_all(message: str):
    assert [mistake.is_placeholder for mistake in mistakes(message)] == [False]


TEMPLATES = st.lists(st.sampled_from(["{a}", "{b}", "{{", "}}", "x", "xy", " ", "{", "A}"]), max_size=8).map("".join)


@given(TEMPLATES, st.fixed_dictionaries({"a": st.text("xy {}A", max_size=4), "b": st.text("xy ", max_size=4)}))
def test_what_a_message_says_is_found_again(template, values):
    text = render(template, values)
    own = sum(len(piece) for piece in parse(template) if isinstance(piece, str))
    assert literal_length(template, text) == own
    assert literal_length(template, f"before {text} after", inside=True) == own
    assert (literal_length(template, text + "!") == -1) == (
        not isinstance([*parse(template), ""][-2 if template else -1], Placeholder)
    )
