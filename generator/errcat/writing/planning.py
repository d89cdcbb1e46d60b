"""What a build would change: outputs compared with the disk and with the manifest. It writes nothing."""

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
    """Which files of past builds this one answers for, beside those of its own outputs.

    A whole build by errcat.toml answers for all that errcat.toml ever ordered; one of some catalogs for what was
    ordered of those; one by options, or of some outputs, for nothing else.
    """

    is_configured: bool = False
    is_whole: bool = False
    catalogs: frozenset[str] = frozenset()

    def covers(self, record: Record) -> bool:
        return record.is_configured and (self.is_whole or record.catalog in self.catalogs)


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that is not as it should be."""

    kind: str
    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a build would do."""

    state: Path
    changes: tuple[FileChange, ...]
    unchanged: tuple[Path, ...]
    foreign: tuple[Path, ...]
    """Files in the way that errcat did not write."""
    edited: tuple[Path, ...]
    """Files in the way that errcat wrote, and somebody changed since."""
    kept: tuple[Path, ...]
    """What a past build made and this one does not, edited since: it stays."""
    stale: tuple[Path, ...]
    """Where all that stood, or stands, that past builds made and this one does not: their folders may be empty now."""
    before: Manifest
    after: Manifest

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to write, not even the manifest."""
        return not self.changes and self.before == self.after


def plan(state: Path, outputs: Sequence[Output], scope: Scope) -> Plan:
    """Compare what is to be with what is."""
    state = state.resolve()
    name_in = Names(state)
    before = manifest.read(state)
    wanted = {path: (data, output) for output in outputs for path, data in output.files().items()}
    changes: list[FileChange] = []
    unchanged: list[Path] = []
    foreign: list[Path] = []
    edited: list[Path] = []
    records: dict[str, Record] = {}
    for path, (data, output) in wanted.items():
        key = name_in.file(path)
        record = before.files.get(key)
        old = read_file(path)
        new_hash = manifest.hash_of(data)
        if manifest.is_confined(key):  # one outside the project is not remembered, so it is never removed
            of_output = name_in.output(output)
            records[key] = Record((new_hash,), output.catalog, output.target, of_output, scope.is_configured)
        if old is None:
            changes.append(FileChange(MISSING, path, None, data))
        elif manifest.hash_of(old) == new_hash:
            unchanged.append(path)
        else:
            changes.append(FileChange(CHANGED, path, old, data))
            if not is_ours(old, record):
                (foreign if record is None and b"errcat-seal:" not in old else edited).append(path)
    mine = {(output.target, name_in.output(output)) for output in outputs}
    kept: list[Path] = []
    stale: list[Path] = []
    for key, record in before.files.items():
        if key in records:
            continue
        if not (scope.covers(record) or (record.target, record.output) in mine):
            records[key] = record
            continue
        path = state / key
        if not _is_reached_without_links(path):
            continue  # that is not where errcat wrote it
        stale.append(path)
        old = _stale_file(path)
        if old is not None:
            # the manifest alone proves nothing: anybody can write a checksum into it
            if is_sealed(old):
                changes.append(FileChange(EXTRA, path, old, None))
            else:
                kept.append(path)
    return Plan(
        state=state,
        changes=tuple(sorted(changes, key=lambda change: change.path.as_posix())),
        unchanged=tuple(sorted(unchanged)),
        foreign=tuple(sorted(foreign)),
        edited=tuple(sorted(edited)),
        kept=tuple(sorted(kept)),
        stale=tuple(sorted(stale)),
        before=before,
        after=Manifest(records),
    )


class Names:
    """Paths as the manifest has them: relative to the state folder, with `/`. Each folder is resolved once."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._folders: dict[Path, str] = {}

    def file(self, path: Path) -> str:
        """The name of a file, of which the last part may be a link."""
        folder = self._folder(path.parent)
        return path.name if folder == "." else f"{folder}/{path.name}"

    def output(self, output: Output) -> str:
        """The name of an output: of its file, or of its folder."""
        is_file = any(not artifact.path for artifact in output.artifacts)
        return self.file(output.path) if is_file else self._folder(output.path)

    def _folder(self, folder: Path) -> str:
        if folder not in self._folders:
            found = folder.resolve()
            with suppress(ValueError):  # another drive
                found = Path(os.path.relpath(found, self._state))
            self._folders[folder] = found.as_posix()
        return self._folders[folder]


def is_ours(data: bytes, record: Record | None) -> bool:
    """Whether a file is as errcat wrote it: the manifest says so, or its own seal does."""
    return (record is not None and manifest.hash_of(data) in record.hashes) or is_sealed(data)


def read_file(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none."""
    try:
        return plain_files.read(path)
    except OSError as error:
        raise RunError("cannot-read", path=path.as_posix(), reason=error.strerror or str(error)) from None


def _stale_file(path: Path) -> bytes | None:
    """The bytes of a file that a past build made; none of what is no plain file by now, which stays."""
    try:
        return plain_files.read(path)
    except RunError:
        return b""
    except OSError:
        return None


def dirty(plan: Plan) -> Manifest:
    """The manifest while files are being replaced: of each it has all that may be on disk."""
    files: dict[str, Record] = dict(plan.before.files)
    for key, record in plan.after.files.items():
        known = files[key].hashes if key in files else ()
        files[key] = record._replace(hashes=_each_once((*known, *record.hashes)))
    return Manifest(files, is_dirty=True)


def _each_once(hashes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hashes))


def paths_of(state: Path, files: Mapping[str, Record]) -> list[Path]:
    """Where the files of a manifest are."""
    return [path for key in files if _is_reached_without_links(path := state / key)]


def _is_reached_without_links(path: Path) -> bool:
    return path.parent.resolve() == path.parent
