"""The table `[scan]` of errcat.toml: what `errcat scan` reads, and which names have codes.

[scan]
paths = ["src"]
exclude = ["src/legacy/*"]
keys = ["problem_code"]                 # always have a code
functions = ["fail", "respond:code"]    # get a code as an argument

[[scan.ignore]]
rule = "code-never-raised"
code = "gateway_timeout"
reason = "The load balancer sends it"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from errcat.findings.finding import Range
from errcat.settings.key_kinds import flag, setting_key
from errcat.settings.key_kinds import paths as path_list
from errcat.settings.key_kinds import words as name_list
from errcat.settings.toml_file import Stretch, TomlFile

IGNORE = "ignore"
_IGNORE_KEYS = ("rule", "code", "path", "reason")
_ONE_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_TEXT = "a text in quotes, in one line"


class ScanIgnore(NamedTuple):
    """One `[[scan.ignore]]` table."""

    rule: str
    reason: str
    at: Range
    code: str = ""
    path: str = ""


SCAN_KEYS = (
    setting_key(
        "paths",
        path_list('paths = ["src"]'),
        default=(),
        about="The files and folders to scan, relative to errcat.toml. By default, the folder of errcat.toml.",
    ),
    setting_key(
        "exclude",
        path_list('exclude = ["src/legacy/*"]'),
        default=(),
        about="Patterns of files and folders to leave out, relative to errcat.toml.",
    ),
    setting_key(
        "catalogs",
        path_list('catalogs = ["errors.yaml"]'),
        default=(),
        about="The catalogs whose codes the files raise. By default, all catalogs of the project.",
    ),
    setting_key(
        "keys",
        name_list('keys = ["problem_code"]'),
        default=(),
        about="More names of keys, arguments and attributes that always have a code.",
    ),
    setting_key(
        "functions",
        name_list('functions = ["fail", "respond:code"]'),
        default=(),
        about="More functions that get a code: as their first argument, or as the argument after the colon.",
    ),
    setting_key(
        "modules",
        name_list('modules = ["acme.errors"]'),
        default=(),
        about="Python modules that errcat generates, if they are outside the scanned files.",
    ),
    setting_key(
        "tests",
        flag(),
        default=False,
        about="Whether errcat scan also reads test files. What they raise doesn't count as raised.",
    ),
)
"""The keys of `[scan]` that have a value: each is a field of `ScanSettings`."""


class ScanSettings(NamedTuple):
    """What `[scan]` says."""

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    catalogs: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    tests: bool = False
    ignores: tuple[ScanIgnore, ...] = ()
    places: Mapping[str, Range] | None = None
    """The places of the keys in errcat.toml."""


def read_scan_settings(toml: TomlFile, name: str) -> ScanSettings:
    """Return what the table says. Each mistake in it is reported."""
    table = toml.data[name]
    if not isinstance(table, dict):
        toml.report_wrong_value(name, f'a table: [{name}], then lines such as paths = ["src"]')
        return ScanSettings()
    within = next(iter(toml.tables(name)), (0, len(toml.document.text)))
    by_name = {setting.name: setting for setting in SCAN_KEYS}
    values: dict[str, Any] = {}
    for written, value in table.items():
        if written == IGNORE or not toml.is_setting(written, [*by_name, IGNORE], within=within):
            continue
        parsed = by_name[written].values.parse(value)
        if parsed is None:
            toml.report_wrong_value(written, by_name[written].values.expected, within)
        else:
            values[by_name[written].field] = parsed
    places = {written: toml.range_of(written, within) for written in table if written in by_name}
    return ScanSettings(**values, ignores=tuple(_ignores(toml, name, table)), places=places)


def _ignores(toml: TomlFile, name: str, table: Mapping[str, Any]) -> Iterator[ScanIgnore]:
    entries = table.get(IGNORE, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        toml.report_wrong_value(IGNORE, f"a table: [[{name}.{IGNORE}]], then lines such as rule, code and reason")
        return
    stretches = toml.tables(f"{name}.{IGNORE}")
    whole_file = (0, len(toml.document.text))
    for number, entry in enumerate(entries):
        yield from _ignore(toml, entry, stretches[number] if number < len(stretches) else whole_file)


def _ignore(toml: TomlFile, entry: Mapping[str, Any], within: Stretch) -> Iterator[ScanIgnore]:
    """Yield the ignore of a table; nothing if the table has a mistake, which is reported."""
    wrong = [written for written in entry if not toml.is_setting(written, _IGNORE_KEYS, within=within)]
    needed = {
        "rule": f"{_TEXT}: the rule of the finding",
        "reason": f"{_TEXT}: why the finding is fine",
        "code": f"{_TEXT}: the code of the finding",
        "path": f"{_TEXT}: a file, or a pattern for files",
    }
    for written, expected in needed.items():
        is_required = written in ("rule", "reason")
        value = entry.get(written)
        if (value is not None or is_required) and not (isinstance(value, str) and _ONE_LINE.fullmatch(value)):
            wrong.append(written)
            toml.report_wrong_value(written, expected, within)
    if not wrong:
        at = toml.range_of("rule", within)
        yield ScanIgnore(entry["rule"], entry["reason"], at, entry.get("code", ""), entry.get("path", ""))
