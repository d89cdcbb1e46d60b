"""What differs for the commands that run until someone stops them: `serve` and `build --watch`."""

from __future__ import annotations

import gc
import signal
import threading


def prepare_long_run() -> None:
    """Set up this process for a command that runs until Ctrl-C."""
    _stop_on_interrupt()
    gc.enable()  # off in short commands, but here the memory of each change would add up


def _stop_on_interrupt() -> None:
    """Make SIGINT raise KeyboardInterrupt, even if errcat was started with SIGINT ignored.

    A shell script starts a background command with SIGINT ignored, and Python then installs no handler. The command
    would outlive the script that Ctrl-C ends, and would keep its port.
    """
    if threading.current_thread() is threading.main_thread():  # signals can be set nowhere else
        signal.signal(signal.SIGINT, signal.default_int_handler)
