"""`errcat openapi`: commands on an API document that refers to a catalog."""

from __future__ import annotations

from importlib import import_module

import click

# One table: a command's name, the module of commands/ that has it as `command`, and its line in the help.
COMMANDS = {
    "apply": ("openapi_apply", "Write the responses that follow from the codes that operations list."),
    "check": ("openapi_check", "Find operations without errors, unknown codes, and statuses that disagree."),
}


class _Group(click.Group):
    """The commands of the table above; each is imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click calls it so
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 — click calls it so
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"errcat.commands.{COMMANDS[cmd_name][0]}").command
        return command


@click.command("openapi", cls=_Group)
def command() -> None:
    """Work on an OpenAPI document that refers to a catalog.

    Write `x-error-codes: [CODE, CODE]` on operations (or on a path, or once at the top for all), and the rest follows.

    \b
    Examples:
      errcat openapi apply api.yaml --catalog errors.yaml
      errcat openapi check api.yaml
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
