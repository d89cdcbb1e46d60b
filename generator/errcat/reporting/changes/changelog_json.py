"""A changelog for programs and for websites. schema/changelog.v1.schema.json defines each key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from errcat import __version__
from errcat.changes import Comparison, required_release
from errcat.reporting.changes.items import ChangeItem
from errcat.reporting.changes.markdown import section_of
from errcat.reporting.changes.releases import Release, new_codes, news
from errcat.reporting.json_text import json_text

VERSION = 1
_RENAMED = "code-renamed"


def changelog_json(releases: Sequence[Release], catalogs: Sequence[str], since: str | None) -> str:
    """Return the releases that changed something. `since` is the release that they start after; None for all."""
    return json_text(
        {
            "version": VERSION,
            "tool": {"name": "errcat", "version": __version__},
            "since": since,
            "catalogs": list(catalogs),
            "releases": [_release(release) for release in releases if release.has_news],
        }
    )


def _release(release: Release) -> dict[str, Any]:
    changed = {path: one for path, one in release.comparisons.items() if one.is_first or news([one])}
    items = news(list(changed.values()))
    return {
        "name": release.name,
        "day": release.day or None,
        "requires": required_release(item.change for item in items),
        "catalogs": [{"path": path, **_comparison(comparison)} for path, comparison in changed.items()],
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    codes = new_codes(comparison) if comparison.is_first else []
    return {
        "is_new": comparison.is_first,
        "codes": [{"code": error.code, "name": error.name} for error in codes],
        "changes": [_change(item) for item in news([comparison])],
    }


def _change(item: ChangeItem) -> dict[str, Any]:
    change = item.change
    return {
        "rule": change.rule,
        "level": change.level.word,
        "section": section_of(item),
        "code": change.code,
        "name": change.name,
        "renamed_to": change.new if change.rule == _RENAMED else None,
        "field": item.field,
        "message": item.message,
        "fingerprint": item.fingerprint,
    }
