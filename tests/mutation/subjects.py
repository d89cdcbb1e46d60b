"""The modules whose tests are tested, the tests of each, and why each mutant that survives is harmless."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Subject:
    """A module and its tests."""

    module: str
    """Below the package, without `.py`."""
    tests: tuple[str, ...]
    """What pytest is given: fast tests alone."""
    explained: Mapping[str, str] = field(default_factory=dict)
    """For each survivor, as `run.py` prints it, one line on why no test can find it."""


SUBJECTS = (
    Subject(
        "targets/literals",
        ("tests/properties/test_literals.py",),
        {
            "json_literal: if value is None: → if False:": "a short cut for what is most frequent; the encoder writes null too",
            "_escape_hidden: if text.isprintable(): → if False:": "a short cut; a text without hidden characters stays as it is",
        },
    ),
    Subject("reading/events", ("tests/properties/test_events.py",)),
    Subject(
        "writing/planning",
        ("tests/writing/test_plans.py", "tests/writing/test_refusals.py"),
        {"Names.__call__: if folder not in self._folders: → if True:": "a cache: each folder is resolved again"},
    ),
    Subject(
        "writing/carrying_out",
        ("tests/writing/test_carrying_out.py", "tests/writing/test_plans.py", "tests/writing/test_refusals.py"),
        {
            (
                "_remove_staged: planning.paths_of(state, known.files) if known.is_dirty else []"
                " → planning.paths_of(state, known.files) if True else []"
            ): "after a clean build there is nothing to remove: looking for it takes time only",
            "_remove: break → continue": "the folders above one that stays are not empty, and stay too",
            "_remove: break → continue (2)": "as above",
            "_make_state_folder: '\\n' → ''": "keeps Windows from writing another line end",
            "_stage: 0 → 1": "for systems without O_NOFOLLOW",
            "_carry_out: True → False": "what is not there to remove is an OSError, and those are suppressed",
        },
    ),
)
