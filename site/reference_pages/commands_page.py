"""The page of the commands: the help of each."""

from __future__ import annotations

import click

from errcat import cli

_WIDTH = 80


def commands_page() -> str:
    lines = ["# Commands", "", "Every command has `--help`. errcat generates this page from it.", ""]
    root = click.Context(cli.root_command(), info_name="errcat")
    for name in cli.root_command().list_commands(root):
        command = cli.root_command().get_command(root, name)
        assert command is not None
        context = _context(command, f"errcat {name}")
        lines += [f"## errcat {name}", "", "```text", command.get_help(context), "```", ""]
        if isinstance(command, click.Group):
            for subcommand in command.list_commands(context):
                inner = command.get_command(context, subcommand)
                assert inner is not None
                help_ = inner.get_help(_context(inner, f"errcat {name} {subcommand}"))
                lines += [f"### errcat {name} {subcommand}", "", "```text", help_, "```", ""]
    return "\n".join(lines)


def _context(command: click.Command, name: str) -> click.Context:
    return click.Context(command, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)
