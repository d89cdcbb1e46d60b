"""The two catalogs of each comparison of `errcat diff`: from files, folders and Git commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from errcat.changes import Side
from errcat.commands.contract_lock import is_lock, lock_path, locked_catalog, name_in_lock, read_lock
from errcat.commands.project import catalogs_of
from errcat.errors import RunError
from errcat.findings import wording
from errcat.findings.finding import Level
from errcat.history import (
    CatalogAtCommit,
    Repository,
    Revision,
    baseline_commit,
    catalog_at,
    parse_revision,
    repository_of,
    vanished_catalogs,
)
from errcat.history.baseline import Baseline, path_in
from errcat.model.catalog import Catalog
from errcat.reading import Loaded, contents_of, load_bytes
from errcat.reading.files import read_bytes
from errcat.settings import CatalogPatterns, Settings
from errcat.text.paths import display_path

_HARMLESS = frozenset(
    ["unknown-key", "more-unknown-keys", "unquoted-text", "ambiguous-number", "text-cut-by-hash", "too-long",
     "yaml-directive"]
)  # fmt: skip
"""Mistakes that leave everything a comparison needs. `errcat check` reports them."""


class SidePair(NamedTuple):
    """An old and a new catalog."""

    old: Side | None
    """None if there is nothing to compare with."""
    new: Side
    is_gone: bool = False
    """True if the new catalog no longer exists."""
    is_locked: bool = False
    """True if the old catalog comes from a lock, which has no texts that explain errors."""


def named_sides(old: str, new: str) -> list[SidePair]:
    """Return the two catalogs that the command line names. The old catalog can be REF:PATH, or in a lock."""
    if ":" in old and not Path(old).exists():
        revision = parse_revision(old)
        repository = repository_of(Path())
        if repository is None:
            raise RunError("no-repository", path=".")
        if is_lock(revision.path):
            return [_against_locked(_required_catalog(repository, revision, revision.path), repository.top, new)]
        return [SidePair(_required(repository, revision, revision.path, old), side_of_path(new, "new"))]
    if is_lock(old):
        found = CatalogAtCommit(old, old, ((old, read_bytes(Path(old), old)),))
        return [_against_locked(found, Path(), new)]
    return [SidePair(side_of_path(old, "old"), side_of_path(new, "new"))]


def _against_locked(lock: CatalogAtCommit, root: Path, new: str) -> SidePair:
    """Compare a catalog with what a lock has at its path."""
    _path, data = lock.contents[0]
    locked = locked_catalog(lock.name, data, name_in_lock(new, root / lock.path))
    return SidePair(_side(lock.name, ((lock.name, locked.data),), "old"), side_of_path(new, "new"), is_locked=True)


def sides_against_history(paths: Sequence[str], against: str | None, settings: Settings) -> list[SidePair]:
    """Return each catalog with what its repository had before."""
    catalogs = catalogs_of(paths, settings)
    revision = parse_revision(against) if against is not None else None
    if revision and revision.path and len(catalogs) != 1:
        option = f"--against {revision.name}:{revision.path}"
        raise RunError("one-catalog-at-a-time", help="against", option=option, count=len(catalogs))
    lock = lock_path(settings)
    if revision is None and lock is not None and lock.is_file() and repository_of(settings.root) is None:
        return _against_lock(display_path(lock), catalogs, is_whole=not paths)
    pairs = [_against_history(path, revision) for path in catalogs]
    if not paths and not (revision and revision.path):
        pairs = _with_vanished(pairs, catalogs, revision, settings)
    return pairs


def _against_lock(lock: str, catalogs: Sequence[str], *, is_whole: bool) -> list[SidePair]:
    """Compare catalogs with what the lock has of them: outside a Git repository, there is no other history."""
    locked = {
        entry.name: _side(lock, ((lock, entry.data),), "old") for entry in read_lock(lock, read_bytes(Path(lock), lock))
    }
    names = {name_in_lock(path, Path(lock)): path for path in catalogs}
    pairs = [SidePair(locked.get(name), side_of_path(path, "new"), is_locked=True) for name, path in names.items()]
    if is_whole:
        gone = {name: side for name, side in locked.items() if name not in names}
        pairs = list(_joined(pairs, gone.items()))
    return pairs


def _against_history(path: str, revision: Revision | None) -> SidePair:
    new = side_of_path(path, "new")
    repository = repository_of(Path(path).resolve().parent)
    if repository is None:
        if revision is not None:
            raise RunError("no-repository", path=path)
        return SidePair(None, new)
    if revision is not None and revision.path:
        return SidePair(_required(repository, revision, revision.path, f"{revision.name}:{revision.path}"), new)
    baseline = baseline_commit(repository, revision.name if revision else None)
    return SidePair(side_in(repository, baseline, path) if baseline else None, new)


def side_in(repository: Repository, baseline: Baseline, path: str) -> Side | None:
    """Return the catalog at a path as a commit has it; None if the commit doesn't have it."""
    found = catalog_at(repository, baseline, path_in(repository, path), moved=True)
    return _side(found.name, found.contents, "old") if found else None


