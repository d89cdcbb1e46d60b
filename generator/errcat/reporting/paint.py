"""The terminal colours of each part of a report."""

from __future__ import annotations

from typing import NamedTuple

from errcat.findings.finding import Level

_RESET = "\x1b[0m"

# Each part of a report with its terminal codes.
_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "message": "1",
    "gutter": "1;34",
    "second": "1;34",
    "help": "1;32",
    "removed": "31",
    "added": "32",
    "place": "1;36",
    "quiet": "2",
    "good": "1;32",
}


class Paint(NamedTuple):
    """Puts a part of a report into its colour, or leaves it as it is."""

    is_enabled: bool = False

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}{_RESET}" if self.is_enabled and text else text

    def diff_line(self, line: str) -> str:
        """A line of a unified diff, in the color of its sign."""
        look = {"+": "added", "-": "removed", "@": "place"}.get(line[:1])
        return self(look, line) if look else line

    def level(self, level: Level, text: str) -> str:
        return self(level.word, text)
