"""What to build, and all of it in memory: settings or options → jobs → checked catalogs → resolved → artifacts.

`writing` puts the artifacts on disk, and the commands report about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from errcat import checking
from errcat.artifact import Output
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reading import load
from errcat.reading.files import read_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.python_reserved_names import BASE_CLASS
from errcat.resolved.resolve import resolve
from errcat.settings import Settings
from errcat.settings.build_tables import CATALOG, BuildTarget
from errcat.targets import TARGETS, ErrorsModule, Setting, SourceLine, SourceLines, Target, Value
from errcat.targets.python_imports import import_name
from errcat.targets.releases import NO_RELEASES, Releases, UnknownCatalogError, releases_of
from errcat.targets.setting_codes import errors_named, named_codes, suits
from errcat.text.paths import display_path, relative_path
from errcat.text.suggestions import closest, listed

_ERRORS_TARGET = "python"
_PACKAGE_FILE = "__init__.py"


@dataclass(frozen=True, slots=True)
class Job:
    """A target to build from a catalog."""

    catalog: str
    """The path of the catalog, relative to the current folder."""
    target: Target
    path: Path
    values: Mapping[str, Value]
    """The value of every setting of the target."""
    errors_job: Job | None = None
    """For a module that imports the module of the errors: the job that builds the latter."""

    @property
    def is_folder(self) -> bool:
        return self.target.is_folder(self.path.name)


def configured(settings: Settings) -> list[Job]:
    """All that errcat.toml configures, in its order."""
    groups = [
        [_configured_job(catalog, build_target, settings.root) for build_target in table.targets]
        for table in settings.builds
        for catalog in settings.catalog_paths(table.catalogs)
    ]
    every = [job for group in groups for job in group]
    return [_with_errors_job(job, [*group, *every]) for group in groups for job in group]


def _with_errors_job(job: Job, candidates: Sequence[Job]) -> Job:
    """The job with the first job that builds the errors of its catalog, if it needs one."""
    if not job.target.imports_errors:
        return job
    matching = (other for other in candidates if other.target.id == _ERRORS_TARGET and other.catalog == job.catalog)
    return replace(job, errors_job=next(matching, None))


def _configured_job(catalog: str, build_target: BuildTarget, root: Path) -> Job:
    path = root / build_target.path.replace(CATALOG, catalog_name(catalog))
    values = build_target.target.values(build_target.settings)
    values |= {key: str(root / str(value)) for key, value in _files(build_target.target, values)}
    return Job(catalog, build_target.target, path, values)


def _files(target: Target, values: Mapping[str, Value]) -> list[tuple[str, Value]]:
    """The settings that name a file, by key."""
    return [(one.key, values[one.key]) for one in target.settings if one.is_file and values[one.key] is not None]


def files_read_by(jobs: Iterable[Job]) -> list[Path]:
    """The files that the settings of some jobs name."""
    return [Path(str(value)) for job in jobs for _key, value in _files(job.target, job.values)]


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
        target_id, setting, entry, value = _parsed(option, list(outputs))
        if entry:
            table = values[target_id].get(setting.name)
            value = {**(table if isinstance(table, Mapping) else {}), entry: str(value)}
        values[target_id][setting.name] = value
    jobs = [
        Job(catalog, TARGETS[target], Path(path), TARGETS[target].values(values[target]))
        for target, path in outputs.items()
    ]
    return [_with_errors_job(job, jobs) for job in jobs]


class _SetOption(NamedTuple):
    target_id: str
    setting: Setting
    entry: str
    """The key of a table's entry; empty for other settings."""
    value: Value


def _parsed(option: str, requested_targets: Sequence[str]) -> _SetOption:
    """The parts of one `--set TARGET.SETTING=VALUE`, or of `--set TARGET.SETTING.KEY=VALUE` for a table."""
    key, equals, written = option.partition("=")
    target_id, dot, path = key.partition(".")
    name, entry_dot, entry = path.partition(".")
    if not equals or not dot or target_id not in TARGETS:
        raise RunError("wrong-set", text=option, known=listed(TARGETS))
    if target_id not in requested_targets:
        raise RunError("wrong-set", help="unused", text=option, target=target_id)
    setting = TARGETS[target_id].setting(name)
    if setting is None or (entry_dot and not setting.is_table):
        names = [known.name for known in TARGETS[target_id].settings]
        near = closest(path, names)
        help_ = "similar" if near else "setting" if names else "none"
        raise RunError("wrong-set", help=help_, text=option, target=target_id, similar=near, known=listed(names))
    if setting.is_table:
        if not setting.accepts_entry(entry, written):
            example = f"{target_id}.{name}.{setting.key_example}={setting.example}"
            raise RunError("wrong-set", help="table", text=option, setting=f"{target_id}.{name}", example=example)
        return _SetOption(target_id, setting, entry, written)
    value: Value = written
    if setting.kind is bool:
        value = {"true": True, "false": False}.get(written, written)
    elif setting.kind is int and written.isdecimal():
        value = int(written)
    if not setting.accepts(value):
        raise RunError("wrong-set", help="value", text=option, setting=f"{target_id}.{name}", expected=setting.expected)
    return _SetOption(target_id, setting, "", value)


