"""An errcat.toml: its data, the places of its keys, and the problems found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from errcat.errors import RunError
from errcat.findings.document import Document
from errcat.findings.finding import Problem, Range
from errcat.findings.source import Source
from errcat.settings.key_kinds import SettingKey
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.suggestions import closest, listed

_VALUE = lazy_pattern(r"""["']?[ \t]*=[ \t]*("[^"\r\n]*"|'[^'\r\n]*'|\[[^\]\r\n]*\]|\{[^}\r\n]*\}|[^\s,}#]+)""")
_AT = lazy_pattern(r" \(at line ([0-9]+), column ([0-9]+)\)$")

Stretch = tuple[int, int]
"""The offsets where a part of the text starts and ends."""


class TomlFile:
    """The data of the file, and its problems. A problem doesn't stop the reading."""

    def __init__(self, name: str, data: bytes) -> None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise RunError("settings-not-toml", help="encoding", path=name, line=line) from None
        source = Source(name, text.removeprefix("\ufeff"), text.startswith("\ufeff"))
        self.data = _parsed(source)
        self.document = Document(0, source, self.data, source.text)
        self.problems: list[Problem] = []

    def value(self, key: SettingKey) -> object:
        """The value of a key, or its default. A value that the key doesn't take is reported."""
        if key.name not in self.data:
            return key.default
        value: object = key.values.parse(self.data[key.name])
        if value is None:
            self.report_wrong_value(key.name, key.values.expected)
            return key.default
        return value

    def is_setting(
        self, name: str, known: Iterable[str], *, is_rule: bool = False, within: Stretch | None = None
    ) -> bool:
        """Whether a key exists; if not, that is reported. `is_rule`: a rule has this name."""
        if name in known:
            return True
        self.report_unknown("unknown-setting", name, known, help="rule" if is_rule else "", within=within)
        return False

    def report_unknown(
        self, id: str, name: str, known: Iterable[str], *, help: str = "", within: Stretch | None = None
    ) -> None:
        """Report a key that doesn't exist."""
        near = closest(name, known)
        values = {"key": name, "similar": near, "known": listed(known)}
        self.problems.append(Problem(id, self.range_of(name, within), values, help or ("similar" if near else "")))

    def report_wrong_value(self, name: str, expected: str, within: Stretch | None = None) -> None:
        """Report a value that its key doesn't take."""
        key_range = self.range_of(name, within)
        value = _VALUE.match(self.document.text, key_range.end)
        at = Range(0, *value.span(1)) if value else key_range
        self.problems.append(Problem("wrong-setting", at, {"key": name, "expected": expected}))

    def range_of(self, name: str, within: Stretch | None = None) -> Range:
        """The place of a key, which Python's TOML parser doesn't report: at the start of a line, or inside a line."""
        start, end = within or (0, len(self.document.text))
        key = rf"[\"']?({re.escape(name)})[\"']?"
        at_line_start = re.compile(rf"^[ \t]*\[*[ \t]*(?:[\w-]+[ \t]*\.[ \t]*)*{key}[ \t]*[=\].]", re.MULTILINE)
        inside = re.compile(rf"[\s{{,.]{key}[ \t]*[=\].]")
        match = at_line_start.search(self.document.text, start, end) or inside.search(self.document.text, start, end)
        return Range(0, *match.span(1)) if match else Range(0, start, start)

    def tables(self, name: str) -> list[Stretch]:
        """Each table with this name: from its header to the next header, other than those of its own subtables."""
        text = self.document.text
        headers = list(re.finditer(r"^[ \t]*\[\[?[ \t]*([^\]\n]+?)[ \t]*\]\]?[ \t]*(?:#.*)?$", text, re.MULTILINE))
        stretches: list[Stretch] = []
        for number, header in enumerate(headers):
            if header[1] == name:
                others = (other.start() for other in headers[number + 1 :] if not other[1].startswith(f"{name}."))
                stretches.append((header.start(), next(others, len(text))))
        return stretches


def _parsed(source: Source) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 — slow to load, and many projects have no settings

    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(source, str(error)) from None


def _not_toml(source: Source, reason: str) -> RunError:
    """The line where the parser stopped. Its own message is too terse for a person who doesn't know TOML."""
    from errcat.text.terminal_cells import lay_out  # noqa: PLC0415 — slow to load, and few files are wrong

    at = _AT.search(reason)
    line = int(at[1]) if at else source.line_count
    text = source.line(min(line, source.line_count))
    return RunError(
        "settings-not-toml",
        help="twice" if reason.startswith("Cannot") else "",
        path=source.name,
        line=line,
        text=text,
        sign=" " * lay_out(text[: int(at[2]) - 1] if at else text).cells + "^",
    )


def read(file: Path, name: str) -> TomlFile:
    """Read one file."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise RunError("cannot-read", path=name, reason=error.strerror or str(error)) from None
    return TomlFile(name, data)
