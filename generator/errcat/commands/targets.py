"""`errcat targets`: every build target, and its settings."""

from __future__ import annotations

import json

import click

from errcat.commands import terminal
from errcat.commands.exit_codes import OK
from errcat.commands.options import color_option, list_format_option
from errcat.reporting.paint import Paint
from errcat.targets import TARGETS, Setting, Target


@click.command("targets")
@list_format_option
@color_option
def command(format_: str, color: str) -> int:
    """List every build target with its settings.

    Build a target with an option of `errcat build`, or with a line in a `[[build]]` table of errcat.toml. Change a
    setting with --set TARGET.SETTING=VALUE, or next to the path in errcat.toml.

    \b
    Examples:
      errcat targets
      errcat build errors.yaml --python errors.py --set python.exceptions=category
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if format_ == "json":
        terminal.put(json.dumps({"version": 1, "targets": [_as_data(target) for target in TARGETS.values()]}, indent=2))
        return OK
    paint = Paint(terminal.wants_color(color))
    terminal.put("\n\n".join("\n".join(_lines(target, paint)) for target in TARGETS.values()))
    return OK


def _as_data(target: Target) -> dict[str, object]:
    return {
        "id": target.id,
        "about": target.about,
        "example": target.example,
        "settings": [
            {"name": setting.name, "default": setting.default, "choices": list(setting.choices), "about": setting.about}
            for setting in target.settings
        ],
    }


def _lines(target: Target, paint: Paint) -> list[str]:
    lines = [f"{paint('message', target.id)}  {target.about}", paint("quiet", f"  --{target.id} {target.example}")]
    width = max((len(setting.name) for setting in target.settings), default=0)
    for setting in target.settings:
        lines.append(f"  {setting.name:{width}}  {setting.about}")
        lines.append(paint("quiet", f"  {'':{width}}  {_values(setting)}"))
    return lines


def _values(setting: Setting) -> str:
    """Return the values that a setting takes, and its default."""
    default = "not set" if setting.default is None else json.dumps(setting.default, ensure_ascii=False)
    values = ", ".join(setting.choices) if setting.choices else setting.expected
    return f"{values}  [default: {default}]"
