"""`errcat openapi`: commands on an OpenAPI document that refers to a catalog."""

from __future__ import annotations

import click

from errcat.commands.exit_codes import COULD_NOT_RUN
from errcat.commands.lazy_group import LazyGroup

# The name of each command, its module in commands/, and its line in the help.
COMMANDS = {
    "apply": ("openapi_apply", "Write the error responses of each operation from its list of codes."),
    "check": ("openapi_check", "Report operations without errors, unknown codes, and wrong statuses."),
}


@click.command("openapi", cls=LazyGroup, table=COMMANDS, invoke_without_command=True, no_args_is_help=False)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """Write or check the error responses of an OpenAPI document.

    List the codes of an operation in the document: `x-error-codes: [CODE, CODE]`. You can also put the list on a path,
    or at the top of the document for all paths. Operations of webhooks and callbacks can have their own lists.

    \b
    Examples:
      errcat openapi apply api.yaml --catalog errors.yaml
      errcat openapi check api.yaml
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return COULD_NOT_RUN
    return None
