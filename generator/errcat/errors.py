"""The error that ends a run which cannot finish.

A finding is about the user's catalog; an error is about the run. `cli.py` is the only place that catches it.
"""

from __future__ import annotations


class RunError(Exception):
    """The run cannot go on. `id` names the entry of catalog/errcat.yaml that has the message.

    `help` selects one of the help texts of that entry; empty for the default.
    """

    def __init__(self, id: str, *, help: str = "", **values: object) -> None:
        super().__init__(id, values)
        self.id = id
        self.help = help
        self.values = values
        self.text = ""
        """The message and the help. Only the functions of `import errcat` fill it in; commands print it themselves."""

    def __str__(self) -> str:
        return self.text or f"{self.id} {self.values}"
