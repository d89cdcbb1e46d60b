"""The server of the preview: the pages of a catalog, or its errors, up to date with every request."""

from __future__ import annotations

import gc
import html
import http.server
import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs.exceptions import PluginError

from errcat.errors import RunError
from errcat.findings.wording import error_text
from errcat.mkdocs_plugin.catalog_site import CatalogErrors
from errcat.preview.connections import PATIENCE, Server
from errcat.preview.lazy_site import LazySite, Response, Theme
from errcat.reading.files import catalog_files
from errcat.reporting import ReportOptions, reporter
from errcat.settings import Settings, find_settings_file

HOST = "127.0.0.1"
VERSION = "/__errcat__/version"
_HOSTS = frozenset([HOST, "localhost", ""])
"""The host names that a request may have. Another website can't read the preview through its own name."""
_RELOAD = """
<script>(() => {
  const look = async () => {
    try {
      const now = await (await fetch("%s")).text();
      if (now !== "%d") return location.reload();
    } catch { /* the server may come back */ }
    setTimeout(look, 100);
  };
  setTimeout(look, 100);
})();</script>
"""
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>%(title)s</title><style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
pre { background: #8881; border-radius: .3rem; overflow-x: auto; padding: 1rem; }
</style></head><body><main><h1>%(title)s</h1><p>%(about)s</p>%(more)s</main></body></html>
"""


class Preview:
    """The website of a catalog. It checks the files with every request, so it misses no change."""

    def __init__(self, catalog: str, folder: Path, settings: Settings, report: Callable[[str], None]) -> None:
        self.catalog = catalog
        self.folder = folder
        self.settings = settings
        self.report = report
        """Called with the news of each change."""
        self.version = 0
        self._state: object = None
        """The state of the files of the catalog and of the settings when they were last read."""
        self._site: LazySite | None = None
        """The pages; None while the catalog has errors."""
        self._theme: Theme | None = None
        self._has_garbage = False
        self._errors = ""
        self._lock = threading.Lock()

    def answer(self, path: str) -> tuple[HTTPStatus, Response]:
        """Return the response for a path."""
        with self._lock:  # MkDocs can't render two pages at once
            self._update(path)
            if path == VERSION:
                return HTTPStatus.OK, Response(str(self.version).encode(), "text/plain")
            if self._site is None:
                return HTTPStatus.OK, self._errors_page()
            response = self._site.answer(path.lstrip("/"))
            if response is not None:
                is_page = response.kind.startswith("text/html")
                return HTTPStatus.OK, self._with_reload_script(response) if is_page else response
            if self._site.is_folder(path.lstrip("/")):
                return HTTPStatus.FOUND, Response(b"", "text/plain")  # redirects to the same path with a `/`
            return HTTPStatus.NOT_FOUND, self._with_reload_script(self._site.not_found_page())

    def _errors_page(self) -> Response:
        text = _PAGE % {
            "title": html.escape(f"{self.catalog} has errors"),
            "about": "Fix the errors. This page then reloads.",
            "more": f"<pre>{html.escape(self._errors)}</pre>",
        }
        return self._with_reload_script(Response(text.encode(), "text/html; charset=utf-8"))

    def _with_reload_script(self, page: Response) -> Response:
        script = (_RELOAD % (VERSION, self.version)).encode()
        return Response(page.data.replace(b"</body>", script + b"</body>"), page.kind)

    def _update(self, path: str) -> None:
        """Read the catalog again if its files or the settings changed."""
        try:
            state: object = [
                (str(file), file.stat().st_mtime_ns) for file in (*catalog_files(self.catalog), *self._settings_files())
            ]
        except (RunError, OSError) as error:
            state = repr(error)
        if state == self._state:
            if path == VERSION:  # the browser has its page
                self._collect_garbage()
            return
        self._collect_garbage()
        self._state = state
        # the collector would walk through the catalog again and again while errcat reads it
        self._has_garbage = True
        gc.disable()
        self.version += 1
        self._site, self._errors = None, ""
        try:
            self._read_catalog()
        except RunError as error:
            self._errors = error_text(error)
        except PluginError as error:
            self._errors = str(error)
        if self.version > 1:
            self.report("has errors: the page lists them" if self._site is None else "reloaded")

    def _settings_files(self) -> list[Path]:
        """Return the file of the settings, as the website finds it: somebody can add or delete it."""
        file = self.settings.file or find_settings_file(Path(self.catalog).resolve().parent)
        return [file] if file is not None and file.exists() else []

    def _collect_garbage(self) -> None:
        """Free what is left of earlier catalogs, and enable the collector again."""
        if self._has_garbage:
            gc.collect()
            gc.enable()
            self._has_garbage = False

    def _read_catalog(self) -> None:
        try:
            self._site = LazySite(Path(self.catalog), self.folder, self.settings.file, self._theme)
            self._theme = self._site.theme
        except CatalogErrors as error:
            self._errors = reporter("text")([error.checked], ReportOptions())


def make_server(preview: Preview, port: int, patience: float = PATIENCE) -> Server:
    """Return a server for a preview. Only this machine can reach it."""

    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = patience

        def do_GET(self) -> None:
            server.request_is_here(self.connection)
            host = (self.headers.get("Host") or "").rpartition(":")[0] or (self.headers.get("Host") or "")
            if host not in _HOSTS:
                self.send_error(HTTPStatus.FORBIDDEN, "this preview answers only to 127.0.0.1 and localhost")
                return
            try:
                path = urlsplit(self.path).path
            except ValueError:  # http://[
                self.send_error(HTTPStatus.BAD_REQUEST, "the address is not valid")
                return
            status, response = preview.answer(unquote(path))
            self.send_response(status)
            if status == HTTPStatus.FOUND:
                self.send_header("Location", f"/{path.lstrip('/')}/")
            self.send_header("Content-Type", response.kind)
            self.send_header("Content-Length", str(len(response.data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(response.data)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_arguments: Any) -> None:
            """Log nothing."""

    server = Server((HOST, port), Handler, patience)
    return server
