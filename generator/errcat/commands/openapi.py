"""`errcat openapi`: commands on an API document that refers to a catalog."""

from __future__ import annotations

import click

from errcat.commands.exit_codes import COULD_NOT_RUN
from errcat.commands.lazy_group import LazyGroup

# One table: a command's name, the module of commands/ that has it as `command`, and its line in the help.
COMMANDS = {
    "apply": ("openapi_apply", "Write the responses that follow from the codes that operations list."),
    "check": ("openapi_check", "Find operations without errors, unknown codes, and statuses that disagree."),
}


@click.command("openapi", cls=LazyGroup, table=COMMANDS, invoke_without_command=True, no_args_is_help=False)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """Work on an OpenAPI document that refers to a catalog.

    Write `x-error-codes: [CODE, CODE]` on operations (or on a path, or once at the top for all), and the rest follows.

    \b
    Examples:
      errcat openapi apply api.yaml --catalog errors.yaml
      errcat openapi check api.yaml
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return COULD_NOT_RUN
    return None
