"""`errcat serve`: a catalog as a website while it is written."""

from __future__ import annotations

import tempfile
import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from errcat.commands import terminal
from errcat.commands.exit_codes import COULD_NOT_RUN, STOPPED
from errcat.commands.project import catalogs as catalogs_of
from errcat.commands.project import load_settings
from errcat.errors import RunError
from errcat.text.visible import visible

_PORT = 8000


@click.command("serve")
@click.argument("paths", nargs=-1, metavar="[PATH]")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="0 for any free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the address in a browser.")
@click.option("--config", metavar="FILE", help="The settings, instead of the nearest errcat.toml.")
def command(paths: tuple[str, ...], port: int, config: str | None, *, open_browser: bool) -> int:
    """Show a catalog as a website, and show it anew whenever it changes.

    PATH is a catalog; without it, the one that errcat.toml names. Only the page that you look at is made, so that it is
    there at once; a catalog with errors is a page that says which. The address is of this machine alone. Ctrl-C stops.

    \b
    Examples:
      errcat serve errors.yaml
      errcat serve errors.yaml --port 0 --open
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if find_spec("mkdocs") is None or find_spec("material") is None:
        terminal.put('errcat: error: errcat serve needs MkDocs: install errcat with its "site" extra', err=True)
        return COULD_NOT_RUN
    house = load_settings(config)
    every = catalogs_of(paths, house)
    if len(every) != 1:
        example = f"errcat serve {every[0] if every else 'errors.yaml'}"
        raise RunError(
            "one-catalog-at-a-time", help="document", count=len(every), option="errcat serve", example=example
        )
    (catalog,) = every
    if not Path(catalog).exists():
        raise RunError("path-not-found", path=catalog)
    from errcat.preview.server import HOST, Preview, server_of  # noqa: PLC0415 — MkDocs takes a while to load

    shown = visible(catalog)
    with tempfile.TemporaryDirectory(prefix="errcat-") as folder:
        preview = Preview(catalog, Path(folder), house, lambda said: terminal.put(f"{shown} {said}"))
        try:
            server = server_of(preview, port)
        except OSError as error:
            about = f"port {port} of {HOST} cannot be used ({error.strerror}): name another with --port, or --port 0"
            terminal.put(f"errcat: error: {about}", err=True)
            return COULD_NOT_RUN
        address = f"http://{HOST}:{server.server_port}/"
        terminal.put(f"Serving {shown} at {address} (Ctrl-C stops)")
        if open_browser:
            webbrowser.open(address)
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            terminal.put("errcat: stopped", err=True)
        finally:
            server.server_close()
    return STOPPED
