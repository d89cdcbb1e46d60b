"""Which of several errors with one code a pasted response is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from errcat.commands.known_codes import FoundCode
from errcat.commands.pasted import Pasted, walk
from errcat.model.catalog import ErrorEntry
from errcat.text import placeholders
from errcat.text.addresses import page_address
from errcat.text.code_names import humanised

_STATUS_LINE = re.compile(r"\bHTTP/[0-9.]+ ([0-9]{3})\b")
_STATUS_KEYS = frozenset(["status", "status_code", "statuscode", "http_status", "code"])


@dataclass(frozen=True)
class _Evidence:
    """What a pasted text says, apart from the code."""

    pasted: Pasted

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of the bodies and headers, each of them whole."""
        return tuple(dict.fromkeys(leaf.value for leaf in self.pasted.leaves() if isinstance(leaf.value, str)))

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(
            step for body in self.pasted.bodies for path, _value in walk(body) for step in path if isinstance(step, str)
        )

    @cached_property
    def statuses(self) -> frozenset[int]:
        found = [leaf.value for leaf in self.pasted.leaves() if leaf.key.lower() in _STATUS_KEYS]
        found += _STATUS_LINE.findall(self.pasted.rest)
        return frozenset(int(one) for one in map(str, found) if re.fullmatch(r"[0-9]{3}", one))


def likeliest(answers: Sequence[FoundCode], pasted: Pasted) -> list[FoundCode]:
    """Of errors that have one code, those that the rest of a response suits best: one, where it tells them apart."""
    if len(answers) < 2:
        return list(answers)
    evidence = _Evidence(pasted)
    scores = [_score(answer, evidence) for answer in answers]
    best = max(scores)
    return [answer for answer, score in zip(answers, scores, strict=True) if score == best]


def _score(answer: FoundCode, evidence: _Evidence) -> tuple[int, ...]:
    """How well a response suits an error: its page and title, its message, its status, its details."""
    error = answer.entry
    if not isinstance(error, ErrorEntry):
        return (0,) * 6
    base = answer.catalog.api.docs_url if answer.catalog.api else None
    is_page = bool(base and page_address(base, error.name) in evidence.texts)
    is_titled = (error.title or humanised(error.name)) in evidence.texts
    literal = max((_said(template, evidence) for template in _templates(error)), default=-1)
    is_status = bool(error.status and not evidence.statuses.isdisjoint(error.status))
    contradicts = bool(error.status and evidence.statuses) and not is_status
    likely = 3 if literal >= 0 and not contradicts else 2 if literal > 0 else 1 if is_status else 0
    return is_page, is_titled, likely, literal, is_status, _suits(error, evidence)


def _templates(error: ErrorEntry) -> list[str]:
    return [text for text in (error.message, *(message.message for message in error.messages)) if text is not None]


def _said(template: str, evidence: _Evidence) -> int:
    """How much of a message a response says: its characters without its values; -1 where it says another."""
    whole = max((placeholders.literal_length(template, text) for text in evidence.texts), default=-1)
    if whole >= 0:
        return whole
    part = placeholders.literal_length(template, evidence.pasted.rest, inside=True)
    return part if part > 0 else -1


def _suits(error: ErrorEntry, evidence: _Evidence) -> int:
    """How many keys of the details a response has, without those that it should have."""
    schema = error.details or {}
    properties, required = schema.get("properties"), schema.get("required")
    names = {*error.params, *(properties if isinstance(properties, dict) else ())}
    missing = set(required if isinstance(required, list) else ()) - evidence.keys
    return len(names & evidence.keys) - len(missing)
