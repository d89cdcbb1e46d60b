"""What every process of errcat does first."""

from __future__ import annotations

import gc
import sys
from typing import Any


def prepare() -> None:
    """Prepare the process: no cycle collector, and streams that can print every character."""
    # In a short process the cycle collector finds nothing, but walks through the catalog again and again.
    # Commands that run until Ctrl-C enable it again: see commands/long_running.py.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")  # a terminal without UTF-8 still shows everything
