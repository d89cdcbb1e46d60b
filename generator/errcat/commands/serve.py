"""`errcat serve`: a catalog as a website while it is written."""

from __future__ import annotations

import tempfile
import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from errcat.commands import terminal
from errcat.commands.exit_codes import COULD_NOT_RUN, STOPPED
from errcat.commands.interrupts import stop_on_interrupt
from errcat.commands.project import catalogs as catalogs_of
from errcat.commands.project import load_settings
from errcat.errors import RunError
from errcat.text.visible import visible

_PORT = 8000


@click.command("serve")
@click.argument("paths", nargs=-1, metavar="[PATH]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="The port. 0 uses any free port."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the website in a browser.")
@click.option("--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml.")
def command(paths: tuple[str, ...], port: int, config: str | None, *, open_browser: bool) -> int:
    """Show a catalog as a website, and reload it after each change.

    PATH is a catalog. Without PATH, errcat shows the catalog of errcat.toml. errcat renders each page when you open it,
    so that large catalogs open at once. If the catalog has errors, the page lists them. Only this machine can open the
    address. Press Ctrl-C to stop.

    \b
    Examples:
      errcat serve errors.yaml
      errcat serve errors.yaml --port 0 --open
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if find_spec("mkdocs") is None or find_spec("material") is None:
        terminal.put('errcat: error: errcat serve needs MkDocs: install errcat with its "site" extra', err=True)
        return COULD_NOT_RUN
    settings = load_settings(config)
    every = catalogs_of(paths, settings)
    if len(every) != 1:
        example = f"errcat serve {every[0] if every else 'errors.yaml'}"
        raise RunError(
            "one-catalog-at-a-time", help="document", count=len(every), option="errcat serve", example=example
        )
    (catalog,) = every
    if not Path(catalog).exists():
        raise RunError("path-not-found", path=catalog)
    from errcat.preview.server import HOST, Preview, server_of  # noqa: PLC0415 — MkDocs takes a while to load

    stop_on_interrupt()
    shown = visible(catalog)
    with tempfile.TemporaryDirectory(prefix="errcat-") as folder:
        preview = Preview(catalog, Path(folder), settings, lambda said: terminal.put(f"{shown} {said}"))
        try:
            server = server_of(preview, port)
        except OSError as error:
            about = f"can't use port {port} of {HOST} ({error.strerror}): choose another with --port, or use --port 0"
            terminal.put(f"errcat: error: {about}", err=True)
            return COULD_NOT_RUN
        address = f"http://{HOST}:{server.server_port}/"
        terminal.put(f"Serving {shown} at {address} (press Ctrl-C to stop)")
        if open_browser:
            webbrowser.open(address)
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            terminal.put("errcat: stopped", err=True)
        finally:
            server.server_close()
    return STOPPED
