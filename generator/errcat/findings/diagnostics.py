"""Every message that errcat can emit, from catalog/errcat.yaml.

errcat builds the module `generated_own_errors` from that catalog, as it does for any catalog. This module gives the
extension fields (`x-help`, `x-label`, `x-message`, `x-related`) their meaning.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from errcat.findings.generated_own_errors import DOCS_URL, GROUPS, ErrorCode


class Diagnostic(NamedTuple):
    """The texts of a finding or a run error."""

    id: str
    title: str
    kind: str
    group: str
    exit: int
    level: str
    messages: dict[str, str]
    helps: dict[str, str]
    labels: dict[str, str]
    related: str
    tags: tuple[str, ...]
    description: str
    causes: tuple[str, ...]
    solutions: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]

    @property
    def message(self) -> str:
        return self.messages["default"]

    @property
    def is_finding(self) -> bool:
        """Whether it is about a user's files. The others say why a run could not finish."""
        return self.kind == "finding"

    @property
    def is_change(self) -> bool:
        """Whether it is about a change between two catalogs."""
        return self.kind == "change"

    @property
    def is_protected(self) -> bool:
        """Whether it protects from harm: no setting and no comment may turn it down."""
        return "protective" in self.tags

    @property
    def is_fixable(self) -> bool:
        """Whether `errcat check --fix` can fix it."""
        return "fixable" in self.tags


def _diagnostic(code: ErrorCode) -> Diagnostic:
    info = code.info
    labels: Any = info.extensions.get("x-label", "")
    return Diagnostic(
        id=info.code,
        title=info.title,
        kind=info.type or "",
        group=info.group or "",
        exit=int(info.transports["exit"]),
        level=info.severity,
        messages={"default": info.message or "", **info.extensions.get("x-message", {})},
        helps={"default": info.action or "", **info.extensions.get("x-help", {})},
        labels=labels if isinstance(labels, dict) else {"default": labels},
        related=info.extensions.get("x-related", ""),
        tags=info.tags,
        description=info.description or "",
        causes=tuple(cause.text for cause in info.causes),
        solutions=tuple(solution.text for solution in info.solutions),
        examples=tuple((example.title or "", example.code or "") for example in info.examples),
    )


DIAGNOSTICS: dict[str, Diagnostic] = {code.code: _diagnostic(code) for code in ErrorCode}

__all__ = ["DIAGNOSTICS", "DOCS_URL", "GROUPS", "Diagnostic"]
