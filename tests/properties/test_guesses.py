"""Did you mean …?: in a large vocabulary as well as in a small one."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from errcat.model.references import MOST_COMPARED, MOST_GUESSES, Guesses

WORDS = ("order", "card", "token", "quota", "address", "found", "expired", "missing", "declined", "limit", "not", "is")
KNOWN = [f"{one}_{other}" for one in WORDS for other in WORDS] + [f"{one}_is_{other}" for one, other in pairwise(WORDS)]


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


@given(st.sampled_from(KNOWN), st.integers(0, 6), st.sampled_from(["left out", "swapped", "doubled", "capitals"]))
def test_a_typo_is_corrected(meant: str, at: int, mistake: str):
    at %= len(meant)
    typed = {
        "left out": meant[:at] + meant[at + 1 :],
        "swapped": meant[:at] + meant[at + 1 : at + 2] + meant[at] + meant[at + 2 :],
        "doubled": meant[:at] + meant[at] + meant[at:],
        "capitals": meant.upper(),
    }[mistake]
    assume(typed not in KNOWN)
    found = Guesses(KNOWN).closest(typed)
    assert found in KNOWN
    assert likeness(typed, found) >= likeness(typed, meant)


def test_nothing_is_made_up():
    assert len(KNOWN) > MOST_COMPARED
    assert Guesses(KNOWN).closest("zzzzzzzzzz") == ""
    assert Guesses([]).closest("order_found") == ""


def test_there_is_an_end_to_guessing():
    guesses = Guesses(["order_not_found"])
    found = [guesses.closest(f"order_not_found{number}") for number in range(2 * MOST_GUESSES)]
    assert found.count("order_not_found") == MOST_GUESSES
    assert guesses.closest("order_not_found0") == "order_not_found", "asked before"
