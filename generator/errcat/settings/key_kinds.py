"""How a field of `Settings` describes its key in errcat.toml: the values it takes, its default, and what it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from typing import Any, Generic, TypeVar, cast

from errcat.findings.finding import LEVELS, Level

T = TypeVar("T")

_METADATA = "key"


@dataclass(frozen=True, slots=True)
class Values(Generic[T]):
    """The values that a key takes."""

    expected: str
    """For messages and the reference: `"error", "warning" or "info"`."""
    parse: Callable[[Any], T | None]
    """A value of errcat.toml as errcat uses it. None if the key doesn't take it."""
    written: Callable[[T], object]
    """The way back: the value as errcat.toml and JSON have it."""


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One key of errcat.toml."""

    name: str
    """As errcat.toml has it: fail-on."""
    field: str
    """As `Settings` has it: fail_on."""
    values: Values[Any]
    default: Any
    about: str


def key(values: Values[T], *, default: T, about: str) -> T:
    """Declare a field of `Settings` that errcat.toml can set."""
    return field(default=default, metadata={_METADATA: (values, about)})


def keys_of(settings: type[Any]) -> tuple[SettingKey, ...]:
    """The keys that a class declares, in its order."""
    return tuple(_key(declared) for declared in fields(settings) if _METADATA in declared.metadata)


def _key(declared: Field[Any]) -> SettingKey:
    values, about = declared.metadata[_METADATA]
    return SettingKey(declared.name.replace("_", "-"), declared.name, values, declared.default, about)


def choice(*words: str) -> Values[str]:
    """One of some words."""
    return Values(_either(words), lambda value: value if value in words else None, str)


def level(*words: str) -> Values[Level]:
    """One of some levels, by their names."""
    return Values(_either(words), lambda value: LEVELS[value] if value in words else None, lambda chosen: chosen.word)


def flag() -> Values[bool]:
    """Yes or no."""
    return Values("true or false", lambda value: value if isinstance(value, bool) else None, bool)


def paths(example: str) -> Values[tuple[str, ...]]:
    """A list of paths."""
    return Values(f"a list of paths: {example}", _strings, list)


def words(example: str) -> Values[tuple[str, ...]]:
    """A list of names."""
    return Values(f"a list of names: {example}", _strings, list)


def _strings(value: object) -> tuple[str, ...] | None:
    is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return tuple(cast("list[str]", value)) if is_list else None


def _either(words: tuple[str, ...]) -> str:
    quoted = [f'"{word}"' for word in words]
    return " or ".join(part for part in (", ".join(quoted[:-1]), quoted[-1]) if part)
