"""errcat.toml: which catalogs there are, and what the house demands of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from errcat.document import Document
from errcat.errors import RunError
from errcat.finding import LEVELS, Level, Problem, Range
from errcat.source import CATALOG_SUFFIXES, Source
from errcat.text.suggestions import closest, listed

FILE_NAME = "errcat.toml"
_KEYS = ("catalogs", "fail-on", "rules")
_VALUE = re.compile(r"""["']?[ \t]*=[ \t]*("[^"\r\n]*"|'[^'\r\n]*'|\[[^\]\r\n]*\]|\{[^}\r\n]*\}|[^\s,}#]+)""")
_AT = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$")


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
        """The catalogs that the file names; a name that leads nowhere stays, for whoever opens it to say so."""
        root = (self.file or Path()).parent
        found = [path for pattern in self.catalogs for path in _matches(root, pattern) or [root / pattern]]
        return [shown(path) for path in dict.fromkeys(found)]


def find(start: Path) -> Path | None:
    """The errcat.toml of a folder, or of the nearest one above it."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
        if (place / ".git").exists():
            return None
    return None


def given(name: str) -> Path:
    """The settings file that somebody named."""
    file = Path(name)
    if not file.exists():
        raise RunError("path-not-found", path=name)
    return file


def load(file: Path | None, protected: Iterable[str], known: Iterable[str]) -> Settings:
    """Read one errcat.toml. `known` are the ids of all rules, `protected` those that may not be turned down."""
    if file is None:
        return Settings()
    import tomllib  # noqa: PLC0415 — slow to load, and many projects have no settings

    name = shown(file)
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        raise RunError("cannot-read", path=name, reason=error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RunError("settings-not-toml", help="encoding", path=name, line=line) from None
    source = Source(name, text.removeprefix("\ufeff"), text.startswith("\ufeff"))
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(source, str(error)) from None
    return _Reader(file, Document(0, source, data, source.text), set(protected), list(known)).settings(data)


def _not_toml(source: Source, reason: str) -> RunError:
    """Where the parser stopped, with the line; its own words are for those who know TOML."""
    at = _AT.search(reason)
    line = int(at[1]) if at else source.line_count
    text = source.line(min(line, source.line_count))
    return RunError(
        "settings-not-toml",
        help="twice" if reason.startswith("Cannot") else "",
        path=source.name,
        line=line,
        text=text,
        sign=" " * (int(at[2]) - 1 if at else len(text)) + "^",
    )


def _matches(root: Path, pattern: str) -> list[Path]:
    """The files and folders that a pattern means, in order."""
    if (root / pattern).exists():
        return [root / pattern]
    start = Path(Path(pattern).anchor) if Path(pattern).is_absolute() else root
    try:
        found = sorted(start.glob(pattern[len(Path(pattern).anchor) :]))
    except (ValueError, NotImplementedError):  # a pattern that pathlib does not know
        return []
    return [
        path for path in found if not path.name.startswith(".") and (path.is_dir() or path.suffix in CATALOG_SUFFIXES)
    ]


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
        is_rule = id == "unknown-setting" and key in self.known
        values = {"key": key, "similar": near, "known": listed(known)}
        help = "rule" if is_rule else "similar" if near else ""
        self.problems.append(Problem(id, self._range(key), values, help))

    def _wrong(self, key: str, expected: str) -> None:
        key_range = self._range(key)
        value = _VALUE.match(self.document.text, key_range.end)
        at = Range(0, *value.span(1)) if value else key_range
        self.problems.append(Problem("wrong-setting", at, {"key": key, "expected": expected}))

    def _range(self, key: str) -> Range:
        """Where a key stands; TOML's own parser does not say: on a line of its own, else within another's."""
        name = rf"[\"']?({re.escape(key)})[\"']?"
        found = re.search(rf"^[ \t]*\[*[ \t]*{name}[ \t]*[=\].]", self.document.text, re.MULTILINE) or re.search(
            rf"[\s{{,.]{name}[ \t]*[=\].]", self.document.text
        )
        start = found.start(1) if found else 0
        return Range(0, start, start + (len(key) if found else 0))


def shown(path: Path) -> str:
    """A file's name, as somebody in the current folder would write it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
