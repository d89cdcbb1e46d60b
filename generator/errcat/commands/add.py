"""`errcat add`: a new error."""

from __future__ import annotations

import click

from errcat.commands.catalog_edit import Project, edit_options, run_edit
from errcat.editing.adding import add
from errcat.findings.finding import Finding, Level
from errcat.text.visible import visible

_TO_WRITE = frozenset({"missing-status", "missing-message", "missing-category", "missing-action"})
"""Findings about fields that a person still has to write."""


@click.command("add")
@click.argument("code")
@edit_options
@click.option("--status", type=int, multiple=True, help="The HTTP status. Repeat the option for several.")
@click.option("--message", metavar="TEXT", help="What the API says.")
@click.option("--category", metavar="ID", help="What the caller does about it, such as retry or fix.")
@click.option("--action", metavar="TEXT", help="The line that says what to do now.")
@click.option("--title", metavar="TEXT", help="The heading of its page.")
@click.option("--name", metavar="NAME", help="The name that programmers type.  [default: derived from the code]")
@click.option("--group", metavar="ID", help="Its section of the docs. The error goes after the last one of the group.")
@click.option("--type", "type_", metavar="ID", help="Its error type.")
@click.option("--number", type=int, help="Its number.  [default: the next free one, if the errors have numbers]")
def command(  # noqa: PLR0917 — click passes them by name
    code: str,
    catalog: str | None,
    is_diff: bool,
    config: str | None,
    color: str,
    status: tuple[int, ...],
    message: str | None,
    category: str | None,
    action: str | None,
    title: str | None,
    name: str | None,
    group: str | None,
    type_: str | None,
    number: int | None,
) -> int:
    """Add an error to a catalog.

    CODE is the new code. In a catalog with numeric codes, it can also be a band: errcat add 41xx takes the next free
    code from 4100 to 4199. CATALOG is the catalog: a file, or a folder. Without it, errcat takes the only catalog of
    errcat.toml.

    If the errors of the catalog have a number, the new error gets the next free number of its group. Retired and
    reserved codes are never used again. errcat writes only the fields that you give, and lists those that are missing.

    \b
    Examples:
      errcat add order_expired --status 410 --message "The order has expired" --category fix
      errcat add 41xx --group orders errors.yaml --diff
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    project = Project.of(catalog, config)
    statuses = list(status) if len(status) > 1 else next(iter(status), None)
    fields: dict[str, object] = {
        "name": name, "number": number, "title": title, "status": statuses,
        "message": message, "category": category, "action": action, "group": group, "type": type_,
    }  # fmt: skip
    addition = add(project.workspace(), code, {key: value for key, value in fields.items() if value is not None})
    number_text = "" if addition.number is None else f" with the number {addition.number}"

    def may_be_written_later(finding: Finding) -> bool:
        return finding.rule in _TO_WRITE and finding.level is not Level.ERROR and finding.code == addition.code

    return run_edit(
        project,
        lambda _workspace: addition.found,
        f"Added {visible(addition.code)}{number_text}",
        code="",
        is_diff=is_diff,
        color=color,
        allowed=may_be_written_later,
    )
