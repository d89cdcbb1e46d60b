"""Arguments → one command → exit code: the only place that catches a run error, and that exits.

Commands are imported when they are asked for, so that `errcat --version` and `errcat check` start fast.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from errcat import __version__
from errcat.errors import RunError

# One table: a command's name, the module of commands/ that has it as `command`, and its line in the help.
COMMANDS = {
    "check": ("check", "Find what is wrong with catalogs, and say how to mend it."),
    "explain": ("explain", "Say what a rule, an error code or an error response means, and what to do."),
    "rules": ("rules", "List every rule with its level."),
    "schema": ("schema", "Print one of errcat's JSON Schemas."),
}

OK, FOUND, COULD_NOT_RUN = 0, 1, 2


class LazyGroup(click.Group):
    """The commands of the table above; each is imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"errcat.commands.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="errcat %(version)s")
def errcat() -> None:
    """One YAML catalog of everything that can go wrong in an API: checked, then turned into docs, code and contracts.

    \b
    Start here:
      errcat check errors.yaml        what is wrong with it, and how to mend it
      errcat explain duplicate-code   what a rule is about
    """


def main(arguments: list[str] | None = None) -> None:
    """Run errcat and exit with its code."""
    # A short process leaves nothing for the cycle collector to do but to walk through the catalog again and again.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")  # a terminal that knows no UTF-8 still shows everything
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run errcat; the exit code."""
    try:
        code = errcat.main(arguments, prog_name="errcat", standalone_mode=False)
        return code if isinstance(code, int) else OK
    except RunError as error:
        from errcat.wording import tell_error

        message, help_text = tell_error(error)
        click.echo(f"errcat: {message}\n  {help_text}", err=True)
    except click.Abort:
        click.echo("errcat: stopped", err=True)
        return 130
    except click.ClickException as error:
        error.show()
    except BrokenPipeError:
        # whoever reads our output has seen enough; what is left in the buffer must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return COULD_NOT_RUN
