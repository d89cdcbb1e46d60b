"""Applies a plan, in the eight steps that the docstring of `writing` describes."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from errcat import plain_files
from errcat.artifact import Output
from errcat.errors import RunError
from errcat.text.paths import display_path
from errcat.writing import manifest, planning
from errcat.writing.lock import locked
from errcat.writing.manifest import Manifest
from errcat.writing.planning import EXTRA, FileChange, Plan, Scope

STAGED_SUFFIX = ".errcat-new"
"""The suffix of a new file until it moves into place."""
LOCK_TIMEOUT = 60.0
"""How many seconds a build waits for another build."""
_MAX_NAMED = 5
_EXPECTED_RMDIR_ERRORS = (errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY, errno.EACCES, errno.EPERM, errno.ENOTDIR)
"""The errors of a folder that stays, because something is left in it or errcat may not remove it."""
_CAN_CHMOD_HANDLES = os.chmod in os.supports_fd


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What a build did."""

    written: int
    unchanged: int
    removed: int
    edited_stale: tuple[Path, ...]
    """Stale files that someone edited, which stay."""


def write(
    state: Path, outputs: Sequence[Output], scope: Scope, *, force: bool = False, lock_timeout: float = LOCK_TIMEOUT
) -> WriteResult:
    """Write the outputs to disk."""
    state = state.resolve()
    _refuse(planning.plan(state, outputs, scope), force=force)  # before creating even a folder
    folder = state / manifest.FOLDER
    with _os_errors_as_run_errors(folder):
        _make_state_folder(folder)
        with locked(folder, lock_timeout):
            _remove_staged(state, outputs, force=force)
            plan = planning.plan(state, outputs, scope)
            _refuse(plan, force=force)
            if not plan.is_done:
                _apply(plan)
    return WriteResult(
        written=sum(change.kind != EXTRA for change in plan.changes),
        unchanged=len(plan.unchanged),
        removed=sum(change.kind == EXTRA for change in plan.changes),
        edited_stale=plan.edited_stale,
    )


def _apply(plan: Plan) -> None:
    new = [change for change in plan.changes if change.after is not None]
    stale = [change for change in plan.changes if change.after is None]
    if plan.changes:
        _save(plan.state, planning.dirty_manifest(plan))
    blocking = _blocking_files(stale, [change.path for change in new])
    _remove(blocking, plan)
    try:
        for change in new:
            _stage(change)
        _require_unchanged(new)
        for change in new:
            _put_in_place(change)
    except BaseException:
        for change in new:
            with suppress(OSError):
                staged_path(change.path).unlink(missing_ok=True)
        raise
    _remove([change for change in stale if change not in blocking], plan)
    _save(plan.state, plan.after)


def staged_path(path: Path) -> Path:
    """Return the path of a new file before it moves into place: in the same folder, so that a rename suffices."""
    name = f".{path.name}{STAGED_SUFFIX}"
    if len(os.fsencode(name)) > 255:  # the limit of file systems
        name = f".{manifest.hash_of(os.fsencode(path.name))}{STAGED_SUFFIX}"
    return path.with_name(name)


def _stage(change: FileChange) -> None:
    assert change.after is not None
    path = staged_path(change.path)
    with _os_errors_as_run_errors(change.path):
        change.path.parent.mkdir(parents=True, exist_ok=True)
        before = plain_files.status_of(change.path) if change.before is not None else None
        mode = before.st_mode & 0o777 if before is not None else 0o666
        # O_EXCL makes sure that errcat neither follows nor overwrites something that someone put there
        with plain_files.opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode) as file:
            try:
                with os.fdopen(file, "wb", closefd=False) as out:
                    out.write(change.after)
                if before is not None:
                    os.chmod(file if _CAN_CHMOD_HANDLES else path, mode)  # noqa: PTH101 — the mode of the file that it replaces
                os.fsync(file)
            except BaseException:
                with suppress(OSError):
                    path.unlink()
                raise