def _required(repository: Repository, revision: Revision, path: str, text: str) -> Side:
    return _side(text, _required_catalog(repository, revision, path).contents, "old")


def _required_catalog(repository: Repository, revision: Revision, path: str) -> CatalogAtCommit:
    baseline = baseline_commit(repository, revision.name)
    # like Git, read ./errors.yaml from the current folder, and errors.yaml from the top of the repository
    inside = path_in(repository, path) if path.startswith(("./", "../")) else path.rstrip("/")
    found = baseline and catalog_at(repository, baseline, inside)
    if not found:
        raise RunError("not-in-revision", path=path, revision=revision.name)
    return found


def _with_vanished(
    pairs: list[SidePair], catalogs: Sequence[str], revision: Revision | None, settings: Settings
) -> list[SidePair]:
    """Add the catalogs of the project that no longer exist. A file with most of their codes is the same catalog."""
    repository = repository_of(settings.root)
    if repository is None:
        return pairs
    baseline = baseline_commit(repository, revision.name if revision else None)
    if baseline is None:
        return pairs
    known = [pair.old.name.partition(":")[2] for pair in pairs if pair.old]
    known += [path_in(repository, path) for path in catalogs]
    found = vanished_catalogs(repository, baseline, known, patterns_at(repository, baseline, settings).catalog_of)
    return list(_joined(pairs, ((file.path, _side(file.name, file.contents, "old")) for file in found)))


def patterns_at(repository: Repository, baseline: Baseline, settings: Settings) -> CatalogPatterns:
    """Return the patterns of catalogs, also those that the errcat.toml of a commit has."""
    return CatalogPatterns(settings.root, [*settings.catalogs, *_earlier_catalogs(repository, baseline, settings)])


def _earlier_catalogs(repository: Repository, baseline: Baseline, settings: Settings) -> list[str]:
    """Return the catalogs that the errcat.toml of the commit names."""
    import tomllib  # noqa: PLC0415 — slow to load, and only projects need it

    if settings.file is None:
        return []
    entries = repository.entries(baseline.commit, path_in(repository, str(settings.file)))
    if not entries:
        return []
    try:
        data = tomllib.loads(repository.contents([entries[0].object])[0].decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return []
    catalogs = data.get("catalogs")
    return [path for path in catalogs if isinstance(path, str)] if isinstance(catalogs, list) else []


def _joined(pairs: list[SidePair], vanished: Iterable[tuple[str, Side]]) -> list[SidePair]:
    """Add old catalogs that no longer exist, by their paths."""
    result = list(pairs)
    for path, old in vanished:
        codes = {error.code for error in old.catalog.errors}
        heirs = [
            number
            for number, pair in enumerate(result)
            if pair.old is None and 2 * len(codes & {error.code for error in pair.new.catalog.errors}) >= len(codes)
        ]
        if heirs:
            result[heirs[0]] = result[heirs[0]]._replace(old=old)
        else:
            gone = Side(path, Catalog(codes=old.catalog.codes, envelope=old.catalog.envelope), ())
            result.append(SidePair(old, gone, is_gone=True, is_locked=any(pair.is_locked for pair in pairs)))
    return result


def side_of_path(path: str, role: str) -> Side:
    """Return the catalog at a path of the work tree."""
    return _side(path, contents_of(path), role)


def _side(name: str, contents: Sequence[tuple[str, bytes]], role: str) -> Side:
    loaded = load_bytes(contents)
    _require_readable(loaded, name, role)
    return Side(name, loaded.catalog, loaded.documents)


def _require_readable(loaded: Loaded, name: str, role: str) -> None:
    """Refuse a catalog of which a part can't be read: the part would look removed."""
    fatal = [
        problem
        for problem in loaded.problems
        if problem.rule not in _HARMLESS and wording.default_level(problem.rule) >= Level.ERROR
    ]
    if fatal:
        finding = wording.finding_of(fatal[0], loaded.documents, Level.ERROR)
        span = finding.span
        place = f"{span.file}:{span.start.line}" if span else name
        raise RunError("not-comparable", help=role, path=name, place=place, message=finding.message)
