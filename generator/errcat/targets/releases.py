"""What each release of a catalog changed, as `errcat changelog --format json` writes it.

Nothing here knows Git: a build reads the changelog from a file, so that the same files lead to the same outputs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import Any

from errcat.text.days import is_day

LEVELS = ("breaking", "dangerous", "safe")
SECTIONS = ("Breaking", "Dangerous", "Deprecated", "Added", "Changed")
"""The sections of a release, in their order."""
_VERSION = 1
_FINGERPRINT = re.compile(r"[0-9a-f]{1,64}")


@dataclass(frozen=True, slots=True)
class ReleaseChange:
    """A change of a release."""

    rule: str
    level: str
    section: str
    code: str
    """The old code if it changes; empty if the change isn't about an error."""
    name: str
    renamed_to: str | None
    message: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class CatalogRelease:
    """A release of a catalog."""

    name: str
    day: str | None
    """None for what isn't released yet."""
    changes: tuple[ReleaseChange, ...]
    codes: tuple[tuple[str, str], ...] | None = None
    """The codes and names of a catalog that is new in this release; None if it isn't."""


Releases = Sequence[CatalogRelease]
"""The releases that changed a catalog, the newest first."""
NO_RELEASES: Releases = ()


class UnknownCatalogError(ValueError):
    """The changelog isn't about the catalog."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__()
        self.known = known


def releases_of(text: str, catalog: PurePath) -> Releases:
    """Return the releases of a catalog from the text of a changelog. A text of another kind raises ValueError."""
    data = json.loads(text)
    try:
        if data["version"] != _VERSION:
            raise ValueError(data["version"])
        path = _path_in(data["catalogs"], catalog)
        return tuple(_releases(data["releases"], path))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


def _path_in(catalogs: list[str], catalog: PurePath) -> str:
    """Return the path of the changelog that a file has. The changelog counts from the top of its repository."""
    parts = catalog.parts
    fitting = [path for path in catalogs if parts[-len(PurePosixPath(path).parts) :] == PurePosixPath(path).parts]
    if not fitting:
        raise UnknownCatalogError(catalogs)
    return max(fitting, key=len)


def _releases(releases: list[dict[str, Any]], path: str) -> Iterator[CatalogRelease]:
    for release in releases:
        for one in release["catalogs"]:
            if one["path"] != path:
                continue
            changes = tuple(_change(change) for change in one["changes"])
            codes = tuple((_text(code["code"]), _text(code["name"])) for code in one["codes"])
            day = release["day"]
            if day is not None and not is_day(day):
                raise ValueError(day)
            yield CatalogRelease(_text(release["name"]), day, changes, codes if one["is_new"] else None)


def _change(change: dict[str, Any]) -> ReleaseChange:
    if change["level"] not in LEVELS or change["section"] not in SECTIONS:
        raise ValueError(change["level"])
    if not _FINGERPRINT.fullmatch(change["fingerprint"]):
        raise ValueError(change["fingerprint"])
    renamed_to = change["renamed_to"]
    return ReleaseChange(
        _text(change["rule"]),
        change["level"],
        change["section"],
        _text(change["code"]),
        _text(change["name"]),
        None if renamed_to is None else _text(renamed_to),
        _text(change["message"]),
        change["fingerprint"],
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
