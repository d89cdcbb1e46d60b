"""`errcat rules`: every rule, with its level in this project."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import click

from errcat.commands import terminal
from errcat.commands.exit_codes import OK
from errcat.commands.options import color_option, config_option, list_format_option
from errcat.commands.project import load_settings
from errcat.findings.finding import Level
from errcat.findings.wording import Diagnostic, default_level, diagnostic, finding_ids, group_titles, page
from errcat.reporting.paint import Paint

_LEVEL_WIDTH = 15


@click.command("rules")
@list_format_option
@config_option
@color_option
def command(format_: str, config: str | None, color: str) -> int:
    """List every rule with its level, as errcat.toml sets it.

    If errcat.toml changes a level, the default level follows in parentheses. Rules with `always` can't be disabled.
    `errcat check --fix` fixes findings of rules with `fix`.

    \b
    Examples:
      errcat rules
      errcat rules --format json
      errcat explain duplicate-code
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    levels = load_settings(config).rules
    rules = [diagnostic(id) for id in finding_ids()]
    if format_ == "json":
        text = json.dumps({"version": 1, "rules": [_as_data(rule, levels) for rule in rules]}, indent=2)
    else:
        text = "\n".join(_lines(rules, levels, Paint(terminal.wants_color(color))))
    terminal.put(text)
    return OK


def level_of(rule: Diagnostic, levels: Mapping[str, Level]) -> Level:
    """Return the level of a rule in this project."""
    return levels.get(rule.id, default_level(rule.id))


def _as_data(rule: Diagnostic, levels: Mapping[str, Level]) -> dict[str, object]:
    address = page(rule.id)
    return {
        "id": rule.id,
        "title": rule.title,
        "group": rule.group,
        "level": level_of(rule, levels).word,
        "default": rule.level,
        "always": rule.is_protected,
        "fixable": rule.is_fixable,
        **({"url": address} if address else {}),
    }


def _lines(rules: Sequence[Diagnostic], levels: Mapping[str, Level], paint: Paint) -> list[str]:
    width = max(len(rule.id) for rule in rules)
    lines: list[str] = []
    for group, title in group_titles().items():
        members = [rule for rule in rules if rule.group == group]
        if members:
            lines += ["", paint("message", title)]
            lines += [_line(rule, level_of(rule, levels), width, paint) for rule in members]
    return lines[1:]


def _line(rule: Diagnostic, level: Level, width: int, paint: Paint) -> str:
    default = "" if level.word == rule.level else f" ({rule.level})"
    always = "always" if rule.is_protected else ""
    fix = "fix" if rule.is_fixable else ""
    cell = paint(level.word if level else "quiet", level.word) + f"{default:{_LEVEL_WIDTH - len(level.word)}}"
    return f"  {rule.id:{width}}  {cell}  {always:6}  {fix:3}  {rule.title}"
