"""What is to be built, and all of it in memory: orders → checked catalogs → resolved → artifacts.

Writing it to disk is the room `writing`; telling about it is the command's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from errcat import checking
from errcat.artifact import Output
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reading import load
from errcat.resolved.resolve import resolve
from errcat.resolved.types import ResolvedCatalog
from errcat.settings import Settings, shown
from errcat.settings.build_targets import CATALOG, OutputSettings
from errcat.targets import TARGETS, SourceLine, SourceLines, Target, Value
from errcat.text.suggestions import closest, listed


@dataclass(frozen=True, slots=True)
class Job:
    """One target of one catalog."""

    catalog: str
    """The catalog's path, as somebody in the current folder would write it."""
    target: Target
    path: Path
    values: Mapping[str, Value]

    @property
    def is_folder(self) -> bool:
        return self.target.is_folder(self.path.name)


def configured(settings: Settings) -> list[Job]:
    """All that errcat.toml orders, in its order."""
    return [
        _job(catalog, order, settings.root)
        for build in settings.builds
        for catalog in settings.catalog_paths(build.catalogs)
        for order in build.outputs
    ]


def _job(catalog: str, order: OutputSettings, root: Path) -> Job:
    path = root / order.path.replace(CATALOG, catalog_name(catalog))
    return Job(catalog, order.target, path, order.target.values(order.settings))


def catalog_name(catalog: str) -> str:
    """What `{catalog}` in a path stands for: the name of the file without its ending, or of the folder."""
    path = Path(catalog).resolve()
    return path.name if path.is_dir() else path.stem


def selected(jobs: Sequence[Job], paths: Sequence[str]) -> list[Job]:
    """The jobs that some paths mean: each is a catalog, or something that is built."""
    found: dict[int, Job] = {}
    for path in paths:
        meant = Path(path).resolve()
        mine = {
            number: job for number, job in enumerate(jobs) if meant in (Path(job.catalog).resolve(), job.path.resolve())
        }
        if not mine:
            raise _not_configured(path, jobs)
        found.update(mine)
    return [job for _number, job in sorted(found.items())]


def _not_configured(path: str, jobs: Sequence[Job]) -> RunError:
    known = dict.fromkeys(name for job in jobs for name in (job.catalog, shown(job.path)))
    near = closest(path, known)
    help_ = "similar" if near else "catalog" if Path(path).exists() else ""
    return RunError("not-ordered", help=help_, path=path, similar=near, known=listed(known))


def typed(catalog: str, outputs: Mapping[str, str], settings: Sequence[str]) -> list[Job]:
    """What the options of the command order: `--python errors.py --set python.exceptions=none`."""
    given: dict[str, dict[str, Value]] = {target: {} for target in outputs}
    for text in settings:
        target, name, value = _set(text, list(outputs))
        given[target][name] = value
    return [
        Job(catalog, TARGETS[target], Path(path), TARGETS[target].values(given[target]))
        for target, path in outputs.items()
    ]


def _set(text: str, targets: Sequence[str]) -> tuple[str, str, Value]:
    """One `--set`: the target, the setting and its value."""
    key, equals, written = text.partition("=")
    target_id, dot, name = key.partition(".")
    if not equals or not dot or target_id not in TARGETS:
        raise RunError("wrong-set", text=text, known=listed(TARGETS))
    if target_id not in targets:
        raise RunError("wrong-set", help="unused", text=text, target=target_id)
    setting = TARGETS[target_id].setting(name)
    if setting is None:
        names = [one.name for one in TARGETS[target_id].settings]
        near = closest(name, names)
        help_ = "similar" if near else "setting" if names else "none"
        raise RunError("wrong-set", help=help_, text=text, target=target_id, similar=near, known=listed(names))
    value: Value = written
    if setting.kind is bool:
        value = {"true": True, "false": False}.get(written, written)
    elif setting.kind is int and written.isdecimal():
        value = int(written)
    if not setting.accepts(value):
        raise RunError("wrong-set", help="value", text=text, setting=f"{target_id}.{name}", expected=setting.expected)
    return target_id, name, value


def check_all(jobs: Sequence[Job], levels: Mapping[str, Level]) -> dict[str, CheckResult]:
    """Every catalog that something is built of, checked."""
    return {catalog: checking.check(load(catalog), levels) for catalog in dict.fromkeys(job.catalog for job in jobs)}


def render(jobs: Sequence[Job], catalogs: Mapping[str, CheckResult], root: Path) -> Iterator[Output]:
    """The files of each job, in memory."""
    resolved: dict[str, ResolvedCatalog] = {}
    source_lines: dict[str, SourceLines] = {}
    for job in jobs:
        if job.catalog not in resolved:
            source_lines[job.catalog] = source_lines_of(catalogs[job.catalog], root)
            # the name alone: what is built must not depend on the folder that it is built in
            name = Path(job.catalog).resolve().name
            resolved[job.catalog] = resolve(catalogs[job.catalog].catalog, name)
        artifacts = job.target.render(resolved[job.catalog], job.values, job.path.name, source_lines[job.catalog])
        yield Output(_relative(job.catalog, root), job.target.id, job.path, artifacts)


def source_lines_of(checked: CheckResult, root: Path) -> SourceLines:
    """Where each error stands."""
    files = [_relative(document.source.name, root) for document in checked.documents]
    found = {}
    for error in checked.catalog.errors:
        document = checked.documents[error.at.document]
        line = document.source.position(document.range_of(error.at).start).line
        found[error.name] = SourceLine(files[error.at.document], line)
    return found


def _relative(catalog: str, root: Path) -> str:
    """The catalog's name for the manifest: relative to the project, where it is part of it."""
    path = Path(catalog).resolve()
    try:
        return path.relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name
