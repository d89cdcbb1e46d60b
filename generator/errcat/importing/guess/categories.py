"""What an error's own words advise: whether to try again, or to ask a person."""

from __future__ import annotations

import re

_RETRY = re.compile(
    r"\b(?:try (?:again|later|it again)|retry(?:ing)? (?:the|your|after|later|with|once|this|it)"
    r"|wait (?:a|and|for|before|until|then)|retry[- ]after|back ?off|slow down|temporarily unavailable)\b",
    re.IGNORECASE,
)
_ESCALATE = re.compile(
    r"\b(?:contact (?:us|support|your|our|the|sales|customer)|reach out to|upgrade your|top up|add funds"
    r"|ask (?:your|an?) admin\w*)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:do not|don't|never|should not|shouldn't|no|not) (?:retry|try again|reconnect)\b", re.IGNORECASE
)


_RETRYABLE = frozenset((408, 409, 420, 423, 425, 429))
"""Statuses below 500 after which the same request can succeed later."""
_SERVER_ERROR = 500


def category_of(text: str, statuses: object) -> str:
    """Return retry or escalate if the text clearly advises one of them; otherwise an empty text."""
    numbers = statuses if isinstance(statuses, list) else [statuses]
    may_retry = all(
        not isinstance(status, int) or status >= _SERVER_ERROR or status in _RETRYABLE for status in numbers
    )
    retry = may_retry and _RETRY.search(text) is not None and _NEVER.search(text) is None
    escalate = _ESCALATE.search(text) is not None
    if retry != escalate:
        return "retry" if retry else "escalate"
    return ""
