"""The signature of a reporter and its options. Reporters are pure: findings in, text out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from errcat.findings.finding import Finding, Level
from errcat.model.check_result import CheckResult


class ReportOptions(NamedTuple):
    """Options that all reporters share."""

    width: int = 100
    """The columns of the terminal."""
    color: bool = False
    limit: int = 100
    """How many findings people see; formats for programs list them all."""
    fail_on: Level = Level.ERROR
    """The lowest level that counts as a failure; OFF if none does."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the settings of the run, for formats that print everything in one document."""
    folder: str = ""
    """The path of the current folder within the repository, with `/`; empty at the top."""


Reporter = Callable[[Sequence[CheckResult], ReportOptions], str]
