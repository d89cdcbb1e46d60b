"""`errcat cache`: where errcat remembers runs, and `errcat cache clear`."""

from __future__ import annotations

import click

from errcat.cache import entries
from errcat.cache.folder import cache_folder
from errcat.commands import terminal
from errcat.commands.exit_codes import OK
from errcat.commands.lazy_group import LazyGroup
from errcat.text.counts import counted
from errcat.text.visible import visible

# The name of each command, its module in commands/, and its line in the help.
COMMANDS = {
    "clear": ("cache_clear", "Delete everything that errcat remembers."),
}


@click.command("cache", cls=LazyGroup, table=COMMANDS, invoke_without_command=True, no_args_is_help=False)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """Show where errcat remembers runs, and how large that is.

    errcat check and errcat build remember what they printed. If they run again with the same arguments, and no file
    that they relied on has changed, they print the same at once. With --no-cache, they do everything again.

    The cache is in your own cache folder, never in the project. ERRCAT_CACHE_DIR names another folder, and
    ERRCAT_NO_CACHE=1 disables the cache.

    \b
    Examples:
      errcat cache
      errcat cache clear
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if ctx.invoked_subcommand is not None:
        return None
    folder = cache_folder()
    if folder is None:
        terminal.put("No cache: there is no cache folder outside the project")
        return OK
    size = entries.size(folder)
    terminal.put(f"{visible(folder)}: {counted(size.runs, 'run')}, {kilobytes(size.bytes)}")
    return OK


def kilobytes(size: int) -> str:
    """Return a number of bytes for people."""
    return f"{-(-size // 1024):,} kB"
