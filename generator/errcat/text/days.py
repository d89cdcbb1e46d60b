"""Days that a catalog names. `since` can be a version or a day."""

from __future__ import annotations

from datetime import date

from errcat.text.lazy_pattern import lazy_pattern

_DAY = lazy_pattern(r"\d{4}-\d{2}-\d{2}")


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, such as 2027-01-31."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def latest_day(*texts: str | None) -> str | None:
    """Return the latest of some texts that are days. None if there is none."""
    return max((text for text in texts if text is not None and is_day(text)), default=None)