def check_all(catalogs: Iterable[str], levels: Mapping[str, Level]) -> dict[str, CheckResult]:
    """The check results of some catalogs, by path."""
    return {catalog: checking.check(load(catalog), levels) for catalog in dict.fromkeys(catalogs)}


class Resolved(NamedTuple):
    """All that the targets read of a catalog."""

    catalog: ResolvedCatalog
    source_lines: SourceLines


def resolve_all(jobs: Sequence[Job], catalogs: Mapping[str, CheckResult], root: Path) -> dict[str, Resolved]:
    """The resolved catalogs of some jobs, by path."""
    return {
        # only the name: the outputs must not depend on the folder of the build
        path: Resolved(
            resolve(catalogs[path].catalog, Path(path).resolve().name), source_lines_of(catalogs[path], root)
        )
        for path in dict.fromkeys(job.catalog for job in jobs)
    }


def render(jobs: Sequence[Job], catalogs: Mapping[str, Resolved], root: Path) -> Iterator[Output]:
    """The files of each job, in memory."""
    for job in jobs:
        resolved, source_lines = catalogs[job.catalog]
        _check_codes(job, resolved)
        history = job.values.get("history")
        artifacts = job.target.render(
            resolved,
            job.values,
            job.path.name,
            source_lines,
            errors_module_of(job),
            releases=releases_in(Path(str(history)), job.catalog) if history else NO_RELEASES,
        )
        yield Output(_name_in_project(job.catalog, root), job.target.id, job.path, artifacts)


def releases_in(file: Path, catalog: str) -> Releases:
    """What the releases of a catalog changed, from a file that `errcat changelog` wrote."""
    path = display_path(file)
    if not file.is_file():
        raise RunError("unreadable-changelog", help="missing", path=path)
    try:
        return releases_of(read_bytes(file, path).decode("utf-8"), Path(catalog).resolve())
    except UnknownCatalogError as error:
        known = listed(error.known)
        raise RunError("not-in-changelog", path=path, catalog=display_path(Path(catalog)), known=known) from None
    except ValueError:  # also for what isn't JSON or UTF-8
        raise RunError("unreadable-changelog", path=path) from None


def _check_codes(job: Job, resolved: ResolvedCatalog) -> None:
    """Refuse settings that name codes which the catalog doesn't have, or which can't have the status."""
    for setting in job.target.settings:
        for named in named_codes(setting, job.values[setting.key]):
            values = {"setting": f"{job.target.id}.{named.setting}", "code": named.text, "catalog": job.catalog}
            errors = errors_named(resolved, named.text)
            if not errors:
                codes = list(dict.fromkeys(error["code"] for error in resolved["errors"]))
                near = closest(named.text, codes) or closest(
                    named.text, [error["name"] for error in resolved["errors"]]
                )
                known = listed(codes)
                help_ = "similar" if near else ""
                raise RunError("unknown-code-in-setting", help=help_, similar=near, known=known, **values)
            if len(errors) > 1:
                names = listed(error["name"] for error in errors)
                raise RunError("unknown-code-in-setting", help="names", known=names, **values)
            if not suits(errors[0], named):
                first, last = named.statuses[0], named.statuses[-1]
                wanted = str(first) if first == last else f"{first} to {last}"
                fitting = [error["code"] for error in resolved["errors"] if error["status"] and suits(error, named)]
                statuses = listed(map(str, errors[0]["status"] or ()))
                raise RunError(
                    "unsuitable-code-in-setting",
                    help="codes" if fitting else "",
                    statuses=statuses,
                    wanted=wanted,
                    known=listed(fitting),
                    **values,
                )


def errors_module_of(job: Job) -> ErrorsModule:
    """How a generated module imports the module of the errors: as its setting says, or else from its place."""
    if not job.target.imports_errors:
        return ErrorsModule()
    values = {"target": job.target.id}
    other = job.errors_job
    base_class = str(job.values["base_class"] or (other and other.values["base_class"]) or BASE_CLASS)
    name = job.values["errors"]
    if name is not None:
        return ErrorsModule(str(name), base_class)
    if other is None:
        raise RunError("no-errors-module", **values)
    if other.values["exceptions"] == "none":
        raise RunError("no-errors-module", help="exceptions", **values)
    path = other.path.resolve()
    own_package = path if other.is_folder else path.parent if path.name == _PACKAGE_FILE else None
    found = import_name(
        path, job.path.resolve(), lambda folder: folder == own_package or (folder / _PACKAGE_FILE).exists()
    )
    if found is None:
        raise RunError("no-errors-module", help="name", path=display_path(other.path), **values)
    return ErrorsModule(found, base_class)


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
