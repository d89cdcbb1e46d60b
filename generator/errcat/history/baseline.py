"""The commit to compare with, and the catalogs that it has."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from errcat.errors import RunError
from errcat.findings.source import CATALOG_SUFFIXES, is_catalog_name
from errcat.history.repository import Repository, TreeEntry
from errcat.text.paths import relative_path

_TARGET_VARIABLES = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH",
    "SYSTEM_PULLREQUEST_TARGETBRANCHNAME", "CHANGE_TARGET")  # fmt: skip
"""The variables in which CI servers name the branch that a pull request goes to."""
_USUAL_BRANCHES = ("main", "master", "trunk", "develop")
_MAX_LINKS = 10
_SHORT = 10
"""How many characters of the id of a commit people see."""


CatalogOf = Callable[[Path], Path | None]
"""Returns the catalog that a file belongs to: the file itself, or a folder above it."""


class CatalogAtCommit(NamedTuple):
    """The files of a catalog in a commit."""

    path: str
    """From the top of the repository."""
    name: str
    """As Git and reports name it: main:errors.yaml."""
    contents: tuple[tuple[str, bytes], ...]


class Baseline(NamedTuple):
    """The commit to compare with."""

    commit: str
    label: str
    """As the user named it, or the start of its id."""


def baseline_commit(repository: Repository, revision: str | None) -> Baseline | None:
    """Return the commit of a revision, or else the last commit that HEAD shares with the default branch.

    None if the repository has no commit yet.
    """
    if revision is not None:
        return Baseline(_required_commit(repository, revision), revision)
    if not repository.has_commits:
        return None
    branch = _default_branch(repository)
    base = repository.merge_base("HEAD", _required_commit(repository, branch))
    if base is None:
        raise RunError("no-common-commit", help="shallow" if repository.is_shallow else "", branch=branch)
    return Baseline(base, base[:_SHORT])


def _required_commit(repository: Repository, revision: str) -> str:
    commit = repository.commit(revision)
    if commit is None:
        remote, _slash, branch = revision.partition("/")
        is_remote = bool(branch) and repository.answer("config", "--get", f"remote.{remote}.url") is not None
        unshallow = " --unshallow" if repository.is_shallow else ""
        fetched = f"{remote} +refs/heads/{branch}:refs/remotes/{revision}" if is_remote else "--tags origin"
        help_ = "" if repository.answer("remote") else "local"
        raise RunError("unknown-revision", help=help_, revision=revision, command=f"git fetch{unshallow} {fetched}")
    return commit


def _default_branch(repository: Repository) -> str:
    """Return the branch that changes go to: as the CI server says, as the remote says, or the usual names."""
    target = next((name for name in map(os.environ.get, _TARGET_VARIABLES) if name), None)
    if target:
        return f"origin/{target.removeprefix('refs/heads/')}"
    head = repository.answer("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    if head and repository.commit(head):
        return head
    branches = [f"{prefix}{name}" for prefix in ("origin/", "") for name in _USUAL_BRANCHES]
    usual = next((branch for branch in branches if repository.commit(branch)), None)
    if usual:
        return usual
    local = (repository.answer("for-each-ref", "--format=%(refname:short)", "refs/heads") or "").split("\n")
    remotes = repository.answer("remote")
    if len(local) == 1 and not remotes:  # the only branch is the default branch
        return local[0] or "HEAD"
    raise RunError("no-default-branch", help="shallow" if repository.is_shallow else "")


def path_in(repository: Repository, path: str) -> str:
    """Return the path of a file or folder from the top of the repository."""
    place = Path(path)
    absolute = place.resolve() if place.name in ("", "..") else place.parent.resolve() / place.name
    inside = relative_path(absolute, repository.top)
    if inside is None:
        raise RunError("outside-repository", path=path)
    return "" if inside == "." else inside


def catalog_at(repository: Repository, baseline: Baseline, path: str, *, moved: bool = False) -> CatalogAtCommit | None:
    """Return the catalog at a path of a commit; None if there is nothing.

    `moved`: also look where the catalog was if its file was split into a folder, or the other way round.
    """
    entries = repository.entries(baseline.commit, path)
    if not entries and moved:
        for other in _earlier_paths(path):
            found = catalog_at(repository, baseline, other)
            if found is not None and not (repository.top / other).exists():
                return found
    if not entries:
        return None
    is_single = len(entries) == 1 and entries[0].path == path
    if not is_single:
        entries = [entry for entry in entries if is_catalog_name(PurePosixPath(_below(entry.path, path)))]
        entries = sorted(entries, key=lambda entry: _below(entry.path, path))
    entries = [_followed(repository, baseline.commit, entry) for entry in entries]
    files = [entry for entry in entries if entry.is_file]
    if not files:
        return None
    data = repository.contents(entry.object for entry in files)
    contents = tuple((f"{baseline.label}:{entry.path}", one) for entry, one in zip(files, data, strict=True))
    return CatalogAtCommit(path, f"{baseline.label}:{path}", contents)


def _earlier_paths(path: str) -> list[str]:
    place = PurePosixPath(path)
    if place.suffix in CATALOG_SUFFIXES:
        return [str(place.with_suffix(""))]
    return [f"{place}{suffix}" for suffix in CATALOG_SUFFIXES]


def _below(path: str, folder: str) -> str:
    return path[len(folder) + 1 :] if folder else path


def _followed(repository: Repository, commit: str, entry: TreeEntry) -> TreeEntry:
    """Return the file that a link within the repository leads to."""
    for _ in range(_MAX_LINKS):
        if not entry.is_link:
            return entry
        target = repository.contents([entry.object])[0].decode("utf-8", "surrogateescape")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), target))
        found = repository.entries(commit, path) if not path.startswith(("..", "/")) else []
        if len(found) != 1 or found[0].path != path:
            raise RunError("git-failed", reason=f"the link {entry.path} doesn't lead to a file of the commit")
        entry = found[0]
    raise RunError("git-failed", reason=f"the link {entry.path} leads to itself")


def vanished_catalogs(
    repository: Repository, baseline: Baseline, known: Sequence[str], catalog_of: CatalogOf
) -> Iterable[CatalogAtCommit]:
    """Yield the catalogs of a commit that no longer exist, such as deleted and renamed files."""
    for path in catalogs_in(repository, baseline, known, catalog_of):
        if not (repository.top / path).exists():
            found = catalog_at(repository, baseline, path)
            if found is not None:
                yield found


def catalogs_in(
    repository: Repository, baseline: Baseline, known: Sequence[str], catalog_of: CatalogOf
) -> Iterable[str]:
    """Return the paths of the catalogs of a commit, without those that are known."""
    paths: dict[str, None] = {}
    for entry in repository.entries(baseline.commit):
        if not is_catalog_name(PurePosixPath(PurePosixPath(entry.path).name)):
            continue
        if any(entry.path == path or entry.path.startswith(f"{path}/") for path in known):
            continue
        catalog = catalog_of(repository.top / entry.path)
        inside = relative_path(catalog, repository.top) if catalog is not None else None
        if inside is not None:
            paths[inside] = None
    return paths