def _require_unchanged(changes: Sequence[FileChange]) -> None:
    """Refuse to replace a file that has changed since the plan compared it."""
    for change in changes:
        if planning.read_file(change.path) != change.before:
            raise RunError("changed-meanwhile", path=display_path(change.path))


def _put_in_place(change: FileChange) -> None:
    with _os_errors_as_run_errors(change.path):
        os.replace(staged_path(change.path), change.path)  # noqa: PTH105 — a single atomic call


def _remove(stale: Sequence[FileChange], plan: Plan) -> None:
    """Remove stale files and the folders that become empty, including folders of files that a killed build removed."""
    for change in stale:
        with _os_errors_as_run_errors(change.path):
            if planning.read_file(change.path) == change.before:  # unchanged since the plan compared it
                change.path.unlink(missing_ok=True)
    protected = {plan.state, Path.cwd(), Path.home()}
    for file in plan.stale if plan.before.is_dirty else [change.path for change in stale]:
        for folder in file.parents:
            if folder in protected or (folder / manifest.FOLDER).exists():
                break
            try:
                folder.rmdir()
            except FileNotFoundError:
                continue
            except OSError as error:
                if error.errno in _EXPECTED_RMDIR_ERRORS:
                    break
                raise _cannot_write(folder, error) from None


def _blocking_files(stale: Sequence[FileChange], new: Sequence[Path]) -> list[FileChange]:
    """Return the stale files where a new file needs a folder, and those in a folder where a new file goes."""
    new_paths = set(new)
    folders = {parent for path in new for parent in path.parents}
    return [change for change in stale if change.path in folders or not new_paths.isdisjoint(change.path.parents)]


def _remove_staged(state: Path, outputs: Sequence[Output], *, force: bool) -> None:
    """Remove what a killed build left next to its files. No other build leaves anything there."""
    manifest_before = manifest.read(state)
    paths = planning.file_paths(state, manifest_before.files) if manifest_before.is_dirty else []
    paths += [path for output in outputs for path in output.paths()]
    for path in dict.fromkeys(map(staged_path, paths)):
        status = plain_files.status_of(path)
        if status is None:
            continue
        if plain_files.why_not_plain(status) or stat.S_ISDIR(status.st_mode) or not (manifest_before.is_dirty or force):
            raise RunError("not-ours", help="staged", files=display_path(path))
        with suppress(OSError):
            path.unlink()
    _remove_state_file(staged_path(state / manifest.FOLDER / manifest.NAME))


def _remove_state_file(path: Path) -> None:
    """Remove a file of the state folder."""
    status = plain_files.status_of(path)
    if status is None:
        return
    reason = plain_files.why_not_plain(status)
    if reason:
        raise plain_files.not_plain_error(path, reason)
    with suppress(OSError):
        path.unlink()


def _make_state_folder(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not plain_files.require_folder(folder):
        folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if plain_files.status_of(ignore) is None:
        with suppress(FileExistsError), plain_files.opened(ignore, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as file:
            os.write(file, b"*\n")  # so that nobody commits the folder by mistake


def _save(state: Path, new_manifest: Manifest) -> None:
    path = state / manifest.FOLDER / manifest.NAME
    old = planning.read_file(path)
    change = FileChange("", path, old, new_manifest.text().encode("utf-8"))
    _stage(change)
    _put_in_place(change)


def _refuse(plan: Plan, *, force: bool) -> None:
    """Stop if a file in the way is foreign or edited."""
    if force or not (plan.foreign or plan.edited):
        return
    files = plan.foreign or plan.edited
    named = [display_path(path) for path in files[:_MAX_NAMED]]
    more = f" and {len(files) - _MAX_NAMED} more" if len(files) > _MAX_NAMED else ""
    raise RunError("not-ours", help="" if plan.foreign else "edited", files=", ".join(named) + more)


@contextmanager
def _os_errors_as_run_errors(path: Path) -> Iterator[None]:
    """Turn an OSError into a run error about this path."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(path, error) from None


def _cannot_write(path: Path, error: OSError) -> RunError:
    return RunError("cannot-write", path=display_path(path), reason=error.strerror or str(error))
