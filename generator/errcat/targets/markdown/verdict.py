"""The verdict on an error: whose turn it is, and whether to send the request again.

It says only what the catalog says: the category, the retry advice, and the class of the status. If they don't say whose
turn it is, or whether to send the request again, neither does the verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from errcat.resolved.acting import Acts
from errcat.resolved.generated_types import ResolvedCategory, ResolvedError, ResolvedRetry
from errcat.targets.literals import Verbatim, md_code
from errcat.text.counts import plural

_CLIENT, _SERVER = range(400, 500), range(500, 600)
"""The classes of statuses that say whose side an error is on."""


class Verdict(NamedTuple):
    """Two short sentences without full stops; each is None if the catalog doesn't say it."""

    acts: Acts | None
    who: Verbatim | None
    again: Verbatim | None

    def __str__(self) -> str:
        return " ".join(f"{part}." for part in (self.who, self.again) if part)


class _Words(NamedTuple):
    """How to say it."""

    who: Mapping[Acts, Verbatim]
    never: Mapping[Acts | None, Verbatim | None]
    """What to say after `who` if the same request never succeeds."""
    again: str


_REQUEST = _Words(
    who={
        "caller": Verbatim("Your request"),
        "service": Verbatim("Our side"),
        "person": Verbatim("A person must act"),
        "nobody": Verbatim("Nobody: already done"),
    },
    never={
        "caller": Verbatim("Do not send it again unchanged"),
        "service": Verbatim("Sending it again does not help"),
        "person": Verbatim("Send it again only after that"),
        "nobody": Verbatim("There is no need to send it again"),
        None: Verbatim("Do not send the request again unchanged"),
    },
    again="Send it again",
)
_NO_REQUEST = _Words(
    who={**_REQUEST.who, "caller": Verbatim("Your turn")},
    never={**dict.fromkeys(_REQUEST.never), "person": Verbatim("Try again only after that")},
    again="Try again",
)
"""For what is no answer to a request, such as a message of a program."""


def verdict_on(error: ResolvedError, category: ResolvedCategory | None, *, has_responses: bool) -> Verdict:
    """Return the verdict on an error. `has_responses`: whether the errors of the catalog come as responses."""
    is_request = has_responses and not (error["status"] is None and "exit" in error["transports"])
    acts = _acts_on(error, category)
    return _verdict(acts, error["retry"], _REQUEST if is_request else _NO_REQUEST)


def verdict_of_category(category: ResolvedCategory, *, has_responses: bool) -> Verdict:
    """Return what the verdicts on all errors of a category have in common."""
    retry = category["retry"] if category["retry_declared"] else None
    return _verdict(category["acts"], retry, _REQUEST if has_responses else _NO_REQUEST)


def _verdict(acts: Acts | None, retry: ResolvedRetry | None, words: _Words) -> Verdict:
    return Verdict(acts, words.who[acts] if acts else None, None if retry is None else _again(acts, retry, words))


def _acts_on(error: ResolvedError, category: ResolvedCategory | None) -> Acts | None:
    """Return who must act on an error: its category says so, or its severity, or else the class of its statuses."""
    if category is not None and category["acts"] is not None:
        return category["acts"]
    if error["severity"] == "success":
        return "nobody"
    return _side_of(error["status"] or ())


def _side_of(statuses: Sequence[int]) -> Acts | None:
    """Return whose side statuses are on; None if they are of several classes, or of another class."""
    if statuses and all(status in _CLIENT for status in statuses):
        return "caller"
    return "service" if statuses and all(status in _SERVER for status in statuses) else None


def _again(acts: Acts | None, retry: ResolvedRetry, words: _Words) -> Verbatim | None:
    """Return whether and when to send the same request again."""
    strategy = retry["strategy"]
    if strategy == "never":
        return words.never[acts]
    wait = None if retry["after"] is None else _counted(retry["after"], "second")
    header = f"after the time in the header {md_code(retry['header'])}" if retry["header"] else None
    times = {
        "same": header or (f"after {wait}" if wait else "after that" if acts == "person" else "at once"),
        "after": header or (f"after {wait}" if wait else "after a wait"),
        "backoff": ", or ".join(part for part in (header, "with growing waits") if part),
    }
    parts = [f"{words.again} {times[strategy]}"]
    if wait and strategy == "backoff":
        parts.append(f"starting with {wait}")
    elif wait and header:
        parts.append(f"or else after {wait}")
    if retry["max_attempts"]:
        attempts = retry["max_attempts"]
        parts.append("at most once" if attempts == 1 else f"at most {attempts} times")
    return Verbatim(", ".join(parts))


def plain_number(value: float) -> str:
    """Return a number as people write it: 2, 0.5, 1000000."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _counted(value: float, noun: str) -> str:
    return f"{plain_number(value)} {plural(value, noun)}"
