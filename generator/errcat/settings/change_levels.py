"""The table `[changes]` of errcat.toml: how bad a kind of change is in this project."""

from __future__ import annotations

from errcat.changes import ALWAYS_BREAKING, CHANGE_LEVELS, RULES, ChangeLevel
from errcat.findings.finding import Problem
from errcat.settings.toml_file import TomlFile


def read_change_levels(toml: TomlFile, name: str) -> dict[str, ChangeLevel]:
    """Return the levels that the table sets. Each mistake in it is reported."""
    table = toml.data[name]
    if not isinstance(table, dict):
        toml.report_wrong_value(name, f'a table: [{name}], then lines such as message-changed = "safe"')
        return {}
    return {rule: CHANGE_LEVELS[word] for rule, word in table.items() if _is_level(toml, rule, word)}


def _is_level(toml: TomlFile, rule: str, word: object) -> bool:
    if rule not in RULES:
        toml.report_unknown("unknown-change", rule, RULES)
    elif not isinstance(word, str) or word not in CHANGE_LEVELS:
        toml.report_wrong_value(rule, '"breaking", "dangerous" or "safe"')
    elif rule in ALWAYS_BREAKING and CHANGE_LEVELS[word] is not ChangeLevel.BREAKING:
        toml.problems.append(Problem("protected-change", toml.range_of(rule), {"rule": rule}))
    else:
        return True
    return False
