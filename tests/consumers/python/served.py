"""Services that a real server runs."""

from __future__ import annotations

import http.client
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from processes import free_port, lines_until, running, until

# The command line of each server, before the address of the service.
SERVERS = {
    "waitress": ["waitress", "--listen={address}"],
    "gunicorn": ["gunicorn", "--workers=1", "--bind={address}"],
    "uvicorn": ["uvicorn", "--host={host}", "--port={port}"],
}


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def code(self) -> str | None:
        """The code of the error in the body."""
        return json.loads(self.body)["error"]["code"] if self.body[:1] == b"{" else None


class Service:
    """A running service. All requests use one connection, which a response with a wrong length breaks."""

    def __init__(self, connection: http.client.HTTPConnection, process: Any) -> None:
        self._connection = connection
        self._process = process

    def send(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        self._connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = self._connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def log_until(self, last: str) -> str:
        return "".join(lines_until(self._process, last))


@contextmanager
def served(server: str, arguments: Sequence[str], folder: Path) -> Iterator[Service]:
    port = free_port()
    command = [part.format(address=f"127.0.0.1:{port}", host="127.0.0.1", port=port) for part in SERVERS[server]]
    with running([sys.executable, "-m", *command, *arguments], folder) as process:
        assert until(lambda: _is_there(port) or process.poll() is not None)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            yield Service(connection, process)
        process.terminate()  # after a kill, a worker of Gunicorn keeps the output open for 15 seconds
        process.wait()


def _is_there(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        try:
            connection.connect()
        except OSError:
            return False
        return True
