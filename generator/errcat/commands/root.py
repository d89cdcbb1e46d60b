"""The command `errcat` itself: a group of all commands."""

from __future__ import annotations

from collections.abc import Mapping

import click

from errcat.commands.exit_codes import COULD_NOT_RUN
from errcat.commands.lazy_group import LazyGroup


def group_of(table: Mapping[str, tuple[str, str]], version: str) -> LazyGroup:
    """Return the group of some commands: each with its module in commands/, and its line in the help."""

    @click.command(
        cls=LazyGroup,
        table=table,
        context_settings={"help_option_names": ["-h", "--help"]},
        invoke_without_command=True,
        no_args_is_help=False,
    )
    @click.version_option(version, "-V", "--version", message="errcat %(version)s")
    @click.pass_context
    def errcat(ctx: click.Context) -> int | None:
        """Describe every error of an API in one YAML catalog. errcat checks it, and generates docs, code and contracts.

        \b
        Start here:
          errcat init                                   start a catalog, or import a list of errors
          errcat check errors.yaml                      report every mistake, and how to fix it
          errcat build errors.yaml --python errors.py   generate code, contracts and docs
          errcat explain duplicate-code                 explain a rule
        """  # noqa: D301 — click wants the character
        if ctx.invoked_subcommand is None:
            click.echo(ctx.get_help(), err=True)
            return COULD_NOT_RUN
        return None

    return errcat
