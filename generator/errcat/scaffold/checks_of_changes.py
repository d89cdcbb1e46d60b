"""What checks each change: the hooks of pre-commit, and the pipelines of GitHub and GitLab."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from errcat.scaffold.choices import Choices, CodeHost
from errcat.scaffold.requirement import requirement
from errcat.scaffold.starter_parts import ExistingFile, LinesToAdd, StarterFile, StarterPart
from errcat.scaffold.surroundings import Surroundings
from errcat.scaffold.templates import filled
from errcat.scaffold.yaml_lists import list_indent, shifted
from errcat.settings import FILE_NAME


@dataclass(frozen=True, slots=True)
class _Check:
    """A file that checks each change."""

    path: str
    """From the top of the repository."""
    template: str
    about: str
    where: str
    """Where the lines go if the file exists."""
    key: str
    """The key that the lines to add are below. Empty if they are the whole text."""


_HOOKS = _Check(
    ".pre-commit-config.yaml",
    "pre-commit.yaml",
    about="checks before each commit, with pre-commit",
    where="below `repos:`",
    key="repos",
)
_PIPELINES: Mapping[CodeHost, _Check] = {
    "github": _Check(
        ".github/workflows/errcat.yml", "github.yml", about="checks on GitHub", where="as another workflow", key=""
    ),
    "gitlab": _Check(".gitlab-ci.yml", "gitlab-ci.yml", about="checks on GitLab", where="at its end", key=""),
}


def checks_of_changes(found: Surroundings, choices: Choices) -> Iterator[StarterPart]:
    """Yield the files that check each change, or what to add to those that exist."""
    pip = requirement()
    settings = _settings_from_top(found)
    arguments = f" --config {shlex.quote(settings)}" if settings != FILE_NAME else ""
    for check in (_HOOKS, *(_PIPELINES[host] for host in choices.hosts)):
        yield _part(found, check, filled(check.template, requirement=pip, arguments=arguments))


def _part(found: Surroundings, check: _Check, text: str) -> StarterPart:
    """Return what to do about a file: write it, leave it, or say which lines to add."""
    top = found.folder if found.is_top or found.repository is None else found.repository
    name = _from(found, top / check.path)
    for file in _siblings(top / check.path):
        if "errcat" in (Surroundings.text_at(file) or ""):
            return ExistingFile(_from(found, file), check.about)
    written = Surroundings.text_at(top / check.path)
    if written is not None:
        lines = text
        if check.key:
            lines = shifted(text.partition(f"{check.key}:\n")[2], list_indent(written, check.key))
        return LinesToAdd(name, check.where, lines.rstrip("\n"))
    if found.is_top and not found.exists(check.path):
        return StarterFile(name, text, check.about)
    return LinesToAdd(name, "as a new file", text.rstrip("\n"))


def _siblings(file: Path) -> list[Path]:
    """Return the file, and the other workflows next to it."""
    others = sorted(file.parent.glob("*.y*ml")) if file.parent.name == "workflows" else []
    return [file, *(other for other in others if other != file)]


def _from(found: Surroundings, file: Path) -> str:
    """Return a path from the folder of the project."""
    return Path(os.path.relpath(file, found.folder)).as_posix()


def _settings_from_top(found: Surroundings) -> str:
    """Return the path of errcat.toml from the top of the repository."""
    if found.repository is None or found.is_top:
        return FILE_NAME
    return (found.folder / FILE_NAME).relative_to(found.repository).as_posix()
