"""The history of each error, and the page with what each release changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from errcat.resolved.generated_types import ResolvedCatalog
from errcat.targets.releases import SECTIONS, CatalogRelease, ReleaseChange, Releases

_FIRST = "first"
_NOT_A_WORD = re.compile(r"[^A-Za-z0-9]+")
_LABELS = {"breaking": "Breaking", "dangerous": "Dangerous"}
"""The labels of changes that clients must know about. Others have the name of their section."""
_NEW_ERROR = frozenset(["code-added", "code-published", "meaning-added"])


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a release did to an error."""

    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """A release that changed an error."""

    release: CatalogRelease
    anchor: str
    """The anchor of the release on the page with all changes."""
    events: tuple[Event, ...]


class History:
    """The releases of a catalog, by error."""

    def __init__(self, releases: Releases, resolved: ResolvedCatalog) -> None:
        self.releases = releases
        self.anchors = _anchors(releases)
        self._shared = _shared_codes(resolved)
        self._changes: list[dict[str, list[ReleaseChange]]] = []
        """The changes of each release by the code that the error had before."""
        self._old_codes: list[dict[str, str]] = []
        """The old code of each error that a release renamed, by its new code."""
        self._current: list[dict[str, str]] = []
        """For each release, the code that a renamed error has today, by the code before the release."""
        current: dict[str, str] = {}
        for release in releases:
            renamed = {change.renamed_to: change.code for change in release.changes if change.renamed_to is not None}
            current = {**current, **{old: current.get(new, new) for new, old in renamed.items()}}
            self._old_codes.append(renamed)
            self._current.append(current)
            by_code: dict[str, list[ReleaseChange]] = defaultdict(list)
            for change in release.changes:
                by_code[change.code].append(change)
            self._changes.append(by_code)

    def steps(self, code: str, name: str | None) -> list[Step]:
        """Return what the releases did to an error, the newest first."""
        return list(self._steps(code, name))

    def _steps(self, code: str, name: str | None) -> Iterator[Step]:
        for number, release in enumerate(self.releases):
            code = self._old_codes[number].get(code, code)
            changes = self._changes[number].get(code, [])
            if code in self._shared:
                changes = [change for change in changes if change.name == name]
            events = [Event(label_of(change), change.message) for change in changes]
            if any(
                code == first and (code not in self._shared or name == other) for first, other in release.codes or ()
            ):
                events.append(Event("Added", "the first release with this error"))
            if events:
                yield Step(release, self.anchors[number], tuple(events))

    def today(self, number: int, code: str) -> str:
        """Return the code that an error has today, by the code before a release."""
        return self._current[number].get(code, code)


def label_of(change: ReleaseChange) -> str:
    """Return what a reader needs to know of a change first."""
    if change.rule in _NEW_ERROR and change.level != "breaking":
        return "Added"
    return _LABELS.get(change.level, change.section)


def by_section(release: CatalogRelease) -> dict[str, list[ReleaseChange]]:
    """Return the changes of each section that has any."""
    sections: dict[str, list[ReleaseChange]] = {section: [] for section in SECTIONS}
    for change in release.changes:
        sections[change.section].append(change)
    return {section: changes for section, changes in sections.items() if changes}


def _anchors(releases: Releases) -> list[str]:
    """Return an anchor for each release: v1.2 is release-v1-2."""
    anchors: list[str] = []
    for release in releases:
        word = f"release-{_NOT_A_WORD.sub('-', release.name).strip('-').lower() or _FIRST}"
        number = 2
        anchor = word
        while anchor in anchors:
            anchor, number = f"{word}-{number}", number + 1
        anchors.append(anchor)
    return anchors


def _shared_codes(resolved: ResolvedCatalog) -> frozenset[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for error in resolved["errors"]:
        (shared if error["code"] in seen else seen).add(error["code"])
    return frozenset(shared)
