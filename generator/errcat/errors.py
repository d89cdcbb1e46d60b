"""Why a run could not finish. A noun: it imports nothing of ours.

A finding is about the user's catalog; an error is about the run. `cli.py` is the only place that catches one.
"""

from __future__ import annotations


class RunError(Exception):
    """The run cannot go on. `id` names an entry of catalog/errcat.yaml, which has the words.

    `help` says which of its helps to show; empty for the usual one.
    """

    def __init__(self, id: str, *, help: str = "", **values: object) -> None:
        super().__init__(id, values)
        self.id = id
        self.help = help
        self.values = values
