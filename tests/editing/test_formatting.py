"""`errcat fmt` on random documents and on a table of layouts: no value changes, no comment gets lost or changes its entry."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from editing.random_documents import COMMENTS, WRITERS, random_text
from errcat.editing.formatting import formatted
from errcat.editing.joining import join
from errcat.editing.splitting import split
from errcat.editing.workspace import Workspace
from errcat.errors import RunError
from fuzz.cases import SEEDS as FUZZ_SEEDS
from fuzz.cases import as_accepted

SEEDS = st.integers(0, 2**32)
NAMES = list(WRITERS)


def fmt(text: str) -> str:
    return formatted(Workspace.of((("errors.yaml", text.encode()),)))[0][1].decode()


def data_of(text: str | bytes) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


@given(writer=st.sampled_from(NAMES), seed=SEEDS)
def test_random_documents(writer: str, seed: int):
    text = random_text(Random(seed), writer)  # noqa: S311 — test data
    after = fmt(text)
    assert data_of(after) == data_of(text)
    assert fmt(after) == after
    assert [after.count(comment) for comment in COMMENTS] == [text.count(comment) for comment in COMMENTS]
    assert ("\r\n" in after) is ("\r\n" in text)
    if writer in ("braces", "json", "json on a line"):
        assert after == text
    else:
        assert after.endswith("\n")


@pytest.mark.parametrize("seed", FUZZ_SEEDS[::10])
def test_hostile_catalogs(seed: int):
    data = as_accepted(seed)
    for writer in WRITERS.values():
        text = writer(data) if data else ""
        try:
            workspace = Workspace.of((("errors.yaml", text.encode()),))
        except RunError:
            continue  # what PyYAML writes is not always what a catalog allows
        after = formatted(workspace)
        assert data_of(after[0][1]) == data_of(text)
        assert formatted(Workspace.of(after)) == after


LAYOUTS = {
    "fields are sorted, with their comments": (
        """\
errors:
- status: 404   # always
  # what travels
  code: a
  # what it says
  message:   Lost
errcat: 1
""",
        """\
errcat: 1
errors:
  # what travels
  - code: a
    status: 404   # always
    # what it says
    message: Lost
""",
    ),
    "comments stay with their error": (
        """\
# about this file
errcat: 1
errors: # all of them
# first
- code: a
  # end of a
# second
- # really
  code: b


- {code: c} # third
# when to retry
guides:
- id: g
  title: G
""",
        """\
# about this file
errcat: 1
# when to retry
guides:
  - id: g
    title: G

errors: # all of them
  # first
  - code: a
    # end of a

  # second
  # really
  - code: b

  - {code: c} # third
""",
    ),
    "texts of several lines": (
        """\
errcat: 1
errors:
    - code: a
      message: "one
        two"
      description: >-
            folded

             more
      action: plain
          goes on
      causes: [one,
               two] # both
      x-kept: |+
          kept

      x-number: |2
          two spaces
    - code: b""",
        """\
errcat: 1
errors:
  - code: a
    message: "one
      two"
    action: plain
      goes on
    causes: [one,
             two] # both
    description: >-
      folded

       more
    x-kept: |+
      kept

    x-number: |2
        two spaces

  - code: b
""",
    ),
    "a text that ends with the file": ("errcat: 1\nerrors:\n- code: a\n  message: |\n    lost", None),
    "risky texts get quotes": (
        "errcat: 1\nerrors:\n  - code: a\n    since: 1e3x\n    x-a: yes\n",
        'errcat: 1\nerrors:\n  - code: a\n    since: 1e3x\n    x-a: "yes"\n',
    ),
    "the fields of the writer keep their order": (
        "errcat: 1\nerrors:\n  - x-b: {b: 1, a: 2}\n    code: a\n    details:\n      type: object\n      $id: x\n",
        "errcat: 1\nerrors:\n  - code: a\n    details:\n      type: object\n      $id: x\n    x-b: {b: 1, a: 2}\n",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str):
    before, after = LAYOUTS[name]
    if after is None:
        after = "errcat: 1\nerrors:\n  - code: a\n    message: |-\n      lost\n"
    assert fmt(before) == after
    assert fmt(after) == after
    assert fmt(before.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


@given(writer=st.sampled_from(NAMES), seed=SEEDS)
def test_split_and_join_lose_nothing(writer: str, seed: int):
    dice = Random(seed)  # noqa: S311 — test data
    data = data_of(random_text(dice, writer))
    groups = [dice.choice(["a", "b", None]) for _error in data["errors"]]
    for error, group in zip(data["errors"], groups, strict=True):
        if group:
            error["group"] = group
    grouped = WRITERS[writer](data | {"groups": {"a": {"title": "A"}, "b": {"title": "B"}}})
    workspace = Workspace.of((("errors.yaml", grouped.encode()),))
    if not any(groups):
        with pytest.raises(RunError):
            split(workspace)
        return
    parts = split(workspace)
    assert {name for name, _file in parts} == {"_catalog.yaml", *(f"{group}.yaml" for group in groups if group)}
    joined = data_of(join(Workspace.of(parts), "joined.yaml"))
    expected = [error for name in (None, "a", "b") for error in data["errors"] if error.get("group") == name]
    assert joined["errors"] == expected
    assert {**joined, "errors": 0} == {**data_of(grouped), "errors": 0}
