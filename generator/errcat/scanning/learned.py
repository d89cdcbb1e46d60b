"""Functions and classes whose arguments are codes: those that pass a parameter on to a position that has a code.

    class ApiError(Exception):
        def __init__(self, code, message):
            self.code = code

makes the first argument of `ApiError("order_not_found", "…")` a code. So does `[scan] functions` of errcat.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from errcat.scanning.catalog_codes import CatalogCodes
from errcat.scanning.facts import Kind, Literal, PassedParam, Sighting, is_error_word
from errcat.scanning.names import NameTable, ScannedFile
from errcat.scanning.positions import Certainty, certainty

_MOST_ROUNDS = 10
"""How many functions can pass a code on to one another."""
_SELF = ("self", "this", "cls", "super")

_Argument = tuple[str, int | str]
"""The last part of a function's name, and the index or the name of an argument."""


@dataclass(frozen=True, slots=True)
class ScanNames:
    """The names that the settings add."""

    keys: frozenset[str] = frozenset()
    """Keys, arguments and attributes that always have a code."""
    functions: frozenset[str] = frozenset()
    """Functions that get a code as their first argument: `fail`; or as another one: `respond:1`, `respond:code`."""
    modules: tuple[str, ...] = ()
    """Modules that errcat generates, and that are outside the scanned files."""


class LearnedArguments:
    """The arguments that are codes."""

    def __init__(
        self, files: Sequence[ScannedFile], known: CatalogCodes, names: NameTable, settings: ScanNames
    ) -> None:
        self._known = known
        self._names = names
        self._keys = settings.keys
        self._configured = settings.functions
        self._homes: dict[_Argument, list[tuple[ScannedFile, PassedParam]]] = {}
        self._proved: set[tuple[str, int]] = set()
        with_params = [
            (file, sighting, params)
            for file in files
            if not file.is_generated
            for sighting in file.facts.sightings
            if not sighting.is_handled and (params := _params(sighting))
        ]
        for _ in range(_MOST_ROUNDS):
            before = sum(map(len, self._homes.values()))
            for file, sighting, params in with_params:
                if self.certainty(file, sighting) is Certainty.CERTAIN:
                    for param in params:
                        self._add(file, param)
            if sum(map(len, self._homes.values())) == before:
                break
        self._prove(files)

    def certainty(self, file: ScannedFile, sighting: Sighting) -> Certainty:
        """Return how certain it is that a position has a code."""
        if sighting.kind in (Kind.POSITIONAL, Kind.ARGUMENT) and self._is_learned(file, sighting):
            return Certainty.CERTAIN
        return certainty(sighting, self._known, self._keys)

    def _is_learned(self, file: ScannedFile, sighting: Sighting) -> bool:
        owner = sighting.owner
        last = owner.rpartition(".")[2]
        argument = sighting.index if sighting.kind is Kind.POSITIONAL else sighting.name
        if argument == 0 and self._names.is_shared_class(file, owner):
            return True
        for name in (owner, last):
            if f"{name}:{argument}" in self._configured or (argument == 0 and name in self._configured):
                return True
        if sighting.kind is Kind.POSITIONAL and (last, sighting.index) in self._proved:
            return True
        return any(_can_call(file, owner, home, param) for home, param in self._homes.get((last, argument), ()))

    def _add(self, file: ScannedFile, param: PassedParam) -> None:
        if not param.function:
            return
        arguments: list[int | str] = [param.name, *([param.index] if param.index >= 0 else [])]
        for argument in arguments:
            homes = self._homes.setdefault((param.function, argument), [])
            if not any(home is file for home, _param in homes):
                homes.append((file, param))

    def _prove(self, files: Sequence[ScannedFile]) -> None:
        """Note the error classes that get a known code somewhere: so their other first arguments are codes."""
        for file in files:
            for sighting in file.facts.sightings:
                last = sighting.owner.rpartition(".")[2]
                is_candidate = sighting.kind is Kind.POSITIONAL and not file.is_generated and not sighting.is_handled
                if is_candidate and certainty(sighting, self._known, self._keys) is Certainty.LIKELY:
                    texts = [str(value.value) for value in sighting.values if isinstance(value, Literal)]
                    if any(self._known.knows(text) and self._known.has_code_style(text) for text in texts):
                        self._proved.add((last, sighting.index))


def _params(sighting: Sighting) -> tuple[PassedParam, ...]:
    return tuple(value for value in sighting.values if isinstance(value, PassedParam))


def _can_call(file: ScannedFile, owner: str, home: ScannedFile, param: PassedParam) -> bool:
    """Whether a call of this name can be a call of the function in another file."""
    parts = tuple(owner.split("."))
    if param.is_method:
        return is_error_word(parts[-1]) or (file is home and parts[0] in _SELF)
    if file is home or home.language == "java":
        return True
    if home.language == "go":
        package = file.facts.imports.get(parts[0], (parts[0],))[-1]
        return file.module[:-1] == home.module[:-1] or (len(parts) > 1 and (package,) == home.module[-2:-1])
    imported = file.facts.imports.get(parts[0])
    if imported is None:
        return any(star and star[-1] in home.module for star in file.facts.stars)
    module = (*imported, *parts[1:])[:-1]
    return not module or module[-1] in home.module
