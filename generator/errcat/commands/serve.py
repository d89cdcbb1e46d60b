"""`errcat serve`: a catalog as a website that reloads while someone edits the catalog."""

from __future__ import annotations

import tempfile
import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from errcat.commands import terminal
from errcat.commands.exit_codes import STOPPED
from errcat.commands.long_running import prepare_long_run
from errcat.commands.options import config_option
from errcat.commands.project import catalogs_of, load_settings
from errcat.errors import RunError
from errcat.settings import Settings
from errcat.text.visible import visible

_PORT = 8000


@click.command("serve")
@click.argument("paths", nargs=-1, metavar="[PATH]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="The port. 0 uses any free port."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the website in a browser.")
@config_option
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
        raise RunError("site-extra-missing", command="errcat serve")
    settings = load_settings(config)
    catalog = _catalog(paths, settings)
    prepare_long_run()
    with tempfile.TemporaryDirectory(prefix="errcat-") as folder:
        _serve(catalog, Path(folder), settings, port, open_browser=open_browser)
    return STOPPED


def _catalog(paths: tuple[str, ...], settings: Settings) -> str:
    """Return the only catalog of the website."""
    catalogs = catalogs_of(paths, settings)
    if len(catalogs) != 1:
        from errcat.commands.wrong_calls import common_folder  # noqa: PLC0415 — few calls are wrong

        example = f"errcat serve {catalogs[0] if catalogs else 'errors.yaml'}"
        folder = common_folder(catalogs)
        raise RunError(
            "one-catalog-at-a-time",
            help="serve-folder" if folder else "serve",
            count=len(catalogs),
            option="errcat serve",
            example=example,
            folder=f"errcat serve {folder}",
        )
    if not Path(catalogs[0]).exists():
        raise RunError("path-not-found", path=catalogs[0])
    return catalogs[0]


def _serve(catalog: str, folder: Path, settings: Settings, port: int, *, open_browser: bool) -> None:
    """Answer requests until Ctrl-C."""
    from errcat.preview.server import HOST, Preview, make_server  # noqa: PLC0415 — MkDocs is slow to load

    name = visible(catalog)
    preview = Preview(catalog, folder, settings, lambda status: terminal.put(f"{name} {status}"))
    try:
        server = make_server(preview, port)
    except OSError as error:
        raise RunError("port-unavailable", port=port, host=HOST, reason=error.strerror or str(error)) from None
    address = f"http://{HOST}:{server.server_port}/"
    terminal.put(f"Serving {name} at {address} (press Ctrl-C to stop)")
    if open_browser:
        webbrowser.open(address)
    try:
        server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        terminal.put("errcat: stopped", err=True)
    finally:
        server.server_close()
