"""`errcat rules`: every finding that there may be, with its level in this project."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

from errcat import checking
from errcat.commands import terminal
from errcat.commands.exit_codes import OK
from errcat.commands.project import load_settings
from errcat.findings.diagnostics import DIAGNOSTICS, GROUPS, Diagnostic
from errcat.findings.finding import Level
from errcat.findings.wording import default_level, page
from errcat.reporting.colour import Paint

FORMATS = ("text", "json")
FIXABLE = "fixable"


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
    words = [DIAGNOSTICS[id] for id in checking.finding_ids()]
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
    address = page(words.id)
    return {
        "id": words.id,
        "title": words.title,
        "group": words.group,
        "level": level_of(words, levels).word,
        "default": words.level,
        "always": checking.PROTECTIVE in words.tags,
        "fixable": FIXABLE in words.tags,
        **({"url": address} if address else {}),
    }


def _lines(every: list[Diagnostic], levels: Mapping[str, Level], paint: Paint) -> list[str]:
    width = max(len(words.id) for words in every)
    found: list[str] = []
    for group, title in GROUPS.items():
        here = [words for words in every if words.group == group]
        if here:
            found += ["", paint("message", title)]
            found += [_line(words, level_of(words, levels), width, paint) for words in here]
    return found[1:]


def _line(words: Diagnostic, level: Level, width: int, paint: Paint) -> str:
    own = "" if level.word == words.level else f" ({words.level})"
    always = "always" if checking.PROTECTIVE in words.tags else ""
    fix_title = "fix" if FIXABLE in words.tags else ""
    status_of = level.word if level else "quiet"
    cell = paint(status_of, level.word) + f"{own:{15 - len(level.word)}}"
    return f"  {words.id:{width}}  {cell}  {always:6}  {fix_title:3}  {words.title}"
