"""What a target is: an id, what it makes, and the settings that it knows. A noun of `targets`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from errcat.artifact import Artifact
from errcat.resolved.types import ResolvedCatalog

Value = str | int | bool | None
Values = Mapping[str, Value]
"""What each setting of a target is set to, by its key; all of them are there."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where an error stands in its catalog."""

    file: str
    """As the project has it, with `/`."""
    line: int


SourceLines = Mapping[str, SourceLine]
"""Where each error stands, by its name; empty where nobody knows."""
NO_SOURCE_LINES: SourceLines = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """What is to be made."""

    resolved: ResolvedCatalog
    values: Values
    name: str
    """The last part of the output's path."""
    source_lines: SourceLines


Render = Callable[[RenderRequest], Iterator[Artifact]]


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing about a target that a project may have otherwise."""

    name: str
    default: Value
    about: str
    choices: tuple[str, ...] = ()
    """All that it may be, where that is a choice of words."""
    pattern: str = ""
    """What a text must look like as a whole."""
    example: str = ""
    """A text that looks so."""

    @property
    def key(self) -> str:
        """Its name, as a target's own code has it."""
        return self.name.replace("-", "_")

    @property
    def kind(self) -> type:
        """What its value is: a text where the default is none."""
        return str if self.default is None else type(self.default)

    @property
    def expected(self) -> str:
        """What may be written, in words."""
        if self.choices:
            quoted = [f'"{choice}"' for choice in self.choices]
            return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
        if self.pattern:
            return f'text such as "{self.example}"'
        return {bool: "true or false", int: "a number", str: "text in quotes"}[self.kind]

    def accepts(self, value: object) -> bool:
        if self.choices:
            return value in self.choices
        if self.pattern and not (isinstance(value, str) and re.fullmatch(self.pattern, value)):
            return False
        return type(value) is self.kind and not (self.kind is int and isinstance(value, int) and value < 0)


def _is_single_file(_name: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of output."""

    id: str
    about: str
    module: str
    """Its folder in targets/: `render.py` is imported when the target is used."""
    example: str
    """A path to type."""
    settings: tuple[Setting, ...] = ()
    is_folder: Callable[[str], bool] = _is_single_file
    """Whether an output of this name is a folder of files."""

    def render(
        self, resolved: ResolvedCatalog, values: Values, name: str, source_lines: SourceLines = NO_SOURCE_LINES
    ) -> tuple[Artifact, ...]:
        """The files of a catalog."""
        render: Render = import_module(f"errcat.targets.{self.module}.render").render
        return tuple(render(RenderRequest(resolved, values, name, source_lines)))

    def values(self, given_values: Values) -> dict[str, Value]:
        """Every setting by its key: as it was given by its name, else its default."""
        return {setting.key: given_values.get(setting.name, setting.default) for setting in self.settings}

    def setting(self, name: str) -> Setting | None:
        return next((setting for setting in self.settings if setting.name == name), None)
