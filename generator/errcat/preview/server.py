"""The server of the preview: a catalog's pages, or what is wrong with it, anew whenever it changes."""

from __future__ import annotations

import html
import http.server
import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs.exceptions import PluginError

from errcat import checking
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.preview.connections import PATIENCE, Server
from errcat.preview.lazy_site import LazySite, Response
from errcat.reading import load
from errcat.reading.files import catalog_files
from errcat.reporting import ReportOptions, reporter
from errcat.settings import Settings

HOST = "127.0.0.1"
VERSION = "/__errcat__/version"
_HOSTS = frozenset([HOST, "localhost", ""])
"""Names that a browser may ask for: another site's name that leads here is refused."""
_RELOAD = """
<script>(() => {
  const look = async () => {
    try {
      const now = await (await fetch("%s")).text();
      if (now !== "%d") return location.reload();
    } catch { /* it comes back */ }
    setTimeout(look, 250);
  };
  setTimeout(look, 250);
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
    """One catalog, looked at again with every request: there is nothing that could miss a change."""

    def __init__(self, catalog: str, folder: Path, settings: Settings, tell: Callable[[str], None]) -> None:
        self.catalog = catalog
        self.folder = folder
        self.settings = settings
        self.tell = tell
        self.version = 0
        self._seen: object = None
        self._site: LazySite | None = None
        self._findings = ""
        self._lock = threading.Lock()

    def answer(self, path: str) -> tuple[HTTPStatus, Response]:
        """What a browser gets for a path."""
        with self._lock:  # one page at a time: MkDocs knows no other way
            self._look()
            if path == VERSION:
                return HTTPStatus.OK, Response(str(self.version).encode(), "text/plain")
            if self._site is None:
                reported = f"<pre>{html.escape(self._findings)}</pre>"
                about = "Fix the errors. This page then reloads."
                return HTTPStatus.OK, self._page(f"{self.catalog} has errors", about, reported)
            found = self._site.answer(path.lstrip("/"))
            if found is None and self._site.is_folder(path.lstrip("/")):
                return HTTPStatus.FOUND, Response(b"", "text/plain")  # to the same with a `/`
            if found is None:
                return HTTPStatus.NOT_FOUND, self._reloading(self._site.lost())
            return HTTPStatus.OK, self._reloading(found) if found.kind.startswith("text/html") else found

    def _page(self, title: str, about: str, more: str) -> Response:
        text = _PAGE % {"title": html.escape(title), "about": about, "more": more}
        return self._reloading(Response(text.encode(), "text/html; charset=utf-8"))

    def _reloading(self, answer: Response) -> Response:
        script = (_RELOAD % (VERSION, self.version)).encode()
        return Response(answer.data.replace(b"</body>", script + b"</body>"), answer.kind)

    def _look(self) -> None:
        """Read the catalog again if it changed."""
        try:
            now: object = [(str(file), file.stat().st_mtime_ns) for file in catalog_files(self.catalog)]
        except (RunError, OSError) as error:
            now = repr(error)
        if now == self._seen:
            return
        self._seen = now
        self.version += 1
        self._site, self._findings = None, ""
        try:
            checked = checking.check(load(self.catalog), self.settings.rules)
            if checked.worst < Level.ERROR:
                self._site = LazySite(Path(self.catalog), self.folder, self.settings.file)
            else:
                self._findings = reporter("text")([checked], ReportOptions())
        except (RunError, PluginError) as error:
            self._findings = str(error)
        if self.version > 1:
            self.tell("has errors: the page lists them" if self._site is None else "reloaded")


def server_of(preview: Preview, port: int, patience: float = PATIENCE) -> Server:
    """A server for a preview, on this machine alone."""

    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = patience

        def do_GET(self) -> None:
            server.request_is_here(self.connection)
            host = (self.headers.get("Host") or "").rpartition(":")[0] or (self.headers.get("Host") or "")
            if host not in _HOSTS:
                self.send_error(HTTPStatus.FORBIDDEN, "this preview answers only to 127.0.0.1 and localhost")
                return
            try:
                asked = urlsplit(self.path).path
            except ValueError:  # http://[
                self.send_error(HTTPStatus.BAD_REQUEST, "the address is not valid")
                return
            status, answer = preview.answer(unquote(asked))
            self.send_response(status)
            if status == HTTPStatus.FOUND:
                self.send_header("Location", f"/{asked.lstrip('/')}/")
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.data)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_arguments: Any) -> None:
            """A preview is quiet."""

    server = Server((HOST, port), Handler, patience)
    return server
