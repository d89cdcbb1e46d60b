"""What a merge decided about an entry or a value."""

from __future__ import annotations

from dataclasses import dataclass

from errcat.findings.finding import Place

ADDED, CHANGED, DELETED, CONFLICT, GONE = "added", "changed", "deleted", "conflict", "gone"
"""New in the source, changed, deleted; changed on both sides; an entry that the source no longer has."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision. Conflicts and entries without a source change nothing."""

    kind: str
    at: Place
    """The place in the catalog before the update."""
    section: str
    """The part of the catalog: errors, guides, groups, …"""
    entry: str
    """The code of the error, or the id of the entry; empty for parts without entries."""
    field: str = ""
    """The field inside the entry, such as transports.grpc; empty for the whole entry."""
    mine: object = None
    theirs: object = None
    reason: str = ""
    """Why a conflict is one, if not because both sides changed the value: a help text of `import-conflict`."""
