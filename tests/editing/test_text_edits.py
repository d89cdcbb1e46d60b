"""Edits at the places where a text is easily harmed: the end of the file, block scalars, braces, comments."""

from __future__ import annotations

import pytest

from errcat.editing.changes import AddItem, Change, PutKey, Remove, SetValue
from errcat.editing.workspace import Workspace

HEAD = "errcat: 1\nerrors:\n  - code: a\n"
CASES: dict[str, tuple[str, Change, str]] = {
    "after a block scalar that ends with the file": (
        f"{HEAD}    description: |\n      lost",
        AddItem(("errors",), 1, {"code": "b"}),
        f"{HEAD}    description: |-\n      lost\n  - code: b",
    ),
    "after kept lines": (
        f"{HEAD}    description: |+\n      lost\n\n\n",
        AddItem(("errors",), 1, {"code": "b"}),
        f"{HEAD}    description: |+\n      lost\n\n\n  - code: b\n",
    ),
    "a key after a block scalar": (
        f"{HEAD}    message: |\n      lost\n\n    x-a: 1\n",
        PutKey(("errors", 0), "deprecated", True, ("code", "message", "deprecated")),
        f"{HEAD}    message: |\n      lost\n    deprecated: true\n\n    x-a: 1\n",
    ),
    "the first key of an item": (
        "errcat: 1\nerrors:\n  - see_also: [b] # c\n    code: a\n",
        Remove(("errors", 0, "see_also")),
        "errcat: 1\nerrors:\n  - code: a\n",
    ),
    "the first item in brackets": (
        f"{HEAD}    see_also: [b, c]\n",
        Remove(("errors", 0, "see_also", 0)),
        f"{HEAD}    see_also: [c]\n",
    ),
    "an item in brackets over several lines": (
        f"{HEAD}    see_also: [\n      b, # first\n      c, # second\n    ]\n",
        Remove(("errors", 0, "see_also", 1)),
        f"{HEAD}    see_also: [\n      b # first\n      , # second\n    ]\n",
    ),
    "a value that the writer left out": (
        f"{HEAD}    x-a: # later\n",
        SetValue(("errors", 0, "x-a"), "b"),
        f"{HEAD}    x-a: b # later\n",
    ),
    "a quoted value": (f"{HEAD}    x-a: 'b'\n", SetValue(("errors", 0, "x-a"), "it's"), f'{HEAD}    x-a: "it\'s"\n'),
    "a comment below the last error": (
        f"{HEAD}    status: 404\n    # end of a\n# end\n",
        AddItem(("errors",), 1, {"code": "b"}),
        f"{HEAD}    status: 404\n    # end of a\n  - code: b\n# end\n",
    ),
    "the heading of a part of the file": (
        f"{HEAD}\n  # --- seats ---\n  # about b\n  - code: b\n\n  - code: c\n",
        Remove(("errors", 1)),
        f"{HEAD}\n  # --- seats ---\n\n  - code: c\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_edits(name: str):
    before, change, after = CASES[name]
    for newline in ("\n", "\r\n"):
        workspace = Workspace.of((("errors.yaml", before.replace("\n", newline).encode()),))
        assert workspace.after({0: [change]})[0][1].decode() == after.replace("\n", newline)
