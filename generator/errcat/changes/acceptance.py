"""Changes that a project accepts although they break clients: each with a reason, and maybe until a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from errcat.changes.change import Change
from errcat.changes.rules import ALWAYS_BREAKING
from errcat.findings.finding import Range
from errcat.findings.value_paths import path_text

_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A change that errcat.toml accepts."""

    fingerprint: str
    reason: str
    expires: date | None = None
    """The last day on which the acceptance counts."""
    at: Range | None = None
    """The place of the fingerprint in errcat.toml."""

    def is_expired(self, today: date) -> bool:
        return self.expires is not None and self.expires < today


def fingerprint(change: Change) -> str:
    """Return a hash of the rule, the code, the field and the values, which depends on no line and no wording."""
    from hashlib import sha256  # noqa: PLC0415 — slow to load, and reports for people don't need it

    values = json.dumps([change.old, change.new], sort_keys=True, default=str)
    identity = (change.rule, change.code, change.name, path_text(change.field), values)
    return sha256("\0".join(identity).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def with_acceptances(changes: Iterable[Change], acceptances: Sequence[Acceptance], today: date) -> list[Change]:
    """Give each accepted change the reason why it is accepted. A change that always breaks can't be accepted."""
    reasons = {
        acceptance.fingerprint: acceptance.reason for acceptance in acceptances if not acceptance.is_expired(today)
    }
    if not reasons:
        return list(changes)
    return [
        replace(change, accepted=reasons.get(fingerprint(change), "")) if change.rule not in ALWAYS_BREAKING else change
        for change in changes
    ]


def unused(acceptances: Iterable[Acceptance], changes: Iterable[Change]) -> list[Acceptance]:
    """Return the acceptances of which the change no longer exists."""
    found = {fingerprint(change) for change in changes if change.rule not in ALWAYS_BREAKING}
    return [acceptance for acceptance in acceptances if acceptance.fingerprint not in found]
