"""The process `errcat`, and `python -m errcat`: print again what an equal run printed, or else run the command.

A replay imports no command, and no click. It takes less time than `errcat --version`.
"""

from __future__ import annotations

import sys

from errcat.cache import Printed, Run
from errcat.commands.process import prepare


def main() -> None:
    """Run errcat, and exit with its code."""
    prepare()
    this_run = Run(sys.argv[1:])
    printed = this_run.replay()
    if printed is not None and _print(printed):
        sys.exit(printed.code)
    from errcat import cli  # noqa: PLC0415 — slow to load, and a replay doesn't need it

    sys.exit(cli.run(sys.argv[1:], this_run))


def _print(printed: Printed) -> bool:
    """Print what a run printed. Return False if that isn't possible: then the command runs, and says why."""
    try:
        for stream, text in ((sys.stderr, printed.err), (sys.stdout, printed.out)):
            if text:
                stream.write(text + "\n")
                stream.flush()
    except (AttributeError, OSError, ValueError):  # closed, or full
        return False
    return True


if __name__ == "__main__":
    main()
