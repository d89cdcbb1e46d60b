"""Where one may write, and where the state of a project's builds is kept."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath

from errcat import plain_files
from errcat.artifact import Output
from errcat.errors import RunError
from errcat.writing.manifest import FOLDER, LONGEST_NAME

_SETTINGS = "errcat.toml"

CatalogOf = Callable[[Path], str]
"""The catalog of which a file would be a part if it was at a path; empty for none."""


def state_folder(outputs: Sequence[Output], settings: Path | None) -> Path:
    """Where the manifest is: beside errcat.toml; without one, above the outputs where it is already, or just there."""
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
    """Refuse to write where something else of value is, and where the next run would read it as a catalog.

    `root`: the folder of the project, out of which no link may lead.
    """
    catalogs = {place for file in catalog_files for place in (_resolved(file), file.resolve())}
    for output in outputs:
        for path in output.files():
            _check_length(path)
        if root is not None and _is_led_out(output.path, root):
            raise _unsafe(output.path, "led-out")
        parts = [part.casefold() for part in _resolved(output.path).parts]
        if ".git" in parts:
            raise _unsafe(output.path, "git")
        if FOLDER in parts:
            raise _unsafe(output.path, "state")
        if _is_file(output):
            _check_file(output.path, catalogs)
        else:
            _check_folder(output.path, catalogs)
            for artifact in output.artifacts:
                _check_artifact(output, artifact.path)
        for path in output.files():
            catalog = catalog_of(path)
            if catalog:
                raise RunError("unsafe-output", help="read", path=path.as_posix(), catalog=catalog)
    _check_apart(outputs)


def _is_led_out(path: Path, root: Path) -> bool:
    """Whether a path seems to be in a folder, and a link on the way leads out of it."""
    here = Path(os.path.normpath(root.absolute()))
    seeming = Path(os.path.normpath(path.absolute()))
    return seeming.is_relative_to(here) and not _resolved(path).is_relative_to(here.resolve())


def _check_length(path: Path) -> None:
    if any(len(part.encode("utf-8", "surrogatepass")) > LONGEST_NAME for part in path.parts):
        raise RunError("cannot-write", path=path.as_posix(), reason=f"a name of more than {LONGEST_NAME} bytes")


def _check_file(path: Path, catalogs: Iterable[Path]) -> None:
    _check_kind(path)
    if _resolved(path) in catalogs or path.name == _SETTINGS:
        raise _unsafe(path, "source")


def _check_kind(path: Path) -> None:
    """Refuse what is at the place of a file and is none."""
    status = plain_files.status_of(path)
    if status is not None:
        why = plain_files.why_not_plain(status) or ("folder" if stat.S_ISDIR(status.st_mode) else "")
        if why:
            raise _unsafe(path, why)


def _check_folder(path: Path, catalogs: Iterable[Path]) -> None:
    folder = _resolved(path)
    if path.exists() and not path.is_dir():
        raise _unsafe(path, "file")
    if folder in (_home(), Path(folder.anchor)):
        raise _unsafe(path, "home")
    if any(file.is_relative_to(folder) for file in catalogs):
        raise _unsafe(path, "catalog")
    if any((folder / name).exists() for name in (".git", _SETTINGS)):
        raise _unsafe(path, "project")


def _check_artifact(output: Output, name: str) -> None:
    """A name of ours: whatever a catalog says, it leads below the folder."""
    parts = PurePosixPath(name).parts
    path = output.path / name
    sane = name and "\0" not in name and "\\" not in name and not name.startswith("/") and ".." not in parts
    if not sane or not _resolved(path).is_relative_to(_resolved(output.path)):
        raise _unsafe(path, "outside")
    _check_kind(path)


def _check_apart(outputs: Sequence[Output]) -> None:
    """No two files of one name, nor a file where another needs a folder; on file systems of every kind."""
    files: dict[str, tuple[Output, Path]] = {}
    for output in outputs:
        for path in output.files():
            mine = (output, path)
            before = files.setdefault(_folded(path), mine)
            if before is not mine:
                raise _same(before, mine)
    for name, (output, path) in files.items():
        for parent in Path(name).parents:
            before_file = files.get(str(parent))
            if before_file:
                raise _same(before_file, (output, path))


def _same(first: tuple[Output, Path], second: tuple[Output, Path]) -> RunError:
    return RunError(
        "one-file-twice",
        path=second[1].as_posix(),
        first=f"{first[0].target} of {first[0].catalog}",
        second=f"{second[0].target} of {second[0].catalog}",
    )


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", str(_resolved(path))).casefold()


def _resolved(path: Path) -> Path:
    """Where it leads, but for a link of that name itself."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except RuntimeError:  # nobody's
        return None


def _unsafe(path: Path, why: str) -> RunError:
    return RunError("unsafe-output", help=why, path=path.as_posix())
