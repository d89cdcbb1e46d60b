"""`# errcat: ignore[rule] reason`: where it may stand, what it is about, and what is no ignore at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat import checking
from errcat.reading import load_bytes
from errcat.rules.ignores import IgnorePolicy, apply_ignores, find_ignores

HEAD = "errcat: 1\nerrors:\n"
# Two entries without a status; the second one has an unknown category on its fourth line as well.
PLAIN = """\
  - code: FIRST_GONE
    message: The first is gone
    category: retry
    action: Wait ten seconds, then send the same request again
  - code: SECOND_GONE
    message: The second is gone
    action: Wait ten seconds, then send the same request again
    category: wait
"""
BOTH = [("missing-status", 3), ("missing-status", 7), ("unknown-category", 10)]


def found(text: str) -> list[tuple[str, int]]:
    checked = checking.check(load_bytes([("errors.yaml", text.encode())]), {})
    return [(one.rule, one.span.start.line) for one in checked.findings if one.span]


def with_line(before: str, line: str) -> str:
    assert before in PLAIN
    return HEAD + PLAIN.replace(before, f"{line}\n{before}")


def with_end(line: str, end: str) -> str:
    assert f"{line}\n" in PLAIN
    return HEAD + PLAIN.replace(f"{line}\n", f"{line}{end}\n")


def test_nothing_is_ignored_by_itself():
    assert found(HEAD + PLAIN) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(with_end("  - code: SECOND_GONE", "  # errcat: ignore[missing-status] why"), id="on the line"),
        pytest.param(with_line("  - code: SECOND_GONE", "  # errcat: ignore[missing-status] why"), id="before"),
        pytest.param(with_line("  - code: SECOND_GONE", "# errcat: ignore[missing-status] why"), id="at the margin"),
        pytest.param(
            with_line("  - code: SECOND_GONE", "  # errcat: ignore[missing-status] why\n\n  # more words"),
            id="before, with lines between",
        ),
        pytest.param(with_end("  - code: SECOND_GONE", " #errcat:ignore[missing-status]why"), id="without blanks"),
        pytest.param(
            with_end("  - code: SECOND_GONE", "  # errcat: ignore [ missing-status ]: why"), id="with many blanks"
        ),
        pytest.param(
            with_end("  - code: SECOND_GONE", "  # errcat: ignore[missing-status] why").replace("\n", "\r\n"),
            id="line ends of Windows",
        ),
    ],
)
def test_where_an_ignore_can_be(text: str):
    assert [one for one in found(text) if one[0] == "missing-status"] == [("missing-status", 3)]
    assert {rule for rule, _line in found(text)} == {"missing-status", "unknown-category"}


def test_on_the_first_line_of_an_entry_it_is_about_all_of_it():
    text = with_end("  - code: SECOND_GONE", "  # errcat: ignore[missing-status, unknown-category] why")
    assert found(text) == [("missing-status", 3)]


def test_within_an_entry_it_is_about_its_line():
    text = with_end("    category: wait", "  # errcat: ignore[missing-status, unknown-category] why")
    assert found(text) == [("missing-status", 3), ("missing-status", 7), ("unused-ignore", 10)]


def test_on_a_key_of_the_top_it_is_not_about_everything_below():
    text = HEAD.replace("errors:", "errors:  # errcat: ignore[missing-status] why") + PLAIN
    assert ("unused-ignore", 2) in found(text)
    assert set(BOTH) <= set(found(text))


def test_before_a_block_of_text_it_is_about_all_its_lines():
    entry = """\
  - code: SECRET_TOLD
    status: 400
    message: The secret is out
    category: fix
    action: Change the secret before you send the next request
    {comment}
    description: |
      One line.

      # A heading
