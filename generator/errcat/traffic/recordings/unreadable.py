"""Why a part of a recording can't be read."""

from __future__ import annotations


class UnreadableError(Exception):
    """A part of a recording can't be read. `reason` names the text of the finding about it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
