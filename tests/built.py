"""What several tests build: every catalog of the repository, the odd ones among them, through one target or another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from errcat.reading import load
from errcat.resolved import Resolved, resolve
from errcat.targets import TARGETS

ROOT = Path(__file__).resolve().parent.parent
OWN = sorted((ROOT / "catalog").glob("*.yaml"))
ODD = sorted((ROOT / "tests" / "odd").glob("*.yaml"))
WHOLE = ROOT / "tests" / "golden" / "catalog.yaml"
EVERY = [*OWN, *ODD, WHOLE]


def word_of(file: Path) -> str:
    """A catalog's name, as a module may have it."""
    return file.stem.replace("-", "_")


@cache
def resolved_of(file: Path) -> Resolved:
    return resolve(load(str(file)).catalog, file.name)


def text_of(target: str, file: Path, name: str = "", **settings: str | int | bool) -> str:
    """The one file that a target makes of a catalog."""
    (artifact,) = files_of(target, file, name or TARGETS[target].example, **settings).values()
    return artifact


def files_of(target: str, file: Path, name: str, **settings: str | int | bool) -> dict[str, str]:
    """All files that a target makes of a catalog, by their paths."""
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    artifacts = TARGETS[target].render(resolved_of(file), TARGETS[target].values(given), name)
    return {artifact.path: artifact.text for artifact in artifacts}
