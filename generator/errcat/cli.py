"""Arguments → one command → exit code: the only place that catches a run error, and that exits.

Commands are imported when they are asked for, so that `errcat --version` and `errcat check` start fast.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from contextlib import suppress
from typing import Any

import click

from errcat import __version__
from errcat.commands import terminal
from errcat.commands.exit_codes import COULD_NOT_RUN, OK, STOPPED
from errcat.commands.lazy_group import LazyGroup
from errcat.errors import RunError

# One table: a command's name, the module of commands/ that has it as `command`, and its line in the help.
COMMANDS = {
    "check": ("check", "Report every mistake in catalogs, and how to fix it."),
    "build": ("build", "Generate code, contracts and docs from catalogs."),
    "serve": ("serve", "Show a catalog as a website while you edit it."),
    "openapi": ("openapi", "Write or check the error responses of an OpenAPI document."),
    "explain": ("explain", "Explain a rule, an error code or an error response."),
    "rules": ("rules", "List every rule with its level."),
    "targets": ("targets", "List every build target with its settings."),
    "config": ("config", "Show every setting, and where its value comes from."),
    "schema": ("schema", "Print one of errcat's JSON Schemas."),
    "completion": ("completion", "Print the completion script for your shell."),
}


@click.command(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
    no_args_is_help=False,
)
@click.version_option(__version__, "-V", "--version", message="errcat %(version)s")
@click.pass_context
def errcat(ctx: click.Context) -> int | None:
    """Describe every error of an API in one YAML catalog. errcat checks it, and generates docs, code and contracts.

    \b
    Start here:
      errcat check errors.yaml                      report every mistake, and how to fix it
      errcat build errors.yaml --python errors.py   generate code, contracts and docs
      errcat explain duplicate-code                 explain a rule
    """  # noqa: D301 — click wants the character
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return COULD_NOT_RUN
    return None


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
        terminal.tell(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo("errcat: stopped", err=True)
        return STOPPED
    except click.ClickException as error:
        _report_usage(error)
    except SystemExit:
        # click's answer to a pipe that was closed: whoever reads our output has seen enough
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        # whatever the system refuses where nobody expected it: a folder that is gone, a name that is too long
        terminal.tell(RunError("cannot-read", path=error.filename or ".", reason=error.strerror or str(error)))
    except Exception as error:  # noqa: BLE001 — Python's own exit code would be 1, which says that something was found
        terminal.tell(RunError("errcat-failed", error=f"{type(error).__name__}: {error}"))
        _report_place()
    return COULD_NOT_RUN


def _report_place() -> None:
    """The traceback: for whoever mends errcat."""
    from errcat.text.visible import visible  # noqa: PLC0415 — only where something went wrong

    click.echo("\n".join(visible(line) for line in traceback.format_exc().splitlines()), err=True)


def _report_usage(error: click.ClickException) -> None:
    """What was typed wrong, and where to look it up."""
    from errcat.text.visible import visible  # noqa: PLC0415 — only where something went wrong

    lines = [visible(line) for line in error.format_message().split("\n")]
    context = getattr(error, "ctx", None)
    lines.append(f"  Run {context.command_path if context else 'errcat'} --help for usage")
    click.echo("errcat: " + "\n".join(lines), err=True)
