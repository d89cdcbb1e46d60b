"""errcat.toml: which catalogs there are, and what the house demands of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from errcat.document import Document
from errcat.errors import RunError
from errcat.finding import LEVELS, Level, Problem, Range
from errcat.source import Source
from errcat.suggestions import closest, listed

FILE_NAME = "errcat.toml"
_KEYS = ("catalogs", "fail-on", "rules")


@dataclass(frozen=True, slots=True)
class Settings:
    """What one errcat.toml says; all defaults where there is none."""

    file: Path | None = None
    catalogs: tuple[str, ...] = ()
    """Paths and patterns, relative to the file."""
    fail_on: Level = Level.ERROR
    rules: Mapping[str, Level] = field(default_factory=dict)
    document: Document | None = None
    """The file itself, so that findings can point at it."""
    problems: tuple[Problem, ...] = ()

    def catalog_paths(self) -> list[str]:
        """The catalogs that the file names."""
        root = (self.file or Path()).parent
        found = [path for pattern in self.catalogs for path in sorted(root.glob(pattern)) or [root / pattern]]
        return [_relative(path) for path in dict.fromkeys(found)]


def find(start: Path) -> Path | None:
    """The errcat.toml of a folder, or of the nearest one above it."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
        if (place / ".git").exists():
            return None
    return None


def load(file: Path | None, protected: Iterable[str], known: Iterable[str]) -> Settings:
    """Read one errcat.toml. `known` are the ids of all rules, `protected` those that may not be turned down."""
    if file is None:
        return Settings()
    name = _relative(file)
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise RunError("cannot-read", path=name, reason=error.strerror or str(error)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RunError("settings-not-toml", path=name, reason=str(error)) from None
    return _Reader(file, Document(0, Source(name, text), data, text), set(protected), list(known)).settings(data)


class _Reader:
    """Reads one file; collects what is wrong with it."""

    def __init__(self, file: Path, document: Document, protected: set[str], known: list[str]) -> None:
        self.file = file
        self.document = document
        self.protected = protected
        self.known = known
        self.problems: list[Problem] = []

    def settings(self, data: dict[str, Any]) -> Settings:
        for key in data:
            if key not in _KEYS:
                self._unknown("unknown-setting", key, _KEYS)
        catalogs = data.get("catalogs", [])
        if not isinstance(catalogs, list) or not all(isinstance(path, str) for path in catalogs):
            self._wrong("catalogs", 'a list of paths: catalogs = ["errors.yaml"]')
            catalogs = []
        fail_on = data.get("fail-on", "error")
        if fail_on not in ("error", "warning", "info"):
            self._wrong("fail-on", '"error", "warning" or "info"')
            fail_on = "error"
        rules = data.get("rules", {})
        if not isinstance(rules, dict):
            self._wrong("rules", 'a table: [rules], then lines such as missing-status = "off"')
            rules = {}
        return Settings(
            file=self.file,
            catalogs=tuple(catalogs),
            fail_on=LEVELS[fail_on],
            rules={rule: LEVELS[level] for rule, level in rules.items() if self._is_rule(rule, level)},
            document=self.document,
            problems=tuple(self.problems),
        )

    def _is_rule(self, rule: str, level: object) -> bool:
        if rule not in self.known:
            self._unknown("unknown-rule", rule, self.known)
        elif not isinstance(level, str) or level not in LEVELS:
            self._wrong(rule, '"error", "warning", "info" or "off"')
        elif rule in self.protected and LEVELS[level] < Level.ERROR:
            self.problems.append(Problem("protected-rule", self._range(rule), {"rule": rule}))
        else:
            return True
        return False

    def _unknown(self, id: str, key: str, known: Iterable[str]) -> None:
        near = closest(key, known)
        values = {"key": key, "similar": near, "known": listed(known)}
        self.problems.append(Problem(id, self._range(key), values, help="similar" if near else ""))

    def _wrong(self, key: str, expected: str) -> None:
        self.problems.append(Problem("wrong-setting", self._range(key), {"key": key, "expected": expected}))

    def _range(self, key: str) -> Range:
        """Where a key stands; TOML's own parser does not say, so the first line that starts with it."""
        found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?({re.escape(key)})\b", self.document.text, re.MULTILINE)
        start = found.start(1) if found else 0
        return Range(0, start, start + (len(key) if found else 0))


def _relative(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
