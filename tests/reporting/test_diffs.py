"""The one way to show how two texts differ, and the one way to show a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.reporting.paint import Paint
from errcat.text.counts import counted
from errcat.text.paths import display_path, relative_path
from errcat.text.unified_diff import unified_diff


def shown(before: str, after: str) -> list[str]:
    """The lines below the three lines of the head."""
    return list(unified_diff(before, after, "a", "b"))[3:]


def test_a_changed_line():
    assert list(unified_diff("x\ny\n", "x\nz\n", "old", "new")) == [
        "--- old",
        "+++ new",
        "@@ -1,2 +1,2 @@",
        " x",
        "-y",
        "+z",
    ]


def test_equal_texts_have_no_difference():
    assert list(unified_diff("x\n", "x\n", "a", "b")) == []


def test_a_missing_line_break_at_the_end_is_a_difference():
    assert shown("x", "x\n") == ["-x", "\\ No newline at end of file", "+x"]


def test_line_endings_alone_are_named_as_the_difference():
    assert list(unified_diff("x\r\n", "x\n", "a", "b")) == ["b: only the line endings differ"]


def test_line_endings_are_not_shown_next_to_other_differences():
    assert shown("x\r\ny\r\n", "x\ny\nz\n") == [" x", " y", "+z"]


def test_every_line_is_safe_to_print():
    lines = shown("::error::x\n\u202ey\n", "::error::x\nz\u2028\n")
    assert lines == [" <U+003A>:error::x", "-<U+202E>y", "+z<U+2028>"]
    assert next(unified_diff("", "x\n", "a\nb", "c")) == "--- a<U+000A>b"


def test_a_diff_has_the_color_of_its_signs():
    paint = Paint(True)
    assert paint.diff_line("+x") == "\x1b[32m+x\x1b[0m"
    assert paint.diff_line("-x") == "\x1b[31m-x\x1b[0m"
    assert paint.diff_line(" x") == " x"
    assert Paint().diff_line("+x") == "+x"


def test_a_path_is_shown_as_it_would_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    here = tmp_path / "here"
    (here / "sub").mkdir(parents=True)
    (here / "real.yaml").touch()
    (here / "link.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    monkeypatch.chdir(here)
    assert display_path(Path("sub/../real.yaml")) == "real.yaml"
    assert display_path(here / "real.yaml") == "real.yaml"
    assert display_path(here / "sub" / "..") == "."
    assert display_path(Path("link.yaml")) == "link.yaml"
    assert display_path(Path("../other.yaml")) == "../other.yaml"
    assert relative_path(here / "sub" / "a", here) == "sub/a"
    assert relative_path(here, here / "sub") is None


def test_a_number_agrees_with_its_noun():
    assert [counted(number, "file") for number in (0, 1, 2, 12_000)] == ["0 files", "1 file", "2 files", "12,000 files"]
