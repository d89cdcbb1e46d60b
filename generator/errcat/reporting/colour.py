"""Colours of a terminal: what each part of a report looks like."""

from __future__ import annotations

from dataclasses import dataclass

from errcat.findings.finding import Level

_RESET = "\x1b[0m"

# One table: a part of a report, and the terminal's codes for it.
_LOOKS = {
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


@dataclass(frozen=True, slots=True)
class Paint:
    """Puts a part of a report into its colour, or leaves it as it is."""

    on: bool = False

    def __call__(self, look: str, text: str) -> str:
        return f"\x1b[{_LOOKS[look]}m{text}{_RESET}" if self.on and text else text

    def level(self, level: Level, text: str) -> str:
        return self(level.word, text)
