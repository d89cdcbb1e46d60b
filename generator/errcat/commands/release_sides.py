"""The releases of a repository with their catalogs: from the newest tag back to the oldest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from errcat import checking
from errcat.changes import Comparison, Side, compare
from errcat.commands.diff_sides import patterns_at, side_in, side_of_path
from errcat.errors import RunError
from errcat.findings.source import is_catalog_name
from errcat.history import Baseline, Repository
from errcat.history.baseline import catalogs_in, path_in
from errcat.model.catalog import Catalog
from errcat.reporting.changes.releases import Release
from errcat.settings import Settings

_NOTHING = Side("", Catalog(), ())
"""What a commit has if it doesn't have the catalog."""


class ReleaseReader:
    """Reads the catalogs of releases. A catalog is found again under an earlier path."""

    def __init__(self, repository: Repository, settings: Settings) -> None:
        self._repository = repository
        self._settings = settings
        self._kept: frozenset[str] | None = None
        """The files of the commit after the one that is read; None for the work tree."""

    def releases(
        self, catalogs: Sequence[str], first: Baseline | None, unreleased: str, day: str, *, is_whole: bool
    ) -> Iterator[Release]:
        """Yield what isn't released yet, then each tag, the newest first. `first` is the release to start after.

        `unreleased` and `day` are the name and the day of what isn't released yet. `is_whole`: also look for catalogs
        that no longer exist.
        """
        tags = self._repository.tags_since(first.commit if first else None)
        commits = [*([first] if first else []), *(Baseline(tag.commit, tag.name) for tag in tags)]
        names = [unreleased, *(tag.name for tag in reversed(tags))]
        days = [day, *(tag.day for tag in reversed(tags))]
        paths = {path_in(self._repository, catalog): catalog for catalog in catalogs}
        new: Mapping[str, Side | None] = {path: side_of_path(catalog, "new") for path, catalog in paths.items()}
        places = {path: path for path in paths}
        """Where each catalog is in the release."""
        for number, name in enumerate(names):
            older = commits[-1 - number] if number < len(commits) else None
            old, places = self._earlier(older, new, places)
            if is_whole and older is not None:
                deleted = self._deleted(older, {places[path] for path in old})
                old, new = {**old, **deleted}, {**new, **dict.fromkeys(deleted)}
                places |= {path: path for path in deleted}
            today = date.fromisoformat(days[number]) if days[number] else checking.current_day()
            yield Release(name, days[number], dict(self._comparisons(old, new, today)))
            new = old
            if older is not None:
                self._kept = frozenset(entry.path for entry in self._repository.entries(older.commit))

    def _comparisons(
        self, old: Mapping[str, Side | None], new: Mapping[str, Side | None], today: date
    ) -> Iterator[tuple[str, Comparison]]:
        """Yield the changes of each catalog by its path today."""
        for path, after in new.items():
            before = old[path]
            if after is None and before is not None:
                gone = Side(path, before.catalog._replace(errors=()), ())
                yield path, compare(before, gone, self._settings.changes, today)
            elif after is not None and before is None:
                yield path, Comparison(_NOTHING, after, (), is_first=True)
            elif after is not None and before is not None:
                yield path, compare(before, after, self._settings.changes, today)

    def _deleted(self, commit: Baseline, known: set[str]) -> dict[str, Side]:
        """Return the catalogs that a commit has and that the next commit lacks."""
        patterns = patterns_at(self._repository, commit, self._settings)
        found = {
            path: side_in(self._repository, commit, str(self._repository.top / path))
            for path in catalogs_in(self._repository, commit, sorted(known), patterns.catalog_of)
        }
        return {path: side for path, side in found.items() if side is not None}

    def _earlier(
        self, commit: Baseline | None, new: Mapping[str, Side | None], places: Mapping[str, str]
    ) -> tuple[dict[str, Side | None], dict[str, str]]:
        """Return the catalogs as an earlier commit has them, and where they are in it."""
        if commit is None:
            return dict.fromkeys(new), dict(places)
        old: dict[str, Side | None] = {}
        found_at = dict(places)
        for path, side in new.items():
            old[path] = side_in(self._repository, commit, str(self._repository.top / places[path]))
            earlier = old[path]
            if earlier is not None:
                found_at[path] = earlier.name.partition(":")[2]
            elif side is not None:
                old[path], found_at[path] = self._moved(commit, side, places[path], set(places.values()))
        return old, found_at

    def _moved(self, commit: Baseline, side: Side, path: str, known: set[str]) -> tuple[Side | None, str]:
        """Return the catalog of an earlier commit that has most codes of a catalog: somebody moved or renamed it."""
        codes = {error.code for error in side.catalog.errors}
        for place in self._others(commit, known):
            try:
                other = side_in(self._repository, commit, str(self._repository.top / place))
            except RunError:  # a YAML file that isn't a catalog
                continue
            shared = codes & {error.code for error in other.catalog.errors} if other else set()
            if shared and 2 * len(shared) >= len(codes):
                return other, place
        return None, path

    def _others(self, commit: Baseline, known: set[str]) -> Iterator[str]:
        """Yield the catalogs of a commit that aren't known; without an errcat.toml, files that were deleted."""
        if self._settings.catalogs:
            patterns = patterns_at(self._repository, commit, self._settings)
            yield from catalogs_in(self._repository, commit, sorted(known), patterns.catalog_of)
            return
        for entry in self._repository.entries(commit.commit):
            is_elsewhere = entry.path in known or any(entry.path.startswith(f"{place}/") for place in known)
            if not is_elsewhere and not self._is_kept(entry.path) and is_catalog_name(PurePosixPath(entry.path)):
                yield entry.path

    def _is_kept(self, path: str) -> bool:
        """Whether the commit after has the file, too."""
        if self._kept is None:
            return (self._repository.top / path).exists()
        return path in self._kept
