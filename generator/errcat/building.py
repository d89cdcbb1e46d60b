"""What to build, and all of it in memory: settings or options → jobs → checked catalogs → resolved → artifacts.

`writing` puts the artifacts on disk, and the commands report about it.
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
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.resolve import resolve
from errcat.settings import Settings
from errcat.settings.build_tables import CATALOG, BuildTarget
from errcat.targets import TARGETS, SourceLine, SourceLines, Target, Value
from errcat.text.paths import display_path, relative_path
from errcat.text.suggestions import closest, listed


@dataclass(frozen=True, slots=True)
class Job:
    """A target to build from a catalog."""

    catalog: str
    """The path of the catalog, relative to the current folder."""
    target: Target
    path: Path
    values: Mapping[str, Value]
    """The value of every setting of the target."""

    @property
    def is_folder(self) -> bool:
        return self.target.is_folder(self.path.name)


def configured(settings: Settings) -> list[Job]:
    """All that errcat.toml configures, in its order."""
    return [
        _configured_job(catalog, build_target, settings.root)
        for table in settings.builds
        for catalog in settings.catalog_paths(table.catalogs)
        for build_target in table.targets
    ]


def _configured_job(catalog: str, build_target: BuildTarget, root: Path) -> Job:
    path = root / build_target.path.replace(CATALOG, catalog_name(catalog))
    return Job(catalog, build_target.target, path, build_target.target.values(build_target.settings))


def catalog_name(catalog: str) -> str:
    """The text that replaces `{catalog}` in a path: the name of the file without its ending, or of the folder."""
    path = Path(catalog).resolve()
    return path.name if path.is_dir() else path.stem


def selected(jobs: Sequence[Job], paths: Sequence[str]) -> list[Job]:
    """The jobs that some paths select: each path is a catalog, or a file or folder that is built."""
    chosen: dict[int, Job] = {}
    for path in paths:
        place = Path(path).resolve()
        matching = {
            number: job for number, job in enumerate(jobs) if place in (Path(job.catalog).resolve(), job.path.resolve())
        }
        if not matching:
            raise _not_configured(path, jobs)
        chosen.update(matching)
    return [job for _number, job in sorted(chosen.items())]


def _not_configured(path: str, jobs: Sequence[Job]) -> RunError:
    known = dict.fromkeys(name for job in jobs for name in (job.catalog, display_path(job.path)))
    near = closest(path, known)
    help_ = "similar" if near else "catalog" if Path(path).exists() else ""
    return RunError("not-ordered", help=help_, path=path, similar=near, known=listed(known))


def requested(catalog: str, outputs: Mapping[str, str], options: Sequence[str]) -> list[Job]:
    """The jobs that the options of a command request: `--python errors.py --set python.exceptions=none`."""
    values: dict[str, dict[str, Value]] = {target: {} for target in outputs}
    for option in options:
        target, name, value = _parsed(option, list(outputs))
        values[target][name] = value
    return [
        Job(catalog, TARGETS[target], Path(path), TARGETS[target].values(values[target]))
        for target, path in outputs.items()
    ]


def _parsed(option: str, requested_targets: Sequence[str]) -> tuple[str, str, Value]:
    """The target, the setting and the value of one `--set TARGET.SETTING=VALUE`."""
    key, equals, written = option.partition("=")
    target_id, dot, name = key.partition(".")
    if not equals or not dot or target_id not in TARGETS:
        raise RunError("wrong-set", text=option, known=listed(TARGETS))
    if target_id not in requested_targets:
        raise RunError("wrong-set", help="unused", text=option, target=target_id)
    setting = TARGETS[target_id].setting(name)
    if setting is None:
        names = [known.name for known in TARGETS[target_id].settings]
        near = closest(name, names)
        help_ = "similar" if near else "setting" if names else "none"
        raise RunError("wrong-set", help=help_, text=option, target=target_id, similar=near, known=listed(names))
    value: Value = written
    if setting.kind is bool:
        value = {"true": True, "false": False}.get(written, written)
    elif setting.kind is int and written.isdecimal():
        value = int(written)
    if not setting.accepts(value):
        raise RunError("wrong-set", help="value", text=option, setting=f"{target_id}.{name}", expected=setting.expected)
    return target_id, name, value


def check_all(jobs: Sequence[Job], levels: Mapping[str, Level]) -> dict[str, CheckResult]:
    """The check results of all catalogs that the jobs need, by path."""
    return {catalog: checking.check(load(catalog), levels) for catalog in dict.fromkeys(job.catalog for job in jobs)}


def render(jobs: Sequence[Job], catalogs: Mapping[str, CheckResult], root: Path) -> Iterator[Output]:
    """The files of each job, in memory."""
    resolved: dict[str, ResolvedCatalog] = {}
    source_lines: dict[str, SourceLines] = {}
    for job in jobs:
        if job.catalog not in resolved:
            source_lines[job.catalog] = source_lines_of(catalogs[job.catalog], root)
            # only the name: the outputs must not depend on the folder of the build
            name = Path(job.catalog).resolve().name
            resolved[job.catalog] = resolve(catalogs[job.catalog].catalog, name)
        artifacts = job.target.render(resolved[job.catalog], job.values, job.path.name, source_lines[job.catalog])
        yield Output(_name_in_project(job.catalog, root), job.target.id, job.path, artifacts)


def source_lines_of(checked: CheckResult, root: Path) -> SourceLines:
    """The file and line of each error, by its name."""
    files = [_name_in_project(document.source.name, root) for document in checked.documents]
    return {
        error.name: SourceLine(files[error.at.document], checked.documents[error.at.document].line_of(error.at))
        for error in checked.catalog.errors
    }


def _name_in_project(file: str, root: Path) -> str:
    """A file's name in generated text: its path in the project, or only its name if it is outside the project."""
    path = Path(file).resolve()
    return relative_path(path, root.resolve()) or path.name
