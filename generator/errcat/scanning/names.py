"""What names in source code mean: constants of the project, and the members and classes that errcat generates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from errcat.scanning.catalog_codes import CatalogCodes
from errcat.scanning.facts import Computed, Expression, FileFacts, Literal, Name, PassedParam

_ENUM = "ErrorCode"
"""The enum of codes in each generated module."""
_INDEX_FILES = ("__init__", "index", "mod")
_MAX_STEPS = 20


@dataclass(frozen=True)
class ScannedFile:
    """A file with its facts."""

    name: str
    language: str
    facts: FileFacts
    is_generated: bool = False
    """Whether errcat generated it: it has every code, but raises none."""

    @property
    def module(self) -> tuple[str, ...]:
        """The parts of its module: `src/acme/errors.py` → src, acme, errors."""
        path = PurePosixPath(self.name)
        parts = (*path.parts[:-1], path.name.partition(".")[0])
        return parts[:-1] if parts[-1] in _INDEX_FILES else parts


@dataclass(frozen=True, slots=True)
class Meaning:
    """The code of a generated member or class. The catalog doesn't have the code of an unknown member."""

    code: str


class NameTable:
    """The names of all files of a scan."""

    def __init__(self, files: Sequence[ScannedFile], known: CatalogCodes, generated: Sequence[str]) -> None:
        self._files = files
        self._known = known
        self._generated = {
            *(part for name in generated for part in name.split(".")[-1:]),
            *(file.module[-1] for file in files if file.is_generated and file.module),
        }
        self._definitions: dict[str, list[ScannedFile]] = {}
        self._classes: dict[str, list[ScannedFile]] = {}
        self._folders: set[str] = set()
        for file in files:
            if not file.is_generated:
                for name in file.facts.constants:
                    self._definitions.setdefault(name, []).append(file)
                for name in file.facts.classes:
                    self._classes.setdefault(name, []).append(file)
            self._folders.update(file.module)

    def values(self, file: ScannedFile, value: Expression, steps: int = 0) -> Sequence[Literal | Meaning | None]:
        """Return what a value can be: literals, codes of generated names, and None for what only a run can know."""
        if isinstance(value, Literal):
            return [value]
        if isinstance(value, (Computed, PassedParam)) or steps > _MAX_STEPS:
            return [None]
        meaning = self.generated(file, value.parts)
        if meaning is not None:
            return [meaning]
        found = self.definition(file, value.parts)
        if found is None:
            return [None]
        owner, values = found
        return [item for inner in values for item in self.values(owner, inner, steps + 1)]

    def generated(self, file: ScannedFile, parts: tuple[str, ...]) -> Meaning | None:
        """Return the code of a generated member or class; None for another name."""
        if file.language != "python":
            return None
        full = self._expanded(file, parts)
        if full[-1] == "value" and len(full) > 1:
            full = full[:-1]
        if len(full) > 1 and full[-2] == _ENUM:
            origin = self._origin(file, full[:-2], _ENUM)
            member = full[-1]
            if origin == "own" or (origin == "unknown" and member not in self._known.members):
                return None
            return Meaning(self._known.members.get(member, member))
        code = self._known.classes.get(full[-1])
        if code is None or self._origin(file, full[:-1], full[-1]) == "own":
            return None
        return Meaning(code)

    def is_shared_class(self, file: ScannedFile, owner: str) -> bool:
        """Whether a call makes an error of any code: `ApiError("x")`, `ErrorCode("x")`."""
        full = self._expanded(file, tuple(owner.split(".")))
        is_named = full[-1] in self._known.shared_classes or full[-1] == _ENUM
        return is_named and file.language == "python" and self._origin(file, full[:-1], full[-1]) == "generated"

    def definition(
        self, file: ScannedFile, parts: tuple[str, ...]
    ) -> tuple[ScannedFile, tuple[Expression, ...]] | None:
        """Return the values of a constant, and the file that defines it."""
        full = self._expanded(file, parts)
        for key in _keys(full):
            owner = self._owner(file, full, key)
            if owner is not None:
                return owner, owner.facts.constants[key]
        return None

    def _owner(self, file: ScannedFile, full: tuple[str, ...], key: str) -> ScannedFile | None:
        """Return the file that defines a constant, if there is no doubt."""
        candidates = self._definitions.get(key, [])
        if file in candidates:
            return file
        module = full[: -(key.count(".") + 1)]
        if not module and "." not in key and file.language in ("python", "typescript", "tsx"):
            # a plain name of another file must be imported
            modules = file.facts.stars
        else:
            modules = [module] if module else []
        near = [other for other in candidates if any(_fits(other.module, module) for module in modules)]
        if file.language == "go" and not module:
            near = [other for other in candidates if other.module[:-1] == file.module[:-1]]
        if not near and ("." in key or module):
            near = candidates
        first = near[0].facts.constants[key] if near else ()
        texts = {tuple(getattr(value, "value", None) for value in other.facts.constants[key]) for other in near}
        return near[0] if near and first and len(texts) == 1 else None

    def _expanded(self, file: ScannedFile, parts: tuple[str, ...]) -> tuple[str, ...]:
        imported = file.facts.imports.get(parts[0])
        return (*imported, *parts[1:]) if imported else parts

    def _origin(self, file: ScannedFile, module: tuple[str, ...], name: str) -> str:
        """Return whether a class is generated, the project's own, or unknown."""
        if name in file.facts.classes:
            return "own"
        modules = [module] if module else file.facts.stars
        if any(parts and parts[-1] in self._generated for parts in modules):
            return "generated"
        own = self._classes.get(name, ())
        if own:
            return "own"
        is_local = any(not parts or parts[0] in self._folders for parts in modules)
        return "generated" if self._generated and modules and is_local else "unknown"


def is_forwarded(value: Name | Expression, keys: frozenset[str]) -> bool:
    """Whether a value is the code of an error that exists already: `self.code`, `error.code`."""
    return isinstance(value, Name) and len(value.parts) > 1 and value.parts[-1] in keys


def _keys(parts: tuple[str, ...]) -> Iterator[str]:
    if len(parts) > 1:
        yield ".".join(parts[-2:])
    yield parts[-1]


def _fits(module: tuple[str, ...], imported: tuple[str, ...]) -> bool:
    """Whether an import can mean a module: their last parts are the same."""
    length = min(len(module), len(imported))
    return length > 0 and module[-length:] == imported[-length:]
