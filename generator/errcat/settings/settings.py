"""The settings of a project: what errcat.toml says, with defaults where it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from errcat.findings.document import Document
from errcat.findings.finding import LEVELS, Level, Problem
from errcat.settings.paths import (
    catalog_paths,
    shown,
)
from errcat.settings.toml_file import TomlFile, read

if TYPE_CHECKING:
    from errcat.settings.build_targets import BuildSettings

KEYS = ("catalogs", "fail-on", "rules", "build")


@dataclass(frozen=True, slots=True)
class Settings:
    """What one errcat.toml says; all defaults where there is none."""

    file: Path | None = None
    catalogs: tuple[str, ...] = ()
    """Paths and patterns, relative to the file."""
    fail_on: Level = Level.ERROR
    rules: Mapping[str, Level] = field(default_factory=dict)
    builds: tuple[BuildSettings, ...] = ()
    toml: TomlFile | None = None
    """The file itself, so that findings can point at it."""

    @property
    def document(self) -> Document | None:
        return self.toml.document if self.toml else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.toml.problems) if self.toml else ()

    @property
    def root(self) -> Path:
        """The folder that paths are relative to."""
        return self.file.parent if self.file else Path()

    def catalog_paths(self, patterns: Iterable[str] | None = None) -> list[str]:
        """The catalogs that some patterns mean; without any, those of the project."""
        return catalog_paths(self.root, self.catalogs if patterns is None else patterns)


def read_settings(file: Path | None, protected: Iterable[str], known: Iterable[str]) -> Settings:
    """Read one errcat.toml. `known` are the ids of all rules, `protected` those that may not be turned down."""
    if file is None:
        return Settings()
    toml = read(file, shown(file))
    known_rules, protected_rules = list(known), set(protected)
    for key in toml.data:
        toml.is_setting(key, KEYS, rule=key in known_rules)
    catalogs = toml.data.get("catalogs", [])
    if not isinstance(catalogs, list) or not all(isinstance(path, str) for path in catalogs):
        toml.wrong("catalogs", 'a list of paths: catalogs = ["errors.yaml"]')
        catalogs = []
    fail_on = toml.data.get("fail-on", "error")
    if fail_on not in ("error", "warning", "info"):
        toml.wrong("fail-on", '"error", "warning" or "info"')
        fail_on = "error"
    rules = toml.data.get("rules", {})
    if not isinstance(rules, dict):
        toml.wrong("rules", 'a table: [rules], then lines such as missing-status = "off"')
        rules = {}
    return Settings(
        file=file,
        catalogs=tuple(catalogs),
        fail_on=LEVELS[fail_on],
        rules={
            rule: LEVELS[level]
            for rule, level in rules.items()
            if _is_rule(toml, rule, level, known_rules, protected_rules)
        },
        builds=_builds(toml),
        toml=toml,
    )


def _builds(toml: TomlFile) -> tuple[BuildSettings, ...]:
    if "build" not in toml.data:
        return ()
    from errcat.settings.build_targets import read_builds  # noqa: PLC0415 — a check needs no table of targets

    return read_builds(toml)


def _is_rule(toml: TomlFile, rule: str, level: object, known: list[str], protected: set[str]) -> bool:
    if rule not in known:
        toml.unknown("unknown-rule", rule, known)
    elif not isinstance(level, str) or level not in LEVELS:
        toml.wrong(rule, '"error", "warning", "info" or "off"')
    elif rule in protected and LEVELS[level] < Level.ERROR:
        toml.problems.append(Problem("protected-rule", toml.range_of(rule), {"rule": rule}))
    else:
        return True
    return False
