"""Edits of random documents: they mean exactly what was asked, and touch only the lines that they are about."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from editing.random_documents import WRITERS, random_text
from errcat.editing.adding import add
from errcat.editing.deprecating import DeprecationDetails, deprecate
from errcat.editing.renaming import rename
from errcat.editing.retiring import retire
from errcat.editing.workspace import Workspace
from errcat.errors import RunError

SEEDS = st.integers(0, 2**32)


def data_of(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def edited(text: str, edit: Callable[[Workspace], Any]) -> str | None:
    """The text after an edit; None if the edit is refused for a reason that its user can do something about."""
    workspace = Workspace.of((("errors.yaml", text.encode()),))
    try:
        found = edit(workspace)
    except RunError as error:
        if error.id == "replacement-needed":
            return None
        raise
    return workspace.after(found.changes)[0][1].decode()


def catalog_text(seed: int, writer: str) -> tuple[str, Random]:
    dice = Random(seed)  # noqa: S311 — test data
    return random_text(dice, writer), dice


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that were deleted and added."""
    entries = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line[2:] for line in entries if line[0] == "-"], [line[2:] for line in entries if line[0] == "+"]


def require_same_layout(before: str, after: str, writer: str) -> None:
    assert ("\r\n" in before) is ("\r\n" in after) or "\n" not in before
    assert "\r\n" not in after or not re.search(r"(?<!\r)\n", after)
    assert not writer.startswith("json") or json.loads(after)


def require_same_comments(before: str, after: str) -> None:
    assert [after.count(comment) for comment in ("# a comment", "#: {x}")] == [
        before.count(comment) for comment in ("# a comment", "#: {x}")
    ]


def codes(data: Any) -> list[str]:
    return [str(error["code"]) for error in data["errors"]]


@given(writer=st.sampled_from(list(WRITERS)), seed=SEEDS)
def test_rename(writer: str, seed: int):
    text, dice = catalog_text(seed, writer)
    before = data_of(text)
    old = dice.choice(codes(before))
    after_text = edited(text, lambda workspace: rename(workspace, old, "brand_new"))
    assert after_text is not None
    after = data_of(after_text)
    assert codes(after) == ["brand_new" if code == old else code for code in codes(before)]
    assert after["retired"][-1] == {"code": old, "replaced_by": "brand_new"}
    for error, error_before in zip(after["errors"], before["errors"], strict=True):
        assert old not in error.get("see_also", ())
        assert list(error) == list(error_before)
        assert (
            error.get("message") == str(error_before["message"]).replace(f"[[{old}]]", "[[brand_new]]")
            if ("message" in error)
            else True
        )
        assert error.get("x-own") == error_before.get("x-own")
    for guide in after.get("guides", ()):
        assert f"[[{old}]]" not in guide["body"]
    require_same_comments(text, after_text)
    require_same_layout(text, after_text, writer)
    if "\n" in text.strip() and writer not in ("braces", "json on a line"):
        deleted, added = changed_lines(text, after_text)
        assert len(added) - len(deleted) in range(6), "more lines than the retired code"
        # apart from lines with the code, only the end of the section may change that the retired code follows
        others = [line for line in deleted if old not in line and old.lower().replace("_", "-") not in line.lower()]
        assert len(others) <= 1


@given(writer=st.sampled_from(list(WRITERS)), seed=SEEDS)
def test_deprecate(writer: str, seed: int):
    text, dice = catalog_text(seed, writer)
    before = data_of(text)
    code, other = dice.sample(codes(before), 2)
    details = dice.choice(
        [
            DeprecationDetails(replaced_by=other),
            DeprecationDetails(replaced_by=other, sunset="2031-01-31", reason=dice.choice(["a: b", "x" * 120, "it's"])),
            DeprecationDetails(),
        ]
    )
    after_text = edited(text, lambda workspace: deprecate(workspace, code, details))
    if after_text is None:
        return
    after = data_of(after_text)
    for error, error_before in zip(after["errors"], before["errors"], strict=True):
        if error["code"] == code:
            had = error_before.pop("deprecated", None)
            has = error.pop("deprecated")
            expected = (had if isinstance(had, dict) else {}) | details.given
            assert has == (expected or True)
        elif isinstance(error_before.get("deprecated"), dict) and error_before["deprecated"].get("replaced_by") == code:
            error_before["deprecated"]["replaced_by"] = (
                other if details.replaced_by and other != error["code"] else code
            )
    for retired in before.get("retired", ()):
        if isinstance(retired, dict) and retired["replaced_by"] == code and details.replaced_by:
            retired["replaced_by"] = other
    assert after == before
    require_same_comments(text, after_text)
    require_same_layout(text, after_text, writer)


@given(writer=st.sampled_from(list(WRITERS)), seed=SEEDS)
def test_retire(writer: str, seed: int):
    text, dice = catalog_text(seed, writer)
    before = data_of(text)
    code, other = dice.sample(codes(before), 2)
    replacement = dice.choice([None, other])
    after_text = edited(text, lambda workspace: retire(workspace, code, replacement, None, None))
    assert after_text is not None
    after = data_of(after_text)
    assert codes(after) == [each for each in codes(before) if each != code]
    retired = after["retired"][-1]
    assert (retired if isinstance(retired, str) else retired["code"]) == code
    if replacement:
        assert retired["replaced_by"] == replacement
    for error in after["errors"]:
        assert code not in error.get("see_also", ())
        assert error.get("see_also") != []
        assert len(set(error.get("see_also", ()))) == len(error.get("see_also", ()))
        deprecated = error.get("deprecated")
        assert not isinstance(deprecated, dict) or deprecated.get("replaced_by") != code
    require_same_layout(text, after_text, writer)


@given(writer=st.sampled_from(list(WRITERS)), seed=SEEDS)
def test_add(writer: str, seed: int):
    text, dice = catalog_text(seed, writer)
    before = data_of(text)
    fields = {"status": 409, "message": dice.choice(["Lost: it", "It's gone", "# no", "a"])}
    after_text = edited(text, lambda workspace: add(workspace, "brand_new", fields).found)
    assert after_text is not None
    after = data_of(after_text)
    assert after["errors"].pop() == {"code": "brand_new", **fields}
    assert after == before
    require_same_comments(text, after_text)
    require_same_layout(text, after_text, writer)
    if "\n" in text.strip() and writer not in ("braces", "json on a line"):
        deleted, _added = changed_lines(text, after_text)
        assert len(deleted) <= 2
