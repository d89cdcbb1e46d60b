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
    Subject("writing/planning", ("tests/writing/test_plans.py", "tests/writing/test_refusals.py")),
    Subject(
        "writing/carrying_out",
        ("tests/writing/test_carrying_out.py", "tests/writing/test_plans.py", "tests/writing/test_refusals.py"),
    ),
)
