"""errcat.lock.json in commands: what `errcat build` writes, and what `errcat diff` compares with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from errcat.artifact import Artifact, Output
from errcat.contract import LOCK_FILE, LockedCatalog, contract_of, lock_text, locked_catalogs
from errcat.errors import RunError
from errcat.model.check_result import CheckResult
from errcat.settings import Settings
from errcat.text.paths import relative_path
from errcat.text.suggestions import listed

_TARGET = "lock"
"""The name of the lock in the manifest of a build, where outputs have the id of their target."""


EXPLANATIONS = frozenset(
    ["guide-changed", "section-added", "extension-changed", "translation-added", "translation-changed",
     "translation-removed"]
)  # fmt: skip
"""The rules about what a lock doesn't have: texts that explain errors to people."""


def is_lock(path: str) -> bool:
    """Whether a path is a lock: its name says so."""
    return Path(path).name == LOCK_FILE


def lock_path(settings: Settings) -> Path | None:
    """Return the path of the lock; None if errcat.toml doesn't ask for it."""
    return settings.root / LOCK_FILE if settings.lock else None


def lock_output(path: Path, checked: Mapping[str, CheckResult]) -> Output:
    """Return the lock of some catalogs as an output of a build."""
    contracts = {
        name_in_lock(catalog, path): contract_of([document.data for document in result.documents])
        for catalog, result in checked.items()
    }
    return Output("", _TARGET, path, (Artifact("", lock_text(contracts)),))


def name_in_lock(catalog: str, lock: Path) -> str:
    """Return the name of a catalog in a lock: its path from the folder of the lock."""
    place = Path(catalog).resolve()
    return relative_path(place, lock.resolve().parent) or place.name


def read_lock(name: str, data: bytes) -> list[LockedCatalog]:
    """Return the catalogs of a lock."""
    try:
        return locked_catalogs(data.decode("utf-8"))
    except ValueError:  # also for what isn't JSON or UTF-8
        raise RunError("invalid-lock", path=name) from None


def locked_catalog(name: str, data: bytes, catalog: str) -> LockedCatalog:
    """Return the catalog of a lock by its path; if the lock has only one catalog, that one."""
    catalogs = read_lock(name, data)
    matching = [locked for locked in catalogs if locked.name == catalog] or (catalogs if len(catalogs) == 1 else [])
    if not matching:
        raise RunError("not-in-lock", path=catalog, lock=name, known=listed(locked.name for locked in catalogs))
    return matching[0]
