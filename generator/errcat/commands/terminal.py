"""Everything that errcat prints, with or without colors. A closed pipe doesn't change the result of a run."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO

from errcat.errors import RunError

_DEFAULT_WIDTH = 100
"""The width of a report in columns, unless a terminal shows it."""

COLORS = ("auto", "always", "never")


def wants_color(choice: str, *, err: bool = False) -> bool:
    """Whether to use colors. `auto` follows NO_COLOR, FORCE_COLOR, and whether a terminal shows the output."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    stream = sys.stderr if err else sys.stdout
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return the width of the terminal in columns: COLUMNS, or what the terminal reports."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _DEFAULT_WIDTH
    except (AttributeError, OSError, ValueError):  # closed, or no terminal
        return _DEFAULT_WIDTH


def put(text: str, *, err: bool = False) -> None:
    """Print text. If its reader closes the pipe, the run still ends with its own exit code."""
    try:
        _print(text, sys.stderr if err else sys.stdout, err=err)
    except BrokenPipeError:
        _discard(sys.stderr if err else sys.stdout)
    except OSError as error:
        if not err:  # without standard error, there is no place for a message
            raise _stdout_failed(error) from None


def _print(text: str, stream: IO[str] | None, *, err: bool) -> None:
    encoding = getattr(stream, "encoding", None) or ""  # a stream in memory has none
    if sys.platform != "win32" and encoding.lower() == "utf-8":
        print(text, file=stream, flush=True)
        return
    import click  # noqa: PLC0415 — slow to load, and knows how to print on other streams

    click.echo(text, err=err, color=True)  # text without colors contains no codes to remove


def put_bytes(data: bytes) -> None:
    """Print bytes unchanged, including their line endings."""
    try:
        import click  # noqa: PLC0415 — slow to load, and few runs print bytes

        click.echo(data, nl=False)
    except BrokenPipeError:
        _discard(sys.stdout)
    except OSError as error:
        raise _stdout_failed(error) from None


def put_error(error: RunError) -> None:
    """Print on standard error why a run could not finish, and what to do."""
    from errcat.findings.wording import describe_error  # noqa: PLC0415 — the messages are slow to load

    message, help_text = describe_error(error)
    put("\n  ".join([f"errcat: {message}", *help_text.strip().split("\n")]), err=True)


def _stdout_failed(error: OSError) -> RunError:
    _discard(sys.stdout)
    return RunError("cannot-write", path="standard output", reason=error.strerror or str(error))


def _discard(stream: IO[str]) -> None:
    """Send buffered output nowhere, so that Python doesn't report it at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
