"""Programs that run until a test stops them, and files that change under them: no test waits for longer than PATIENCE."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120
"""Seconds. Far more than anything takes on a busy machine: it ends what would never end."""


IN_THE_BACKGROUND = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")
"""Before a command: it starts as a shell starts the background commands of a script, with SIGINT ignored."""


@contextmanager
def running(command: Sequence[str | Path], cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """A program whose output a test reads line by line. After PATIENCE it is killed, so that reading ends."""
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        process.communicate()


def lines_until(process: subprocess.Popen[str], last: str) -> list[str]:
    """What a program prints before a line. It fails where the output ends without that line."""
    assert process.stdout is not None
    found: list[str] = []
    for line in process.stdout:
        if line == f"{last}\n":
            return found
        found.append(line)
    raise AssertionError(f"the output ends without {last!r}:\n{''.join(found)}")


def free_port() -> int:
    """A port for a program that cannot choose a free one itself. No other worker takes it, nor any connection."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 20_000 + 100 * (worker % 100)  # systems choose the ports of connections from 32,768 upwards
    for port in random.sample(range(first, first + 100), 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


def until(condition: Callable[[], bool]) -> bool:
    """Wait until something is so. False if it is not so after PATIENCE."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def replace(file: Path, text: str) -> None:
    """Change a file in one step, to a later time: whoever looks sees the old text or the new one, and the difference."""
    staged = file.with_name(f"{file.name}.staged")
    staged.write_text(text, encoding="utf-8")
    later = (file.stat().st_mtime_ns if file.exists() else staged.stat().st_mtime_ns) + 1_000_000_000
    os.utime(staged, ns=(later, later))
    staged.replace(file)
