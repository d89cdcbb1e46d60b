"""Several errors can have the same code: which of them a pasted response is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from errcat import envelope
from errcat.commands.code_lookup import CodeMatch
from errcat.commands.pasted_response import PastedResponse
from errcat.model.catalog import ErrorEntry
from errcat.text import placeholders
from errcat.text.addresses import page_address
from errcat.text.http_statuses import REASON_PHRASES

_STATUS_LINE = re.compile(r"\bHTTP/[0-9.]+ ([0-9]{3})\b")
_STATUS_KEYS = frozenset(["status", "status_code", "statuscode", "http_status", "code"])


@dataclass(frozen=True)
class _Evidence:
    """The facts in a response other than the code."""

    pasted: PastedResponse

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The strings in the bodies and headers."""
        return tuple(dict.fromkeys(found.value for found in self.pasted.values() if isinstance(found.value, str)))

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(
            step
            for body in self.pasted.bodies
            for path, _value in envelope.leaf_values(body)
            for step in path
            if isinstance(step, str)
        )

    @cached_property
    def statuses(self) -> frozenset[int]:
        return statuses_in(self.pasted)


def best_matches(matches: Sequence[CodeMatch], pasted: PastedResponse) -> list[CodeMatch]:
    """Return the errors that fit the rest of a response best. If it distinguishes them, that is a single error."""
    if len(matches) < 2:
        return list(matches)
    evidence = _Evidence(pasted)
    scores = [_score(match, evidence) for match in matches]
    best = max(scores)
    return [match for match, score in zip(matches, scores, strict=True) if score == best]


def _score(match: CodeMatch, evidence: _Evidence) -> tuple[int, ...]:
    """Return how well a response fits an error: its page and title, its message, its status, its details."""
    error = match.entry
    if not isinstance(error, ErrorEntry):
        return (0,) * 6
    base = match.catalog.api.docs_url if match.catalog.api else None
    has_page = bool(base and page_address(base, error.name) in evidence.texts)
    title = envelope.response_title(error, match.catalog)
    has_title = title in evidence.texts and title not in REASON_PHRASES.values()
    literal = max((_literal_match(template, evidence) for template in _templates(error)), default=-1)
    has_status = bool(error.status and not evidence.statuses.isdisjoint(error.status))
    contradicts = bool(error.status and evidence.statuses) and not has_status
    likely = 3 if literal >= 0 and not contradicts else 2 if literal > 0 else 1 if has_status else 0
    return has_page, has_title, likely, literal, has_status, _matching_details(error, evidence)


def _templates(error: ErrorEntry) -> list[str]:
    return [text for text in (error.message, *(message.message for message in error.messages)) if text is not None]


def _literal_match(template: str, evidence: _Evidence) -> int:
    """Return how many characters of a message, without its values, are in a response; -1 if it has another message."""
    length = max((placeholders.literal_length(template, text) for text in evidence.texts), default=-1)
    if length >= 0:
        return length
    length = placeholders.literal_length(template, evidence.pasted.rest, inside=True)
    return length if length > 0 else -1


def _matching_details(error: ErrorEntry, evidence: _Evidence) -> int:
    """Return how many keys of the details a response has, minus the required keys that it lacks."""
    schema = error.details or {}
    properties, required = schema.get("properties"), schema.get("required")
    names = {*error.params, *(properties if isinstance(properties, dict) else ())}
    missing = set(required if isinstance(required, list) else ()) - evidence.keys
    return len(names & evidence.keys) - len(missing)


def statuses_in(pasted: PastedResponse) -> frozenset[int]:
    """Return the HTTP statuses of a response, from its status line and its bodies."""
    candidates = [str(found.value) for found in pasted.values() if found.key.lower() in _STATUS_KEYS]
    candidates += _STATUS_LINE.findall(pasted.rest)
    return frozenset(int(candidate) for candidate in candidates if re.fullmatch(r"[0-9]{3}", candidate))
