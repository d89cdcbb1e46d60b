"""`errcat rules`: every finding that there may be, with its level in this project."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

from errcat.commands import terminal
from errcat.commands.exit_codes import OK
from errcat.commands.project import load_settings
from errcat.findings.finding import Level
from errcat.findings.wording import Diagnostic, default_level, diagnostic, finding_ids, group_titles, page
from errcat.reporting.colour import Paint

FORMATS = ("text", "json")


@click.command("rules")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="The output format."
)
@click.option("--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml.")
@click.option(
    "--color", type=click.Choice(terminal.COLORS), default="auto", show_default=True, help=terminal.COLOR_HELP
)
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
    words = [diagnostic(id) for id in finding_ids()]
    if format_ == "json":
        text = json.dumps({"version": 1, "rules": [_as_data(word, levels) for word in words]}, indent=2)
    else:
        text = "\n".join(_lines(words, levels, Paint(terminal.wants_color(color))))
    terminal.put(text)
    return OK


def level_of(words: Diagnostic, levels: Mapping[str, Level]) -> Level:
    """The level of a rule in this project."""
    return levels.get(words.id, default_level(words.id))


def _as_data(words: Diagnostic, levels: Mapping[str, Level]) -> dict[str, object]:
    return {
        "id": words.id,
        "title": words.title,
        "group": words.group,
        "level": level_of(words, levels).word,
        "default": words.level,
        "always": words.is_protected,
        "fixable": words.is_fixable,
        "url": page(words.id),
    }


def _lines(every: list[Diagnostic], levels: Mapping[str, Level], paint: Paint) -> list[str]:
    width = max(len(words.id) for words in every)
    found: list[str] = []
    for group, title in group_titles().items():
        here = [words for words in every if words.group == group]
        if here:
            found += ["", paint("message", title)]
            found += [_line(words, level_of(words, levels), width, paint) for words in here]
    return found[1:]


def _line(words: Diagnostic, level: Level, width: int, paint: Paint) -> str:
    own = "" if level.word == words.level else f" ({words.level})"
    always = "always" if words.is_protected else ""
    fix_title = "fix" if words.is_fixable else ""
    look = level.word if level else "quiet"
    cell = paint(look, level.word) + f"{own:{15 - len(level.word)}}"
    return f"  {words.id:{width}}  {cell}  {always:6}  {fix_title:3}  {words.title}"
