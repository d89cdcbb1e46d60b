"""A web server that idle connections can't block: it keeps few connections, and none of them for long."""

from __future__ import annotations

import http.server
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import Any

MOST_CONNECTIONS = 64
"""How many connections are open at a time. A browser opens six for each tab."""
PATIENCE = 10.0
"""How many seconds a connection may take to send its request, and to read the response."""


class Server(http.server.ThreadingHTTPServer):
    """A server with a thread for each connection. It closes connections that send no request.

    If there are too many, it closes the one that has waited longest, so that a browser can still connect.
    """

    daemon_threads = True
    request_queue_size = MOST_CONNECTIONS

    def __init__(
        self, address: tuple[str, int], handler: type[http.server.BaseHTTPRequestHandler], patience: float = PATIENCE
    ) -> None:
        self.patience = patience
        self._lock = threading.Lock()
        self._open: dict[socket.socket, float | None] = {}
        """When each connection was opened, the oldest first. None once its request has arrived."""
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start to answer a connection, unless there are too many."""
        with self._lock:
            has_room = len(self._open) < MOST_CONNECTIONS or self._close_oldest()
            if has_room:
                self._open[request] = time.monotonic()
        if has_room:
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that ends."""
        with self._lock:
            self._open.pop(request, None)
        super().shutdown_request(request)

    def request_is_here(self, request: socket.socket) -> None:
        """Note that a request has arrived, so that its connection isn't closed to make room."""
        with self._lock:
            if request in self._open:
                self._open[request] = None

    def service_actions(self) -> None:
        """Close connections that have sent no request for too long. The server calls this often."""
        latest = time.monotonic() - self.patience
        with self._lock:
            for request, opened_at in list(self._open.items()):
                if opened_at is not None and opened_at < latest:
                    self._hang_up(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report a bug, but not a browser that closed the connection."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def _close_oldest(self) -> bool:
        """Make room for another connection. False if all connections have a request."""
        for request, opened_at in self._open.items():
            if opened_at is not None:
                self._hang_up(request)
                return True
        return False

    def _hang_up(self, request: socket.socket) -> None:
        """End a connection, and no longer count it."""
        self._open.pop(request, None)
        with suppress(OSError):  # the other side may have closed it
            request.shutdown(socket.SHUT_RDWR)
