"""Where the cache is: in the user's cache folder, by the convention of the platform. Never inside the project."""

from __future__ import annotations

import os
import stat
import sys

from errcat.cache.facts import parents_of

FOLDER_VARIABLE = "ERRCAT_CACHE_DIR"
OFF_VARIABLE = "ERRCAT_NO_CACHE"
_NAME = "errcat"


def cache_folder() -> str | None:
    """Return the path of the cache, which may not exist. None if there is no place for it."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return os.path.abspath(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # the standard says to ignore a relative path
            base = os.path.expanduser("~/.cache")
    if not os.path.isabs(base):
        return None
    folder = os.path.join(base, _NAME)
    return None if _is_in_project(folder) else folder


def _is_in_project(folder: str) -> bool:
    """Whether a folder is below the folder of errcat.toml, or below that of the repository.

    A folder without either is no project: it may be the home of the user, or a scratch folder with a cache of its own.
    """
    here = os.path.realpath(os.getcwd())
    marks = ("errcat.toml", ".git")
    tops = (top for top in (here, *parents_of(here)) if any(os.path.exists(os.path.join(top, mark)) for mark in marks))
    project = next(tops, None)
    return project is not None and os.path.join(os.path.realpath(folder), "").startswith(os.path.join(project, ""))


def is_private(folder: str) -> bool:
    """Whether a folder exists, belongs to this user, and nobody else can write to it."""
    try:
        status = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and _is_mine(status)


def make_private(folder: str) -> bool:
    """Make the folder if it is missing, for this user alone. Return whether it can be used."""
    if not os.path.lexists(folder):
        existing = next((parent for parent in parents_of(folder) if os.path.exists(parent)), folder)
        if sys.platform != "win32" and os.stat(existing).st_uid != os.getuid() and FOLDER_VARIABLE not in os.environ:
            return False  # the home of another user: sudo, for example
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        os.mkdir(folder, 0o700)
    return is_private(folder)


def _is_mine(status: os.stat_result) -> bool:
    """Whether a folder belongs to this user alone. Windows says so elsewhere: there, %LOCALAPPDATA% is private."""
    return sys.platform == "win32" or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
