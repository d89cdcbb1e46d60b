"""A group of commands, each imported when it is used, and the error for an unknown command."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from errcat.errors import RunError
from errcat.findings.source import CATALOG_SUFFIXES


class LazyGroup(click.Group):
    """A group whose `table` has the name of each command, its module in commands/, and its line in the help."""

    def __init__(self, *arguments: Any, table: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's parameter
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 — click's parameter
        if cmd_name not in self.table:
            return None
        command: click.Command = import_module(f"errcat.commands.{self.table[cmd_name][0]}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name in self.table or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise _unknown_command(name, args[1:], self.table, ctx)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 — click's parameter
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in self.table.items()])


def _unknown_command(
    name: str, rest: Sequence[str], table: Mapping[str, tuple[str, str]], ctx: click.Context
) -> RunError:
    """Return the error for an unknown command: a typing mistake, or a catalog without `check` before it."""
    group = ctx.command_path
    from errcat.commands.wrong_calls import command_meant  # noqa: PLC0415 — few calls are wrong

    call = command_meant(name, rest, group)
    if call:
        return RunError("unknown-command", help="meant", command=name, call=call)
    if ctx.parent is None and (name.endswith(CATALOG_SUFFIXES) or Path(name).exists()):
        call = shlex.join(["errcat", "check", name, *rest])
        return RunError("unknown-command", help="catalog", command=name, call=call)
    from errcat.text.suggestions import closest, listed  # noqa: PLC0415 — difflib is slow to load

    near = closest(name, table)
    help_ = "similar" if near else ""
    return RunError("unknown-command", help=help_, command=name, similar=near, known=listed(table), group=group)
