"""What `errcat check` and `errcat build` rely on, as facts of the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from errcat.cache import Fact, Run
from errcat.cache.facts import hash_of, settings_facts
from errcat.settings import Settings

if TYPE_CHECKING:
    from errcat.artifact import Output
    from errcat.building import Job
    from errcat.settings.build_tables import BuildTable

Seen = dict[Fact, object]
"""Facts, and what they were."""


def this_run() -> Run:
    """Return the run of the current command. It remembers nothing if errcat runs without a cache."""
    import click  # noqa: PLC0415 — a plain check does without it

    context = click.get_current_context(silent=True)
    run = context.obj if context else None
    return run if isinstance(run, Run) else Run(())


def facts_of_settings(config: str | None) -> Iterator[Fact]:
    """Yield what decides about the settings, and about where the repository starts."""
    here = Path.cwd()
    if config:
        yield Fact("file", config)
    else:
        yield from settings_facts(str(here))
    for folder in (here, *here.parents):
        yield Fact("exists", str(folder / ".git"))


def facts_of_catalogs(catalogs: Iterable[str], settings: Settings) -> Iterator[Fact]:
    """Yield what decides about the findings: the files of catalogs, and which catalogs the settings name."""
    yield Fact("day")
    for pattern in dict.fromkeys([*settings.catalogs, *_patterns(settings.builds)]):
        path = str(settings.root / pattern)
        yield Fact("exists", path)
        yield Fact("matches", path)
    for catalog in catalogs:
        yield Fact("catalog", catalog)


def _patterns(tables: Iterable[BuildTable]) -> Iterator[str]:
    for table in tables:
        yield from table.catalogs or ()


def facts_of_outputs(outputs: Sequence[Output], jobs: Sequence[Job], state: Path, paths: Sequence[str]) -> Seen:
    """Return what decides whether the files of a build are up to date. `paths`: those of the command line."""
    seen: Seen = {}
    for output in outputs:
        for file, data in output.files().items():
            seen[Fact("plain file", str(file))] = hash_of(data)
        for name in (".git", "errcat.toml"):
            _see(seen, "exists", output.path / name)
        for folder in {output.path, output.path.parent, *(file.parent for file in output.paths())}:
            _see(seen, "real path", folder)
    for folder in {parent for output in outputs for parent in (output.path.resolve(), *output.path.resolve().parents)}:
        _see(seen, "exists", folder / ".errcat")
    for job in jobs:
        if job.errors_job is not None:  # the name of the imported module depends on what is a package
            for path in (job.path.resolve(), job.errors_job.path.resolve()):
                for folder in path.parents:
                    _see(seen, "exists", folder / "__init__.py")
    for named in paths:
        _see(seen, "real path", named)
    _see(seen, "plain file", state / ".errcat" / "manifest.json")
    return seen


def _see(seen: Seen, kind: str, about: object) -> None:
    fact = Fact(kind, str(about))
    seen.setdefault(fact, fact.observe())
