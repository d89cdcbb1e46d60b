"""Arguments → one command → exit code. Only this module catches run errors, and only it exits.

A command is imported when it runs, so that `errcat --version` and `errcat check` start fast.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from errcat import __version__
from errcat.cache import NO_CACHE, Run
from errcat.commands import terminal
from errcat.commands.exit_codes import COULD_NOT_RUN, OK, STOPPED
from errcat.commands.process import prepare
from errcat.errors import RunError

if TYPE_CHECKING:
    import click

    from errcat.commands.lazy_group import LazyGroup

_COMPLETION_VARIABLE = "_ERRCAT_COMPLETE"
"""The shell sets it to ask click for completions."""

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


def root_command() -> LazyGroup:
    """Return the command `errcat`. click takes as long as a tenth of a small check, which does without it."""
    from errcat.commands.root import group_of  # noqa: PLC0415

    return group_of(COMMANDS, __version__)


def main(arguments: list[str] | None = None) -> None:
    """Run errcat, and exit with its code."""
    prepare()
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None, this_run: Run | None = None) -> int:
    """Run errcat, and return the exit code. `this_run` remembers what the run printed."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _check(given, this_run) if _is_plain_check(given) else _run_with_click(given, this_run)
    except RunError as error:
        terminal.put_error(error)
    except KeyboardInterrupt:
        terminal.put("errcat: stopped", err=True)
        return STOPPED
    except OSError as error:
        # The system refused something unexpectedly: a folder that was deleted, a name that is too long.
        terminal.put_error(RunError("cannot-read", path=error.filename or ".", reason=error.strerror or str(error)))
    except Exception as error:  # noqa: BLE001 — Python would exit with 1, which means that there are findings
        terminal.put_error(RunError("errcat-failed", error=f"{type(error).__name__}: {error}"))
        _print_traceback()
    return COULD_NOT_RUN


def _is_plain_check(arguments: list[str]) -> bool:
    """Whether the arguments are `check` and paths, without options. Then errcat runs without click."""
    is_check = arguments[:1] == ["check"] and not any(word[:1] == "-" and word != NO_CACHE for word in arguments)
    return is_check and _COMPLETION_VARIABLE not in os.environ


def _check(arguments: list[str], this_run: Run | None) -> int:
    from errcat.commands.check_catalogs import CheckCall, check  # noqa: PLC0415 — other commands don't need it

    paths = [word for word in arguments[1:] if word != NO_CACHE]
    return check(CheckCall(tuple(paths)), this_run or Run(()))


def _run_with_click(arguments: list[str], this_run: Run | None) -> int:
    import click  # noqa: PLC0415 — slow to load

    try:
        code = root_command().main(arguments, prog_name="errcat", standalone_mode=False, obj=this_run)
        return code if isinstance(code, int) else OK
    except click.Abort:
        terminal.put("errcat: stopped", err=True)
        return STOPPED
    except click.ClickException as error:
        _print_usage_error(error, arguments)
        return COULD_NOT_RUN
    except SystemExit:
        # click exits like this if the reader of our output closed the pipe
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _print_traceback() -> None:
    """Print the traceback, for a bug report."""
    import traceback  # noqa: PLC0415 — only after an error

    from errcat.text.visible import visible  # noqa: PLC0415 — only after an error

    terminal.put("\n".join(visible(line) for line in traceback.format_exc().splitlines()), err=True)


def _print_usage_error(error: click.ClickException, arguments: list[str]) -> None:
    """Print what is wrong with the arguments, the call that was probably meant, and where to look it up."""
    # only after an error
    import click  # noqa: PLC0415

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
        command = context.command if context.parent else root_command().get_command(context, arguments[0])
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
    terminal.put("errcat: " + "\n".join(map(visible, text.split("\n"))), err=True)
