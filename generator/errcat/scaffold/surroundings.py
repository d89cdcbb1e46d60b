"""What a folder already has: catalogs, lists of errors, a website, a repository, and the languages of its code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from errcat import plain_files
from errcat.errors import RunError
from errcat.findings.source import CATALOG_SUFFIXES
from errcat.importing.found.sources import KINDS
from errcat.reading.load import SECTIONS
from errcat.scaffold.choices import CODE_HOSTS, CodeHost
from errcat.scaffold.folder_walk import files_near, first_lines
from errcat.scaffold.likely_sources import LikelySource, likely_sources
from errcat.settings import FILE_NAME, Settings, find_settings_file, read_settings

SITE_FILES = ("mkdocs.yml", "mkdocs.yaml")
"""The names that MkDocs looks for."""
MAX_CATALOG_DEPTH = 2
"""How many parts the path of a catalog has that errcat finds by itself: errors.yaml, api/errors.yaml."""
_VERSION = re.compile(r"""^(?:[{]\s*)?["']?errcat["']?\s*:\s*["']?\d""", re.MULTILINE)
_ERRORS = re.compile(r"^errors\s*:", re.MULTILINE)
_KEY = re.compile(r"^([\w-]+)\s*:", re.MULTILINE)
_CODE = re.compile(r"^\s*-\s.*\bcode\s*:", re.MULTILINE)
_PYTHON = frozenset(["pyproject.toml", "requirements.txt", "setup.py", "setup.cfg", "Pipfile", "uv.lock"])
OWN_PIPELINE = "# Checks the catalog"
"""How the pipelines start that `errcat init` writes."""
_OTHER_LANGUAGES = frozenset([
    "package.json", "go.mod", "Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts", "composer.json", "Gemfile",
    "mix.exs", "Package.swift",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What errcat found in a folder, and above it."""

    folder: Path
    settings: Settings
    """What errcat.toml of the folder says, if there is one."""
    catalogs: tuple[str, ...]
    """The catalogs of the folder, relative to it."""
    sources: tuple[LikelySource, ...]
    repository: Path | None
    """The top of the repository that the folder is in."""
    hosts: tuple[CodeHost, ...]
    """The code hosts that the repository names. Empty if it names none."""
    parent_settings: Path | None
    """The errcat.toml of a parent folder, which applies to the folder so far."""
    uses_python: bool
    """Whether the project can use a Python module. False if all of its code is in other languages."""

    @property
    def is_top(self) -> bool:
        """Whether files for the top of a repository belong into the folder."""
        return self.repository is None or self.repository == self.folder

    def text(self, path: str) -> str | None:
        """Return the text of a file, or None if it is missing or no plain file."""
        return self.text_at(self.folder / path)

    @staticmethod
    def text_at(file: Path) -> str | None:
        """Return the text of a file anywhere."""
        try:
            data = plain_files.read(file)
        except (OSError, RunError):
            return None
        return None if data is None else data.decode("utf-8", "replace")

    def exists(self, path: str) -> bool:
        """Whether something has this name: a file, a folder, or a link to nowhere."""
        return plain_files.status_of(self.folder / path) is not None


def look_around(folder: Path) -> Surroundings:
    """Look at a folder, which may not exist yet."""
    folder = folder.resolve()
    files = list(files_near(folder))
    heads = first_lines(folder, files, KINDS)
    own = folder / FILE_NAME
    settings = read_settings(own) if plain_files.status_of(own) is not None else Settings()
    repository = next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)
    names = {PurePosixPath(path).name for path in files}
    has_python = bool(names & _PYTHON) or any(path.endswith(".py") for path in files)
    return Surroundings(
        folder=folder,
        settings=settings,
        catalogs=_named_catalogs(settings) or _found_catalogs(heads, _projects_below(files)),
        sources=tuple(likely_sources(folder, files, heads)),
        repository=repository,
        hosts=_hosts(repository or folder),
        parent_settings=None if settings.file else find_settings_file(folder),
        uses_python=has_python or not names & _OTHER_LANGUAGES,
    )


def _named_catalogs(settings: Settings) -> tuple[str, ...]:
    """Return the catalogs that errcat.toml names, even if they don't exist yet."""
    root = settings.root.resolve()
    paths = [Path(path).resolve() for path in settings.catalog_paths()]
    return tuple(path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root))


def _projects_below(files: Iterable[str]) -> list[str]:
    """Return the folders with an errcat.toml of their own, with a `/` at the end."""
    return [path.removesuffix(FILE_NAME) for path in files if path.endswith(f"/{FILE_NAME}")]


def _found_catalogs(heads: Mapping[str, str], projects: Sequence[str]) -> tuple[str, ...]:
    """Return the catalogs in a folder: files that are one, and folders whose files form one."""
    near = {
        path: head
        for path, head in heads.items()
        if path.endswith(CATALOG_SUFFIXES)
        and path.count("/") < MAX_CATALOG_DEPTH
        and not path.startswith(tuple(projects))
    }
    whole = [path for path, head in near.items() if _is_catalog(path, head)]
    folders_of_parts = {_home(path) for path, head in near.items() if path not in whole and _ERRORS.search(head)}
    homes = [_home(path) for path in whole]
    return tuple(
        home if home != "." and home in folders_of_parts and homes.count(home) == 1 else path
        for path, home in zip(whole, homes, strict=True)
    )


def _is_catalog(path: str, head: str) -> bool:
    """Whether a file is a catalog: it has a version, or nothing but sections of a catalog at its top.

    A file in a folder needs the version, because without it the file can be a part of a catalog.
    """
    if _VERSION.search(head) or "/" in path:
        return bool(_VERSION.search(head))
    keys = set(_KEY.findall(head))
    return "errors" in keys and keys <= SECTIONS and bool(_CODE.search(head))


def _home(path: str) -> str:
    return PurePosixPath(path).parent.as_posix()


def _hosts(top: Path) -> tuple[CodeHost, ...]:
    """Return the code hosts of a repository: those of its remotes, or else those that it has other files for."""
    configuration = Surroundings.text_at(top / ".git" / "config") or ""
    addresses = " ".join(re.findall(r"^\s*url\s*=\s*(.+)$", configuration, re.MULTILINE))
    named = [host for host in CODE_HOSTS if host in addresses]
    if named:
        return tuple(named)
    signs = {"github": top / ".github" / "workflows", "gitlab": top / ".gitlab-ci.yml"}
    return tuple(host for host in CODE_HOSTS if _has_pipelines(signs[host]))


def _has_pipelines(place: Path) -> bool:
    """Whether a file, or a file in a folder, is a pipeline that checks something other than catalogs."""
    files = sorted(place.glob("*.y*ml")) if place.is_dir() else [place]
    texts = [Surroundings.text_at(file) for file in files]
    return any(text is not None and not text.startswith(OWN_PIPELINE) for text in texts)
