"""`errcat build --watch`: a build after each change of a file that the build reads."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from errcat import building
from errcat.commands import terminal
from errcat.commands.build_request import BuildRequest
from errcat.commands.exit_codes import STOPPED
from errcat.commands.long_running import prepare_long_run
from errcat.commands.project import load_settings
from errcat.errors import RunError
from errcat.reading.files import catalog_files

_INTERVAL = 0.2
"""Seconds between two looks at the files."""


def watch(request: BuildRequest, build: Callable[[BuildRequest], int]) -> int:
    """Build now and after each change, until Ctrl-C."""
    prepare_long_run()
    state_before: object = None
    try:
        while True:
            state = _state(request)
            if state != state_before:
                state_before = state
                _build_and_report(request, build)
            time.sleep(_INTERVAL)
    except KeyboardInterrupt:
        terminal.put("errcat: stopped", err=True)
        return STOPPED


def _build_and_report(request: BuildRequest, build: Callable[[BuildRequest], int]) -> None:
    try:
        build(request)
    except RunError as error:
        terminal.put_error(error)


def _state(request: BuildRequest) -> object:
    """Return a value that changes when a file changes that the build reads."""
    try:
        settings = load_settings(request.config)
        jobs = request.jobs(settings)
        catalogs = [job.catalog for job in jobs]
        catalogs += settings.catalog_paths() if request.lock(settings) else []
        files = [file for catalog in dict.fromkeys(catalogs) for file in catalog_files(catalog)]
    except RunError as error:
        return repr(error)
    files += building.files_read_by(jobs)
    files += [settings.file] if settings.file else []
    return [(file, *_time_and_size(file)) for file in files]


def _time_and_size(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
