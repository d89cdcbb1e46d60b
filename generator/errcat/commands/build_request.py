"""The arguments of `errcat build`, and the jobs that they select."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from errcat import building
from errcat.artifact import Output
from errcat.building import Job
from errcat.commands.contract_lock import lock_path
from errcat.commands.project import catalogs_of
from errcat.commands.wrong_calls import common_folder
from errcat.errors import RunError
from errcat.settings import Settings
from errcat.targets import TARGETS
from errcat.text.paths import display_path
from errcat.writing import Scope


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The arguments of an `errcat build`."""

    paths: Sequence[str]
    config: str | None
    outputs: Mapping[str, str]
    """The targets of options such as `--python`, and their paths. Empty: errcat.toml configures the targets."""
    settings: Sequence[str]
    """The values of `--set`."""
    is_check: bool
    is_diff: bool
    force: bool
    lock_timeout: float
    color: str

    def jobs(self, settings: Settings) -> list[Job]:
        """Return what to build."""
        if self.outputs:
            return building.requested(self._catalog(settings), self.outputs, self.settings)
        if self.settings:
            self._refuse_settings_without_target()
        jobs = building.configured(settings)
        if not jobs and not (self.paths and settings.builds) and not self.lock(settings):
            file = display_path(settings.file) if settings.file else ""
            raise RunError("nothing-to-build", help="settings" if file else "", settings=file)
        return building.selected(jobs, self.paths) if self.paths else jobs

    def lock(self, settings: Settings) -> Path | None:
        """Return the path of the lock if this build writes it: it is about all catalogs, and so is the build."""
        return None if self.outputs or self.paths or self.settings else lock_path(settings)

    def scope(self, outputs: Sequence[Output], jobs: Sequence[Job]) -> Scope:
        """Return the files of earlier builds that this build may delete."""
        if self.outputs:
            return Scope()
        if not self.paths:
            catalogs = frozenset(output.catalog for output in outputs)
            return Scope(is_configured=True, is_whole=True, catalogs=catalogs)
        places = {Path(path).resolve() for path in self.paths}
        catalogs = frozenset(
            output.catalog for output, job in zip(outputs, jobs, strict=True) if Path(job.catalog).resolve() in places
        )
        return Scope(is_configured=True, is_whole=False, catalogs=catalogs)

    def _catalog(self, settings: Settings) -> str:
        """Return the only catalog: the path of an option can't hold the outputs of several."""
        catalogs = catalogs_of(self.paths, settings)
        if len(catalogs) != 1:
            target, path = next(iter(self.outputs.items()))
            example = f"{catalogs[0] if catalogs else 'errors.yaml'} --{target} {path}"
            folder = common_folder(catalogs)
            raise RunError(
                "one-catalog-at-a-time",
                help="folder" if folder else "" if catalogs else "none",
                count=len(catalogs),
                option=f"--{target}",
                example=example,
                folder=f"{folder} --{target} {path}",
            )
        return catalogs[0]

    def _refuse_settings_without_target(self) -> None:
        target = self.settings[0].partition(".")[0]
        if target in TARGETS:
            raise RunError("nothing-to-build", help="target", target=target, example=TARGETS[target].example)
        building.requested("", {}, self.settings)
