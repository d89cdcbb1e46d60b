"""A plan carried out. The protocol is in the docstring of `writing`; this module is its eight steps."""

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
from errcat.writing import manifest, planning
from errcat.writing.lock import locked
from errcat.writing.manifest import Manifest
from errcat.writing.planning import EXTRA, FileChange, Plan, Scope

STAGED = ".errcat-new"
"""What stands behind the name of a new file, until it takes its place."""
PATIENCE = 60.0
"""Seconds that a build waits for another one."""
_MOST_NAMED = 5
_STAYS = (errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY, errno.EACCES, errno.EPERM, errno.ENOTDIR)
"""Why a folder stays: something is left in it, or it is not ours to remove."""
_CHMOD_TAKES_FILES = os.chmod in os.supports_fd


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What a build did."""

    written: int
    unchanged: int
    removed: int
    kept: tuple[Path, ...]
    """Stale files that somebody edited: they stay."""


def write(
    state: Path, outputs: Sequence[Output], scope: Scope, *, force: bool = False, patience: float = PATIENCE
) -> WriteResult:
    """Make the disk as the outputs are."""
    state = state.resolve()
    _refuse(planning.plan(state, outputs, scope), force=force)  # before so much as a folder is made
    folder = state / manifest.FOLDER
    with _reported(folder):
        _make_state_folder(folder)
        with locked(folder, patience):
            _remove_staged(state, outputs, force=force)
            plan = planning.plan(state, outputs, scope)
            _refuse(plan, force=force)
            if not plan.is_done:
                _apply(plan)
    return WriteResult(
        written=sum(change.kind != EXTRA for change in plan.changes),
        unchanged=len(plan.unchanged),
        removed=sum(change.kind == EXTRA for change in plan.changes),
        kept=plan.kept,
    )


def _apply(plan: Plan) -> None:
    new = [change for change in plan.changes if change.after is not None]
    stale = [change for change in plan.changes if change.after is None]
    if plan.changes:
        _save(plan.state, planning.dirty(plan))
    in_the_way = _in_the_way(stale, [change.path for change in new])
    _remove(in_the_way, plan)
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
    _remove([change for change in stale if change not in in_the_way], plan)
    _save(plan.state, plan.after)


def staged_path(path: Path) -> Path:
    """Where a new file is written first: beside its place, so that it can take that in one step."""
    name = f".{path.name}{STAGED}"
    if len(os.fsencode(name)) > 255:  # what file systems take
        name = f".{manifest.hash_of(os.fsencode(path.name))}{STAGED}"
    return path.with_name(name)


def _stage(change: FileChange) -> None:
    assert change.after is not None
    path = staged_path(change.path)
    with _reported(change.path):
        change.path.parent.mkdir(parents=True, exist_ok=True)
        before = plain_files.look(change.path) if change.before is not None else None
        mode = before.st_mode & 0o777 if before is not None else 0o666
        # a new file, always: whatever somebody put at its place is neither followed nor written over
        with plain_files.opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode) as file:
            try:
                with os.fdopen(file, "wb", closefd=False) as out:
                    out.write(change.after)
                if before is not None:
                    os.chmod(file if _CHMOD_TAKES_FILES else path, mode)  # noqa: PTH101 — what the file before it has
                os.fsync(file)
            except BaseException:
                with suppress(OSError):
                    path.unlink()
                raise


def _require_unchanged(changes: Sequence[FileChange]) -> None:
    """Refuse to replace a file that somebody changed since it was compared."""
    for change in changes:
        if planning.read_file(change.path) != change.before:
            raise RunError("changed-meanwhile", path=_shown(change.path))


def _put_in_place(change: FileChange) -> None:
    with _reported(change.path):
        os.replace(staged_path(change.path), change.path)  # noqa: PTH105 — one call, one step


def _remove(stale: Sequence[FileChange], plan: Plan) -> None:
    """Remove stale files, and the folders that nothing is left in: also those of files that a killed build removed."""
    for change in stale:
        with _reported(change.path):
            if planning.read_file(change.path) == change.before:  # nobody changed it since it was compared
                change.path.unlink(missing_ok=True)
    kept = {plan.state, Path.cwd(), Path.home()}
    for file in plan.stale if plan.before.is_dirty else [change.path for change in stale]:
        for folder in file.parents:
            if folder in kept or (folder / manifest.FOLDER).exists():
                break
            try:
                folder.rmdir()
            except FileNotFoundError:
                continue
            except OSError as error:
                if error.errno in _STAYS:
                    break
                raise _cannot_write(folder, error) from None


def _in_the_way(stale: Sequence[FileChange], new: Sequence[Path]) -> list[FileChange]:
    """Stale files that stand where a new one needs a folder, or in a folder where a new one needs its place."""
    places = set(new)
    folders = {parent for path in new for parent in path.parents}
    return [one for one in stale if one.path in folders or not places.isdisjoint(one.path.parents)]


def _remove_staged(state: Path, outputs: Sequence[Output], *, force: bool) -> None:
    """Remove what a killed build left next to its files. No other build leaves anything there."""
    known = manifest.read(state)
    paths = planning.paths_of(state, known.files) if known.is_dirty else []
    paths += [path for output in outputs for path in output.files()]
    for path in dict.fromkeys(map(staged_path, paths)):
        status = plain_files.look(path)
        if status is None:
            continue
        if plain_files.why_not_plain(status) or stat.S_ISDIR(status.st_mode) or not (known.is_dirty or force):
            raise RunError("not-ours", help="staged", files=_shown(path))
        with suppress(OSError):
            path.unlink()
    _remove_own(staged_path(state / manifest.FOLDER / manifest.NAME))


def _remove_own(path: Path) -> None:
    """Remove a file of the state folder."""
    status = plain_files.look(path)
    if status is None:
        return
    why = plain_files.why_not_plain(status)
    if why:
        raise plain_files.refused(path, why)
    with suppress(OSError):
        path.unlink()


def _make_state_folder(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not plain_files.require_folder(folder):
        folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if plain_files.look(ignore) is None:
        with suppress(FileExistsError), plain_files.opened(ignore, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as file:
            os.write(file, b"*\n")  # so that nobody commits the folder by mistake


def _save(state: Path, what: Manifest) -> None:
    path = state / manifest.FOLDER / manifest.NAME
    before = planning.read_file(path)
    change = FileChange("", path, before, what.text().encode("utf-8"))
    _stage(change)
    _put_in_place(change)


def _refuse(plan: Plan, *, force: bool) -> None:
    """Stop at a file that is not ours."""
    if force or not (plan.foreign or plan.edited):
        return
    files = plan.foreign or plan.edited
    named = [_shown(path) for path in files[:_MOST_NAMED]]
    more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    raise RunError("not-ours", help="" if plan.foreign else "edited", files=", ".join(named) + more)


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """What the system refuses, with the path that it is about."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(path, error) from None


def _cannot_write(path: Path, error: OSError) -> RunError:
    return RunError("cannot-write", path=_shown(path), reason=error.strerror or str(error))
