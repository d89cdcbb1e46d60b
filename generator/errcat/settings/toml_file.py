"""One errcat.toml: read, with the places of its keys, and a list of what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from errcat.errors import RunError
from errcat.findings.document import Document
from errcat.findings.finding import Problem, Range
from errcat.findings.source import Source
from errcat.text.suggestions import closest, listed

_VALUE = re.compile(r"""["']?[ \t]*=[ \t]*("[^"\r\n]*"|'[^'\r\n]*'|\[[^\]\r\n]*\]|\{[^}\r\n]*\}|[^\s,}#]+)""")
_AT = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$")

Stretch = tuple[int, int]
"""From where to where in the text."""


class TomlFile:
    """What the file says, and what is wrong with that: problems are collected, and reading goes on."""

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

    def is_setting(self, key: str, known: Iterable[str], *, rule: bool = False, within: Stretch | None = None) -> bool:
        """Whether there is such a setting; that there is none is a problem. `rule`: it is known as a rule."""
        if key in known:
            return True
        self.unknown("unknown-setting", key, known, help="rule" if rule else "", within=within)
        return False

    def unknown(
        self, id: str, key: str, known: Iterable[str], *, help: str = "", within: Stretch | None = None
    ) -> None:
        """Tell that a key is none of those that are known."""
        near = closest(key, known)
        values = {"key": key, "similar": near, "known": listed(known)}
        self.problems.append(Problem(id, self.range_of(key, within), values, help or ("similar" if near else "")))

    def wrong(self, key: str, expected: str, within: Stretch | None = None) -> None:
        """Tell that the value of a key is not of the kind that it takes."""
        key_range = self.range_of(key, within)
        value = _VALUE.match(self.document.text, key_range.end)
        at = Range(0, *value.span(1)) if value else key_range
        self.problems.append(Problem("wrong-setting", at, {"key": key, "expected": expected}))

    def range_of(self, key: str, within: Stretch | None = None) -> Range:
        """Where a key stands; TOML's own parser does not say: on a line of its own, else within another's."""
        start, end = within or (0, len(self.document.text))
        name = rf"[\"']?({re.escape(key)})[\"']?"
        on_a_line = re.compile(rf"^[ \t]*\[*[ \t]*(?:[\w-]+[ \t]*\.[ \t]*)*{name}[ \t]*[=\].]", re.MULTILINE)
        inside = re.compile(rf"[\s{{,.]{name}[ \t]*[=\].]")
        found = on_a_line.search(self.document.text, start, end) or inside.search(self.document.text, start, end)
        at = found.start(1) if found else start
        return Range(0, at, at + (len(key) if found else 0))

    def tables(self, key: str) -> list[Stretch]:
        """Where each table of a name goes, from its head up to the next head that is not of a part of it."""
        text = self.document.text
        heads = list(re.finditer(r"^[ \t]*\[\[?[ \t]*([^\]\n]+?)[ \t]*\]\]?[ \t]*(?:#.*)?$", text, re.MULTILINE))
        found: list[Stretch] = []
        for number, head in enumerate(heads):
            if head[1] == key:
                others = (one.start() for one in heads[number + 1 :] if not one[1].startswith(f"{key}."))
                found.append((head.start(), next(others, len(text))))
        return found


def _parsed(source: Source) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 — slow to load, and many projects have no settings

    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(source, str(error)) from None


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


def read(file: Path, name: str) -> TomlFile:
    """Read one file."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise RunError("cannot-read", path=name, reason=error.strerror or str(error)) from None
    return TomlFile(name, data)
