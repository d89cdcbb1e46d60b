"""Which paths errcat can write to, and where a project's build state goes."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from errcat import plain_files
from errcat.artifact import Output
from errcat.errors import RunError
from errcat.writing.manifest import FOLDER, MAX_NAME_BYTES

_SETTINGS = "errcat.toml"

CatalogOf = Callable[[Path], str]
"""Returns the catalog that would contain a file at a path, or an empty text."""
_Resolve = Callable[[Path], Path]


def state_folder(outputs: Sequence[Output], settings: Path | None) -> Path:
    """Return the folder of the manifest: next to errcat.toml, or else at or above the outputs."""
    if settings is not None:
        return settings.resolve().parent
    folders = [_folder_of(output) for output in outputs]
    common = folders[0]
    while not all(folder.is_relative_to(common) for folder in folders):
        common = common.parent
    for folder in (common, *common.parents):
        if (folder / FOLDER).is_dir():
            return folder
        if (folder / ".git").exists() or folder == _home():
            break
    return common


def _folder_of(output: Output) -> Path:
    path = _resolved(output.path)
    return path.parent if _is_file(output) else path


def _is_file(output: Output) -> bool:
    return any(not artifact.path for artifact in output.artifacts)


def check_outputs(
    outputs: Sequence[Output],
    catalog_files: Iterable[Path],
    catalog_of: CatalogOf = lambda _path: "",
    root: Path | None = None,
) -> None:
    """Refuse to overwrite something of value, and to write where the next run would read the file as a catalog.

    `root` is the folder of the project, which no link may lead out of.
    """
    catalogs = {place for file in catalog_files for place in (_resolved(file), file.resolve())}
    resolved = cache(_resolved)  # the system looks at each folder above a file
    for output in outputs:
        for path in output.paths():
            _check_length(path)
        if root is not None and _leaves_through_link(output.path, root):
            raise _unsafe_output(output.path, "led-out")
        parts = [part.casefold() for part in _resolved(output.path).parts]
        if ".git" in parts:
            raise _unsafe_output(output.path, "git")
        if FOLDER in parts:
            raise _unsafe_output(output.path, "state")
        if _is_file(output):
            _check_file(output.path, catalogs)
        else:
            _check_folder(output.path, catalogs)
            for artifact in output.artifacts:
                _check_artifact(output, artifact.path, resolved)
        for path in output.paths():
            catalog = catalog_of(path)
            if catalog:
                raise RunError("unsafe-output", help="read", path=path.as_posix(), catalog=catalog)
    _check_distinct(outputs, resolved)


def _leaves_through_link(path: Path, root: Path) -> bool:
    """Whether a path appears to be inside a folder, but a link on the way leads out of it."""
    here = Path(os.path.normpath(root.absolute()))
    apparent = Path(os.path.normpath(path.absolute()))
    return apparent.is_relative_to(here) and not _resolved(path).is_relative_to(here.resolve())


def _check_length(path: Path) -> None:
    if any(len(part.encode("utf-8", "surrogatepass")) > MAX_NAME_BYTES for part in path.parts):
        raise RunError("cannot-write", path=path.as_posix(), reason=f"a name of more than {MAX_NAME_BYTES} bytes")


def _check_file(path: Path, catalogs: Iterable[Path]) -> None:
    _check_kind(path)
    if _resolved(path) in catalogs or path.name == _SETTINGS:
        raise _unsafe_output(path, "source")


def _check_kind(path: Path) -> None:
    """Refuse an existing path that is not a plain file."""
    status = plain_files.status_of(path)
    if status is not None:
        reason = plain_files.why_not_plain(status) or ("folder" if stat.S_ISDIR(status.st_mode) else "")
        if reason:
            raise _unsafe_output(path, reason)


def _check_folder(path: Path, catalogs: Iterable[Path]) -> None:
    folder = _resolved(path)
    if path.exists() and not path.is_dir():
        raise _unsafe_output(path, "file")
    if folder in (_home(), Path(folder.anchor)):
        raise _unsafe_output(path, "home")
    if any(file.is_relative_to(folder) for file in catalogs):
        raise _unsafe_output(path, "catalog")
    if any((folder / name).exists() for name in (".git", _SETTINGS)):
        raise _unsafe_output(path, "project")


def _check_artifact(output: Output, name: str, resolved: _Resolve) -> None:
    """Check the name of an artifact: whatever a catalog says, the file must be inside the output folder."""
    parts = PurePosixPath(name).parts
    path = output.path / name
    is_relative = name and "\0" not in name and "\\" not in name and not name.startswith("/") and ".." not in parts
    if not is_relative or not resolved(path).is_relative_to(resolved(output.path)):
        raise _unsafe_output(path, "outside")
    _check_kind(path)


def _check_distinct(outputs: Sequence[Output], resolved: _Resolve) -> None:
    """Refuse two files of the same name, and a file where another needs a folder, on file systems of every kind."""
    files: dict[str, tuple[Output, Path]] = {}
    for output in outputs:
        for path in output.paths():
            current = (output, path)
            existing = files.setdefault(_collision_key(resolved(path)), current)
            if existing is not current:
                raise _same_file_error(existing, current)
    for name, (output, path) in files.items():
        folder = name
        while (above := os.path.dirname(folder)) != folder:  # noqa: PTH120 — a key, and there are many
            folder = above
            if existing_file := files.get(folder):
                raise _same_file_error((output, path), existing_file)


def _same_file_error(first: tuple[Output, Path], second: tuple[Output, Path]) -> RunError:
    return RunError(
        "one-file-twice",
        path=second[1].as_posix(),
        first=f"{first[0].target} of {first[0].catalog}",
        second=f"{second[0].target} of {second[0].catalog}",
    )


def _collision_key(resolved: Path) -> str:
    return unicodedata.normalize("NFC", str(resolved)).casefold()


def _resolved(path: Path) -> Path:
    """Resolve a path, except for a link as its last part."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except RuntimeError:  # a user without a home folder
        return None


def _unsafe_output(path: Path, reason: str) -> RunError:
    return RunError("unsafe-output", help=reason, path=path.as_posix())
