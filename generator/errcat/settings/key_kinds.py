"""How a setting describes its key in errcat.toml: the values it takes, its default, and what it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar, cast

from errcat.findings.finding import LEVELS, Level

T = TypeVar("T")


class Values(NamedTuple, Generic[T]):
    """The values that a key takes."""

    expected: str
    """For messages and the reference: `"error", "warning" or "info"`."""
    parse: Callable[[Any], T | None]
    """A value of errcat.toml as errcat uses it. None if the key doesn't take it."""
    written: Callable[[T], object]
    """The way back: the value as errcat.toml and JSON have it."""


class SettingKey(NamedTuple):
    """One key of errcat.toml."""

    name: str
    """As errcat.toml has it: fail-on."""
    field: str
    """As `Settings` has it: fail_on."""
    values: Values[Any]
    default: Any
    about: str


def setting_key(name: str, values: Values[Any], *, default: Any, about: str) -> SettingKey:
    """Describe a key of errcat.toml: fail-on, which is the field fail_on."""
    return SettingKey(name, name.replace("-", "_"), values, default, about)


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
