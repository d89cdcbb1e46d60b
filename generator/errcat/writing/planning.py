"""What a build would change: its outputs compared with the disk and the manifest. Nothing is written here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from errcat import plain_files
from errcat.artifact import Output, is_sealed
from errcat.errors import RunError
from errcat.writing import manifest
from errcat.writing.manifest import Manifest, Record

MISSING, CHANGED, EXTRA = "missing", "changed", "extra"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which files of earlier builds this build may remove, other than those of its own outputs.

    A full build of errcat.toml covers everything that errcat.toml ever requested. A build of some catalogs covers what
    was requested for them. A build by options, or of some outputs, covers nothing else.
    """

    is_configured: bool = False
    is_whole: bool = False
    catalogs: frozenset[str] = frozenset()

    def covers(self, record: Record) -> bool:
        return record.is_configured and (self.is_whole or record.catalog in self.catalogs)


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that differs from what it should be."""

    kind: str
    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a build would do."""

    state: Path
    changes: tuple[FileChange, ...]
    unchanged: tuple[Path, ...]
    foreign: tuple[Path, ...]
    """Files in the way that errcat did not write."""
    edited: tuple[Path, ...]
    """Files in the way that errcat wrote and someone edited."""
    edited_stale: tuple[Path, ...]
    """Files that only earlier builds make and that someone edited, which stay."""
    stale: tuple[Path, ...]
    """The paths of all files that only earlier builds make; their folders may be empty now."""
    before: Manifest
    after: Manifest

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to write, not even the manifest."""
        return not self.changes and self.before == self.after


def plan(state: Path, outputs: Sequence[Output], scope: Scope) -> Plan:
    """Compare the outputs with the disk."""
    state = state.resolve()
    manifest_paths = ManifestPaths(state)
    before = manifest.read(state)
    output_paths = [manifest_paths.output(output) for output in outputs]
    new_files = {
        path: (data, output, output_path)
        for output, output_path in zip(outputs, output_paths, strict=True)
        for path, data in output.files().items()
    }
    changes: list[FileChange] = []
    unchanged: list[Path] = []
    foreign: list[Path] = []
    edited: list[Path] = []
    records: dict[str, Record] = {}
    for path, (data, output, output_path) in new_files.items():
        key = manifest_paths.file(path)
        record = before.files.get(key)
        old = read_file(path)
        new_hash = manifest.hash_of(data)
        if manifest.is_confined(key):  # a file outside the project is not remembered, so it is never removed
            records[key] = Record((new_hash,), output.catalog, output.target, output_path, scope.is_configured)
        if old is None:
            changes.append(FileChange(MISSING, path, None, data))
        elif old == data or manifest.hash_of(old) == new_hash:
            unchanged.append(path)
        else:
            changes.append(FileChange(CHANGED, path, old, data))
            if not is_ours(old, record):
                (foreign if record is None and b"errcat-seal:" not in old else edited).append(path)
    own_outputs = {(output.target, path) for output, path in zip(outputs, output_paths, strict=True)}
    edited_stale: list[Path] = []
    stale: list[Path] = []
    for key, record in before.files.items():
        if key in records:
            continue
        if not (scope.covers(record) or (record.target, record.output) in own_outputs):
            records[key] = record
            continue
        path = state / key
        if not _is_reached_without_links(path):
            continue  # errcat did not write to this path
        stale.append(path)
        old = _stale_file(path)
        if old is not None:
            # the manifest alone proves nothing, because anyone can put a checksum into it
            if is_sealed(old):
                changes.append(FileChange(EXTRA, path, old, None))
            else:
                edited_stale.append(path)
    return Plan(
        state=state,
        changes=tuple(sorted(changes, key=lambda change: change.path.as_posix())),
        unchanged=tuple(sorted(unchanged)),
        foreign=tuple(sorted(foreign)),
        edited=tuple(sorted(edited)),
        edited_stale=tuple(sorted(edited_stale)),
        stale=tuple(sorted(stale)),
        before=before,
        after=Manifest(records),
    )


class ManifestPaths:
    """Paths as the manifest spells them: relative to the state folder, with `/`. Each folder is resolved once."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._folders: dict[Path, str] = {}

    def file(self, path: Path) -> str:
        """Return the manifest path of a file, which may be a link."""
        folder = self._folder(path.parent)
        return path.name if folder == "." else f"{folder}/{path.name}"

    def output(self, output: Output) -> str:
        """Return the manifest path of an output: of its file or its folder."""
        is_file = any(not artifact.path for artifact in output.artifacts)
        return self.file(output.path) if is_file else self._folder(output.path)

    def _folder(self, folder: Path) -> str:
        if folder not in self._folders:
            relative = folder.resolve()
            with suppress(ValueError):  # another drive
                relative = Path(os.path.relpath(relative, self._state))
            self._folders[folder] = relative.as_posix()
        return self._folders[folder]


def is_ours(data: bytes, record: Record | None) -> bool:
    """Whether errcat wrote a file and nobody edited it, according to the manifest or to its seal."""
    return (record is not None and manifest.hash_of(data) in record.hashes) or is_sealed(data)


def read_file(path: Path) -> bytes | None:
    """Return the bytes of a file, or None if it does not exist."""
    try:
        return plain_files.read(path)
    except OSError as error:
        raise RunError("cannot-read", path=path.as_posix(), reason=error.strerror or str(error)) from None


def _stale_file(path: Path) -> bytes | None:
    """Return the bytes of a file of an earlier build; empty if it is no longer a plain file, which then stays."""
    try:
        return plain_files.read(path)
    except RunError:
        return b""
    except OSError:
        return None


def dirty_manifest(plan: Plan) -> Manifest:
    """Return the manifest for the time of writing: each file has every hash that it may have on disk."""
    files: dict[str, Record] = dict(plan.before.files)
    for key, record in plan.after.files.items():
        known = files[key].hashes if key in files else ()
        files[key] = record._replace(hashes=_without_repeats((*known, *record.hashes)))
    return Manifest(files, is_dirty=True)


def _without_repeats(hashes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hashes))


def file_paths(state: Path, files: Mapping[str, Record]) -> list[Path]:
    """Return the paths of the files in a manifest."""
    return [path for key in files if _is_reached_without_links(path := state / key)]


def _is_reached_without_links(path: Path) -> bool:
    return path.parent.resolve() == path.parent