"""
    assert found(HEAD + entry.format(comment="# nothing")) == [("heading-in-text", 12)]
    assert found(HEAD + entry.format(comment="# errcat: ignore[heading-in-text] it is never shown")) == []
    on_the_header = entry.replace("{comment}\n    description: |", "description: |  {comment}")
    assert found(HEAD + on_the_header.format(comment="# errcat: ignore[heading-in-text] it is never shown")) == []


@pytest.mark.parametrize(
    "value",
    [
        '"# errcat: ignore[missing-status] why"',
        "'it''s # errcat: ignore[missing-status] why'",
        "|\n      # errcat: ignore[missing-status] why",
        ">-\n      some words\n      # errcat: ignore[missing-status] why\n      and more",
        '"first\n      # errcat: ignore[missing-status] why"',
        '["# errcat: ignore[missing-status] why"]',
        '{"a # errcat: ignore[missing-status] why": 1}',
        "no#errcat:ignore[missing-status] why",
    ],
)
def test_text_that_looks_like_an_ignore_is_not_an_ignore(value: str):
    text = HEAD + PLAIN.replace("  - code: SECOND_GONE\n", f"  - code: SECOND_GONE\n    x-note: {value}\n")
    assert [one for one in found(text) if "ignore" in one[0]] == []
    assert [rule for rule, _line in found(text)].count("missing-status") == 2


@pytest.mark.parametrize(
    "value",
    [
        '"don\'t"  # errcat: ignore[unused-thing] why',
        "it's  # errcat: ignore[unused-thing] why",
        "|  # errcat: ignore[unused-thing] why\n      text",
        '{a: "b"}  # errcat: ignore[unused-thing] why',
        "|\n      text\n    # errcat: ignore[unused-thing] why",
    ],
)
def test_a_comment_after_a_text_is_an_ignore(value: str):
    text = HEAD + PLAIN.replace("  - code: SECOND_GONE\n", f"  - code: SECOND_GONE\n    x-note: {value}\n")
    assert [rule for rule, _line in found(text) if "ignore" in rule] == ["unknown-ignore"]


def test_behind_a_text_of_several_lines_it_is_about_all_of_them():
    action = "    action: Wait ten seconds, then send the same request again\n    category: wait"
    assert action in PLAIN
    vague = PLAIN.replace(action, '    action: "Try\n      again"{}\n    category: retry')
    assert ("vague-action", 9) in found(HEAD + vague.format(""))
    rules = {rule for rule, _line in found(HEAD + vague.format("  # errcat: ignore[vague-action] why"))}
    assert rules == {"missing-status"}


def test_the_same_line_of_another_file_is_not_ignored():
    first = with_line("  - code: FIRST_GONE", "  # errcat: ignore[missing-status] why")
    second = "errors:\n\n" + PLAIN.split("  - code: SECOND", 1)[0].replace("FIRST", "THIRD")
    checked = checking.check(load_bytes([("a.yaml", first.encode()), ("b.yaml", second.encode())]), {})
    rules = [(one.rule, one.span.file) for one in checked.findings if one.span]
    assert ("missing-status", "b.yaml") in rules


def test_an_ignore_does_not_apply_to_other_files():
    files = [
        ("a.yaml", (HEAD + PLAIN.split("  - code: SECOND", 1)[0]).encode()),
        ("b.yaml", b"errors:\n  # errcat: ignore[missing-status] why\n  - code: THIRD_GONE\n    status: 400\n"),
    ]
    checked = checking.check(load_bytes(files), {})
    rules = [(one.rule, one.span.file) for one in checked.findings if one.span]
    assert ("missing-status", "a.yaml") in rules
    assert ("unused-ignore", "b.yaml") in rules


@pytest.mark.parametrize(("complete", "reported"), [(True, ["unused-ignore"]), (False, [])])
def test_where_part_of_the_text_could_not_be_read_no_ignore_is_called_unused(complete: bool, reported: list[str]):
    text = with_line("  - code: SECOND_GONE", "  # errcat: ignore[missing-action] why")
    documents = load_bytes([("errors.yaml", text.encode())]).documents
    policy = IgnorePolicy({"missing-action": True}, complete=complete)
    _left, about_ignores = apply_ignores([], find_ignores(documents), documents, policy)
    assert [problem.rule for problem in about_ignores] == reported


PIECES = [
    "errors:\n", "  - ", "code: A\n", "x: |\n", "    ", '"', "'", "# errcat: ignore[missing-status]", "\n", "\r\n",
    "# errcat: ignore", "日", " ", "- ", "[", "]", "{", "}", ": ", "&a ", "*a", "\t", "? ", ",",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_text_makes_it_stumble(pieces: list[str]):
    found("".join(pieces))
