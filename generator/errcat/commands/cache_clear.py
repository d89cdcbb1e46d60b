"""`errcat cache clear`: forget all runs."""

from __future__ import annotations

import click

from errcat.cache import entries
from errcat.cache.folder import cache_folder
from errcat.commands import terminal
from errcat.commands.cache import kilobytes
from errcat.commands.exit_codes import OK
from errcat.text.counts import counted
from errcat.text.visible import visible


@click.command("clear")
def command() -> int:
    """Delete everything that errcat remembers.

    The next runs do all of their work again. Nothing else changes.

    \b
    Example:
      errcat cache clear
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    folder = cache_folder()
    size = entries.clear(folder) if folder else entries.Size(0, 0)
    place = f" from {visible(folder)}" if folder and size.runs else ""
    terminal.put(f"Deleted {counted(size.runs, 'run')}{place}, {kilobytes(size.bytes)}")
    return OK
