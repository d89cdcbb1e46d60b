"""What identifies a run: its arguments, its surroundings, and the version of errcat and of all that it imports."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256

from errcat import __version__

# What decides about the text of a report, other than the arguments.
_VARIABLES = (
    "CI_PROJECT_DIR", "COLUMNS", "FORCE_COLOR", "GITHUB_WORKSPACE", "HOME", "NO_COLOR", "SOURCE_DATE_EPOCH", "TERM",
    "USERPROFILE",
)  # fmt: skip
_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))
_INSTALLED = (".dist-info", ".egg-info")
_SOURCES = (".py", ".j2", ".json")


def key_of(arguments: Sequence[str]) -> str:
    """Return a hash that is the same only for runs that differ in nothing but the contents of files."""
    variables = [os.environ.get(name) for name in _VARIABLES]
    parts = [*arguments, os.getcwd(), variables, _terminal(), __version__, sys.version, sys.platform, _dependencies()]
    return sha256(repr([*parts, _sources()]).encode("utf-8", "surrogatepass")).hexdigest()


def _terminal() -> tuple[int, ...] | None:
    """The size of the terminal. None without one."""
    try:
        return tuple(os.get_terminal_size(sys.stdout.fileno())) if sys.stdout.isatty() else None
    except (AttributeError, OSError, ValueError):
        return None


def _dependencies() -> list[str]:
    """The installed packages with their versions: the names of the folders that describe them."""
    return sorted(name for folder in sys.path for name in _names(folder) if name.endswith(_INSTALLED))


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder or os.curdir) if os.path.isdir(folder or os.curdir) else []
    except OSError:
        return []


def _sources() -> str:
    """The hash of errcat itself: of the list of hashes that the installer has written, or of all source files."""
    parent = os.path.dirname(_PACKAGE)
    for name in _names(parent):
        if name.startswith("errcat-") and name.endswith(".dist-info"):
            record = os.path.join(parent, name, "RECORD")
            if os.path.isfile(record):
                with open(record, "rb") as file:
                    return sha256(file.read()).hexdigest()
    digest = sha256()
    for folder in (_PACKAGE, os.path.join(_CHECKOUT, "schema"), os.path.join(_CHECKOUT, "templates")):
        for path in _source_files(folder):
            with open(path, "rb") as file:
                digest.update(f"{path}\0".encode("utf-8", "surrogatepass") + sha256(file.read()).digest())
    return digest.hexdigest()


def _source_files(folder: str) -> Iterator[str]:
    if not os.path.isdir(folder):
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _source_files(entry.path)
        elif entry.name.endswith(_SOURCES):
            yield entry.path
