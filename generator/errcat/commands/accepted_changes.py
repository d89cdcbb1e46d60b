"""`errcat diff --accept`: changes that a project accepts, and the findings about those that it accepted earlier."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from errcat import checking
from errcat.changes import ALWAYS_BREAKING, Change, ChangeLevel, Comparison, fingerprint, unused
from errcat.commands.project import expired_acceptances
from errcat.errors import RunError
from errcat.findings.finding import Finding, Problem
from errcat.settings import Settings
from errcat.text.paths import display_path
from errcat.writing.replace_file import replace as replace_file

_MIN_PREFIX = 6
"""The shortest start of a fingerprint that selects a change."""


def acceptance_findings(
    settings: Settings, comparisons: Sequence[Comparison], *, is_whole: bool, today: date
) -> tuple[Finding, ...]:
    """Return a finding for each acceptance that has expired, or of which the change no longer exists.

    `is_whole`: the comparisons are of all catalogs, so that a change that isn't there doesn't exist.
    """
    if settings.document is None or not settings.accepted:
        return ()
    problems = expired_acceptances(settings)
    if is_whole:
        changes = [change for comparison in comparisons for change in comparison.changes]
        gone = unused((accepted for accepted in settings.accepted if not accepted.is_expired(today)), changes)
        problems += [Problem("unused-acceptance", accepted.at, {}) for accepted in gone if accepted.at is not None]
    return checking.findings_of(problems, (settings.document,), settings.rules)


def chosen_changes(comparisons: Sequence[Comparison], lowest: ChangeLevel, only: Sequence[str]) -> list[Change]:
    """Return the changes to accept: from a level on, or those that the user names."""
    changes = [change for comparison in comparisons for change in comparison.changes if not change.accepted]
    for text in only:
        if not any(_is_meant(change, text) for change in changes):
            raise RunError("no-such-change", text=text)
    chosen = {
        fingerprint(change): change
        for change in changes
        if (any(_is_meant(change, text) for text in only) if only else change.level >= lowest)
    }
    always = next((change for change in chosen.values() if change.rule in ALWAYS_BREAKING), None)
    if always:
        raise RunError("unacceptable-change", code=always.code, rule=always.rule)
    return list(chosen.values())


def _is_meant(change: Change, text: str) -> bool:
    is_start = len(text) >= _MIN_PREFIX and fingerprint(change).startswith(text)
    return is_start or text in (change.code, change.name, change.rule)


def one_line(text: str) -> str:
    """Return a text of the command line as a line that a file can have."""
    return " ".join(text.encode("utf-8", "replace").decode().split())


def accept(settings: Settings, changes: Sequence[Change], reason: str, expires: date | None) -> None:
    """Add changes to the accepted changes of errcat.toml. The text that is there stays as it is."""
    if settings.file is None:
        raise RunError("no-settings-to-accept-in")
    name = display_path(settings.file)
    before = Path(settings.file).read_bytes()
    newline = "\r\n" if b"\r\n" in before else "\n"
    lines = [line for change in changes for line in ("", *_table(change, reason, expires))]
    text = before.decode("utf-8").rstrip("\r\n \t")
    added = newline.join(lines if text else lines[1:])
    after = f"{text}{newline if text else ''}{added}{newline}"
    _require_same_settings(before.decode("utf-8-sig"), after.removeprefix("\ufeff"), len(changes), name)
    replace_file(name, before, after.encode("utf-8"))


def _table(change: Change, reason: str, expires: date | None) -> Iterator[str]:
    yield "[[changes.accepted]]"
    yield f'fingerprint = "{fingerprint(change)}"'
    yield f'rule = "{change.rule}"'
    if change.code:
        yield f"code = {_toml_text(change.code)}"
    yield f"reason = {_toml_text(reason)}"
    if expires is not None:
        yield f'expires = "{expires.isoformat()}"'


def _toml_text(text: str) -> str:
    # JSON escapes are TOML escapes, apart from surrogate pairs and DEL, which JSON leaves as it is
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _require_same_settings(before: str, after: str, count: int, name: str) -> None:
    """Refuse a text that doesn't mean the old settings plus the new acceptances."""
    try:
        old, new = tomllib.loads(before), tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        raise RunError("cannot-accept", path=name) from None
    accepted = new["changes"].pop("accepted")
    earlier = old.setdefault("changes", {}).pop("accepted", [])
    if new != old or accepted[:-count] != earlier:
        raise RunError("cannot-accept", path=name)


def with_reason(comparisons: Sequence[Comparison], changes: Sequence[Change], reason: str) -> list[Comparison]:
    """Return the comparisons with some of their changes accepted."""
    accepted = {fingerprint(change) for change in changes}
    return [
        replace(
            comparison,
            changes=tuple(
                replace(change, accepted=reason) if fingerprint(change) in accepted else change
                for change in comparison.changes
            ),
        )
        for comparison in comparisons
    ]
