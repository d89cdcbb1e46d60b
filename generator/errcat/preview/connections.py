"""A web server that nobody can keep busy by doing nothing: few connections at a time, and none that waits for long."""

from __future__ import annotations

import http.server
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import Any

MOST_CONNECTIONS = 64
"""At a time. A browser opens six for each tab."""
PATIENCE = 10.0
"""Seconds that a connection may take to send its request, and to take its answer."""


class Server(http.server.ThreadingHTTPServer):
    """Answers each connection in a thread of its own, and closes those that send no request.

    Where there are too many, the one that has waited longest makes room: a browser that comes later is answered.
    """

    daemon_threads = True
    request_queue_size = MOST_CONNECTIONS

    def __init__(
        self, address: tuple[str, int], handler: type[http.server.BaseHTTPRequestHandler], patience: float = PATIENCE
    ) -> None:
        self.patience = patience
        self._lock = threading.Lock()
        self._open: dict[socket.socket, float | None] = {}
        """When each connection came, the oldest first; None for those whose request is there."""
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start to answer a connection, unless there are too many already."""
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
        """A connection no longer waits, and is not closed to make room."""
        with self._lock:
            if request in self._open:
                self._open[request] = None

    def service_actions(self) -> None:
        """Close the connections that have sent no request for too long. The server calls this often."""
        latest = time.monotonic() - self.patience
        with self._lock:
            for request, came in list(self._open.items()):
                if came is not None and came < latest:
                    self._hang_up(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report a bug, but not a browser that went away."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def _close_oldest(self) -> bool:
        """Make room for one more; False where all connections are being answered."""
        for request, came in self._open.items():
            if came is not None:
                self._hang_up(request)
                return True
        return False

    def _hang_up(self, request: socket.socket) -> None:
        """Let the thread of a connection read its end, and count it no more."""
        self._open.pop(request, None)
        with suppress(OSError):  # the other side may have closed it
            request.shutdown(socket.SHUT_RDWR)
