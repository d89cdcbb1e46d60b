"""The description of a build target: its id, its output and its settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from errcat.artifact import Artifact
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.python_reserved_names import BASE_CLASS
from errcat.targets.releases import NO_RELEASES, Releases

Value = str | int | bool | Mapping[str, str] | None
Values = Mapping[str, Value]
"""The value of every setting of a target, by key."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The place of an error in its catalog."""

    file: str
    """The path in the project, with `/`."""
    line: int


SourceLines = Mapping[str, SourceLine]
"""The place of each error by name; empty if unknown."""
NO_SOURCE_LINES: SourceLines = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ErrorsModule:
    """The Python module of a catalog's errors, as another generated module imports it."""

    name: str = "errors"
    """`errors`, `.errors` or `acme.errors`."""
    base_class: str = BASE_CLASS


ERRORS_MODULE = ErrorsModule()


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """What to render."""

    resolved: ResolvedCatalog
    values: Values
    name: str
    """The last part of the output path."""
    source_lines: SourceLines
    errors_module: ErrorsModule
    releases: Releases
    """What each release changed; empty without a changelog."""


Render = Callable[[RenderRequest], Iterator[Artifact]]


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a target that a project can change."""

    name: str
    default: Value
    about: str
    choices: tuple[str, ...] = ()
    """All allowed values, if the setting is a choice."""
    pattern: str = ""
    """A regular expression that the whole text must match."""
    example: str = ""
    """A text that matches the pattern. For a table, a text that its keys can have."""
    keys: str = ""
    """For a table of texts: a regular expression that each key must match."""
    key_example: str = ""
    code_statuses: range | None = None
    """For the code of an error: the HTTP statuses that suit it. The keys of a table of codes are statuses."""
    is_file: bool = False
    """Whether the value is the path of a file that the build reads."""

    @property
    def key(self) -> str:
        """The name as a Python identifier."""
        return self.name.replace("-", "_")

    @property
    def is_table(self) -> bool:
        return bool(self.keys)

    @property
    def kind(self) -> type:
        """The type of the value: str if there is no default."""
        return str if self.default is None else type(self.default)

    @property
    def expected(self) -> str:
        """The allowed values, in words for a message."""
        if self.choices:
            quoted = [f'"{choice}"' for choice in self.choices]
            return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
        if self.is_table:
            return f'a table such as {{{self.key_example} = "{self.example}"}}'
        if self.pattern or self.code_statuses or self.is_file:
            return f'text such as "{self.example}"'
        return {bool: "true or false", int: "a number", str: "text in quotes"}[self.kind]

    def accepts(self, value: object) -> bool:
        if self.is_table:
            return isinstance(value, Mapping) and all(self.accepts_entry(key, text) for key, text in value.items())
        if self.choices:
            return value in self.choices
        if self.pattern and not (isinstance(value, str) and re.fullmatch(self.pattern, value)):
            return False
        return type(value) is self.kind and not (self.kind is int and isinstance(value, int) and value < 0)

    def accepts_entry(self, key: str, text: object) -> bool:
        """Whether a table can have an entry."""
        return isinstance(text, str) and bool(re.fullmatch(self.keys, key))


def _is_single_file(_name: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of output."""

    id: str
    about: str
    module: str
    """The folder in targets/. Its `render.py` is imported when the target is first used."""
    example: str
    """An example of an output path."""
    settings: tuple[Setting, ...] = ()
    is_folder: Callable[[str], bool] = _is_single_file
    """Whether an output with this name is a folder."""
    imports_errors: bool = False
    """Whether the output is a module that imports the module of the errors."""

    def render(
        self,
        resolved: ResolvedCatalog,
        values: Values,
        name: str,
        source_lines: SourceLines = NO_SOURCE_LINES,
        errors_module: ErrorsModule = ERRORS_MODULE,
        *,
        releases: Releases = NO_RELEASES,
    ) -> tuple[Artifact, ...]:
        """Return the files of a catalog."""
        render: Render = import_module(f"errcat.targets.{self.module}.render").render
        return tuple(render(RenderRequest(resolved, values, name, source_lines, errors_module, releases)))

    def values(self, given_values: Values) -> dict[str, Value]:
        """Return the value of every setting by key: the given one, or else the default."""
        return {setting.key: given_values.get(setting.name, setting.default) for setting in self.settings}

    def setting(self, name: str) -> Setting | None:
        return next((setting for setting in self.settings if setting.name == name), None)
