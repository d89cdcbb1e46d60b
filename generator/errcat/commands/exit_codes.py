"""What the exit code of a run says. A noun."""

OK = 0
FOUND = 1
"""Findings, or anything else that a CI should stop at."""
COULD_NOT_RUN = 2
STOPPED = 130
"""By Ctrl-C."""
