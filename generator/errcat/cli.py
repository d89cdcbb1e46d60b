"""Arguments → one command → exit code. Only this module catches run errors, and only it exits.

A command is imported when it runs, so that `errcat --version` and `errcat check` start fast.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from errcat import __version__
from errcat.cache import Run
from errcat.commands import terminal
from errcat.commands.exit_codes import COULD_NOT_RUN, OK, STOPPED
from errcat.commands.lazy_group import LazyGroup
from errcat.commands.process import prepare
from errcat.errors import RunError

# The name of each command, its module in commands/, and its line in the help.
COMMANDS = {
    "init": ("init", "Start a catalog, with settings, a website and checks."),
    "check": ("check", "Report every mistake in catalogs, and how to fix it."),
    "build": ("build", "Generate code, contracts and docs from catalogs."),
    "import": ("import_sources", "Turn an existing list of errors into a catalog."),
    "diff": ("diff", "Show what changed in catalogs, and what breaks clients."),
    "changelog": ("changelog", "Print what each release changed, in Markdown."),
    "serve": ("serve", "Show a catalog as a website while you edit it."),
    "fmt": ("fmt", "Format catalogs: order, indentation and empty lines."),
    "add": ("add", "Add an error to a catalog."),
    "rename": ("rename", "Give an error another code, and update what refers to it."),
    "deprecate": ("deprecate", "Mark an error as deprecated."),
    "retire": ("retire", "Delete an error, and keep its code from being used again."),
    "split": ("split", "Write a catalog as a folder, with a file for each group."),
    "join": ("join", "Write a folder catalog as a single file."),
    "openapi": ("openapi", "Write or check the error responses of an OpenAPI document."),
    "scan": ("scan", "Compare the codes in source code with the catalog."),
    "verify": ("verify", "Compare recorded responses with the catalog."),
    "explain": ("explain", "Explain a rule, an error code or an error response."),
    "rules": ("rules", "List every rule with its level."),
    "targets": ("targets", "List every build target with its settings."),
    "config": ("config", "Show every setting, and where its value comes from."),
    "schema": ("schema", "Print one of errcat's JSON Schemas."),
    "cache": ("cache", "Show where errcat remembers runs, and clear it."),
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
      errcat init                                   start a catalog, or import a list of errors
      errcat check errors.yaml                      report every mistake, and how to fix it
      errcat build errors.yaml --python errors.py   generate code, contracts and docs
      errcat explain duplicate-code                 explain a rule
    """  # noqa: D301 — click wants the character
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return COULD_NOT_RUN
    return None


def main(arguments: list[str] | None = None) -> None:
    """Run errcat, and exit with its code."""
    prepare()
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None, this_run: Run | None = None) -> int:
    """Run errcat, and return the exit code. `this_run` remembers what the run printed."""
    try:
        code = errcat.main(arguments, prog_name="errcat", standalone_mode=False, obj=this_run)
        return code if isinstance(code, int) else OK
    except RunError as error:
        terminal.put_error(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo("errcat: stopped", err=True)
        return STOPPED
    except click.ClickException as error:
        _print_usage_error(error, sys.argv[1:] if arguments is None else arguments)
    except SystemExit:
        # click exits like this if the reader of our output closed the pipe
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        # The system refused something unexpectedly: a folder that was deleted, a name that is too long.
        terminal.put_error(RunError("cannot-read", path=error.filename or ".", reason=error.strerror or str(error)))
    except Exception as error:  # noqa: BLE001 — Python would exit with 1, which means that there are findings
        terminal.put_error(RunError("errcat-failed", error=f"{type(error).__name__}: {error}"))
        _print_traceback()
    return COULD_NOT_RUN


def _print_traceback() -> None:
    """Print the traceback, for a bug report."""
    import traceback  # noqa: PLC0415 — only after an error

    from errcat.text.visible import visible  # noqa: PLC0415 — only after an error

    click.echo("\n".join(visible(line) for line in traceback.format_exc().splitlines()), err=True)


def _print_usage_error(error: click.ClickException, arguments: list[str]) -> None:
    """Print what is wrong with the arguments, the call that was probably meant, and where to look it up."""
    # only after an error
    from errcat.commands import wrong_calls  # noqa: PLC0415
    from errcat.text.visible import visible  # noqa: PLC0415

    context: click.Context | None = getattr(error, "ctx", None)
    message = error.format_message()
    lines: list[str] = []
    if isinstance(error, click.NoSuchOption):
        call = wrong_calls.option_meant(error, COMMANDS, arguments)
        if call:
            message = f"No such option '{error.option_name}'."
            lines.append(f"did you mean `{call}`?")
    elif context and isinstance(error, (click.MissingParameter, click.BadOptionUsage)):
        option = error.option_name if isinstance(error, click.BadOptionUsage) else ""
        command = context.command if context.parent else errcat.get_command(context, arguments[0])
        example = wrong_calls.example_of(command, option) if command else ""
        if example:
            lines.append(f"for example: {example}")
    elif context and context.info_name == "rules" and len(arguments) > 1:
        lines.append(f"did you mean `errcat explain {arguments[-1]}`?")
    name = context.command_path if context else "errcat"
    if name == "errcat" and arguments and arguments[0] in COMMANDS:
        name = f"errcat {arguments[0]}"
    lines.append(f"Run {name} --help for usage")
    text = "\n  ".join([*message.split("\n"), *lines])
    click.echo("errcat: " + "\n".join(map(visible, text.split("\n"))), err=True)
