"""The exit codes of a run."""

OK = 0
FOUND = 1
"""There are findings, or something else that should stop a CI job."""
COULD_NOT_RUN = 2
STOPPED = 130
"""Ctrl-C stopped the run."""
