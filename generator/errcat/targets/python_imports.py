"""How one generated Python module imports another: by its name, or relatively inside a package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from errcat.resolved.python_reserved_names import PYTHON_WORDS

_INIT = "__init__.py"


def import_name(module: Path, importer: Path, is_package: Callable[[Path], bool]) -> str | None:
    """Return the name by which a module imports another one: `errors`, `.errors`, `..api.errors` or `acme.errors`.

    Both are paths of files; `module` can also be the folder of a package. `is_package` says whether a folder has an
    `__init__.py`. The name is relative if both modules are in the same package. It is None if Python can't import a
    file or folder with this name.
    """
    path = module.parent if module.name == _INIT else module
    own_folder = importer.parent
    if is_package(own_folder):
        root = _folder_of_package(own_folder, is_package)
        if path.is_relative_to(root):
            package, parts = own_folder.relative_to(root).parts, _parts(path.relative_to(root))
            shared = 0
            while shared < min(len(package), len(parts)) and package[shared] == parts[shared]:
                shared += 1
            if shared:
                return _checked("." * (1 + len(package) - shared), parts[shared:])
    return _checked("", _parts(path.relative_to(_folder_of_package(path.parent, is_package))))


def _folder_of_package(folder: Path, is_package: Callable[[Path], bool]) -> Path:
    """Return the folder that contains the whole package: the nearest one that is no package itself."""
    while is_package(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def _parts(path: Path) -> tuple[str, ...]:
    return (*path.parts[:-1], path.stem)


def _checked(dots: str, parts: tuple[str, ...]) -> str | None:
    is_name = all(part.isascii() and part.isidentifier() and part not in PYTHON_WORDS for part in parts)
    return dots + ".".join(parts) if is_name else None
