"""What a reporter is, and what it may be told beside the findings. Reporters are pure: findings in, text out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult


@dataclass(frozen=True, slots=True)
class Options:
    """How to tell it."""

    width: int = 100
    """The columns of the terminal."""
    color: bool = False
    limit: int = 100
    """How many findings are shown to people; machines get them all."""
    fail_on: Level = Level.ERROR
    """From which level on a finding is a failure; OFF where none is."""
    folder: str = ""
    """The folder that file names start from, as the repository calls it; empty at its top."""


Reporter = Callable[[Sequence[CheckResult], Options], str]
