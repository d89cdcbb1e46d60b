"""The settings of a project: what errcat.toml says, and a default for everything that it omits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from errcat.findings.document import Document
from errcat.findings.finding import LEVELS, Level, Problem
from errcat.settings.key_kinds import flag, level, paths, setting_key
from errcat.settings.paths import catalog_paths
from errcat.settings.toml_file import TomlFile, read
from errcat.text.paths import display_path

if TYPE_CHECKING:
    from errcat.changes import Acceptance, ChangeLevel
    from errcat.settings.build_tables import BuildTable
    from errcat.settings.scan_table import ScanSettings

RULES, CHANGES, BUILD, SCAN = "rules", "changes", "build", "scan"
"""The tables of errcat.toml."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


CATALOGS = setting_key(
    "catalogs",
    paths('catalogs = ["errors.yaml"]'),
    default=(),
    about="The catalogs of the project: paths and patterns, relative to errcat.toml.",
)
FAIL_ON = setting_key(
    "fail-on",
    level("error", "warning", "info"),
    default=Level.ERROR,
    about="The lowest level of a finding that makes errcat check exit with 1.",
)
LOCK = setting_key(
    "lock",
    flag(),
    default=False,
    about="Whether errcat build writes errcat.lock.json, a line for each code, to review and to compare with.",
)
KEYS = (CATALOGS, FAIL_ON, LOCK)
"""The keys of errcat.toml that have a value; the others are tables."""


class Settings(NamedTuple):
    """What errcat.toml says. Without a file, every setting has its default.

    Each key of `KEYS` is a field: it is read, checked, listed by `errcat config` and described in the reference without
    further code.
    """

    file: Path | None = None
    toml: TomlFile | None = None
    """The file itself, so that findings can point at its lines."""
    catalogs: tuple[str, ...] = CATALOGS.default
    fail_on: Level = FAIL_ON.default
    lock: bool = LOCK.default
    rules: Mapping[str, Level] = _NOTHING
    changes: Mapping[str, ChangeLevel] = _NOTHING
    """The levels of kinds of changes, for `errcat diff`."""
    accepted: tuple[Acceptance, ...] = ()
    """The changes that errcat.toml accepts."""
    builds: tuple[BuildTable, ...] = ()
    scan: ScanSettings | None = None
    """What `[scan]` says; None if errcat.toml has no such table."""

    @property
    def document(self) -> Document | None:
        return self.toml.document if self.toml else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.toml.problems) if self.toml else ()

    @property
    def root(self) -> Path:
        """The folder that the paths in errcat.toml are relative to."""
        return self.file.parent if self.file else Path()

    def catalog_paths(self, patterns: Iterable[str] | None = None) -> list[str]:
        """The catalogs that match some patterns; by default, the catalogs of the project."""
        return catalog_paths(self.root, self.catalogs if patterns is None else patterns)


def read_settings(file: Path | None) -> Settings:
    """Read an errcat.toml. Each problem in it becomes a finding, and the setting keeps its default."""
    if file is None:
        return Settings()
    toml = read(file, display_path(file))
    _report_unknown_keys(toml)
    values: dict[str, Any] = {key.field: toml.value(key) for key in KEYS}
    changes, accepted = _changes(toml)
    return Settings(
        file=file,
        toml=toml,
        rules=_rules(toml),
        changes=changes,
        accepted=accepted,
        builds=_builds(toml),
        scan=_scan(toml),
        **values,
    )


def _report_unknown_keys(toml: TomlFile) -> None:
    known = [*(key.name for key in KEYS), RULES, CHANGES, BUILD, SCAN]
    for name in toml.data:
        toml.is_setting(name, known, is_rule=name not in known and _is_rule(name))


def _is_rule(name: str) -> bool:
    from errcat.findings.wording import finding_ids  # noqa: PLC0415 — slow to load, and few names are unknown

    return name in finding_ids()


def _rules(toml: TomlFile) -> dict[str, Level]:
    """The levels that `[rules]` sets."""
    table = toml.data.get(RULES)
    if table is None:
        return {}
    if not isinstance(table, dict):
        toml.report_wrong_value(RULES, 'a table: [rules], then lines such as missing-status = "off"')
        return {}
    from errcat.findings.wording import finding_ids, protected_ids  # noqa: PLC0415 — slow to load

    known, protected = finding_ids(), set(protected_ids())
    return {rule: LEVELS[word] for rule, word in table.items() if _is_level_of_rule(toml, rule, word, known, protected)}


def _is_level_of_rule(toml: TomlFile, rule: str, word: object, known: list[str], protected: set[str]) -> bool:
    """Whether a line of `[rules]` sets a level; if not, that is reported."""
    if rule not in known:
        toml.report_unknown("unknown-rule", rule, known)
    elif not isinstance(word, str) or word not in LEVELS:
        toml.report_wrong_value(rule, '"error", "warning", "info" or "off"')
    elif rule in protected and LEVELS[word] < Level.ERROR:
        toml.problems.append(Problem("protected-rule", toml.range_of(rule), {"rule": rule}))
    else:
        return True
    return False


def _changes(toml: TomlFile) -> tuple[dict[str, ChangeLevel], tuple[Acceptance, ...]]:
    """The levels that `[changes]` sets, and the changes that it accepts."""
    if CHANGES not in toml.data:
        return {}, ()
    # only errcat diff needs them
    from errcat.settings.accepted_changes import read_acceptances  # noqa: PLC0415
    from errcat.settings.change_levels import read_change_levels  # noqa: PLC0415

    return read_change_levels(toml, CHANGES), read_acceptances(toml, CHANGES)


def _builds(toml: TomlFile) -> tuple[BuildTable, ...]:
    if BUILD not in toml.data:
        return ()
    from errcat.settings.build_tables import read_builds  # noqa: PLC0415 — a check doesn't need the build targets

    return read_builds(toml)


def _scan(toml: TomlFile) -> ScanSettings | None:
    if SCAN not in toml.data:
        return None
    from errcat.settings.scan_table import read_scan_settings  # noqa: PLC0415 — only errcat scan needs it

    return read_scan_settings(toml, SCAN)
