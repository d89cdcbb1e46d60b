"""What is printed, and in which colours: the way to standard output that a closed pipe or a full disk cannot trip."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO

import click

from errcat.errors import RunError

WIDTH = 100
"""The columns of a report where there is no terminal."""

COLORS = ("auto", "always", "never")
COLOR_HELP = "Whether to use colors. auto follows NO_COLOR, FORCE_COLOR and the terminal."


def wants_color(choice: str, *, err: bool = False) -> bool:
    """Colours where somebody sees them: `--color`, else NO_COLOR, else FORCE_COLOR, else a terminal that has them."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    stream = sys.stderr if err else sys.stdout
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns of the terminal: what COLUMNS says, else what the terminal does."""
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or WIDTH
    except (AttributeError, OSError, ValueError):  # closed, or no terminal
        return WIDTH


def put(text: str, *, err: bool = False) -> None:
    """Print. Who reads it may stop reading: what the run found out stays its exit code."""
    try:
        click.echo(text, err=err, color=True)  # what has no colour has no codes to take out
    except BrokenPipeError:
        _close(sys.stderr if err else sys.stdout)
    except OSError as error:
        if err:
            return  # there is nowhere left to say so
        _close(sys.stdout)
        raise RunError("cannot-write", path="standard output", reason=error.strerror or str(error)) from None


def put_bytes(data: bytes) -> None:
    """Print bytes as they are: not even their line ends are changed."""
    try:
        click.echo(data, nl=False)
    except BrokenPipeError:
        _close(sys.stdout)
    except OSError as error:
        _close(sys.stdout)
        raise RunError("cannot-write", path="standard output", reason=error.strerror or str(error)) from None


def tell(error: RunError) -> None:
    """Say on standard error why a run, or a part of one, could not be finished, and what to do about it."""
    from errcat.findings.wording import describe_error  # noqa: PLC0415 — all messages are slow to load

    message, help_text = describe_error(error)
    put("\n  ".join([f"errcat: {message}", *help_text.strip().split("\n")]), err=True)


def _close(stream: IO[str]) -> None:
    """Let what is still buffered go nowhere, so that nothing complains at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
