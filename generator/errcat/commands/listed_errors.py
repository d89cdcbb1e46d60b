"""A list of errors for a terminal: a line for each, and how to see one of them."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.commands import terminal
from errcat.commands.code_lookup import CodeMatch
from errcat.model.catalog import ErrorEntry
from errcat.text.code_names import title_of_error
from errcat.text.visible import visible

_MAX_LISTED = 7


def listed_errors(matches: Sequence[CodeMatch], most: int = _MAX_LISTED) -> list[str]:
    """Return a line for each of several errors, and how to see one of them."""
    named = [(match, match.entry.name or match.entry.code) for match in matches[:most]]
    column = max(len(visible(name)) for _match, name in named)
    lines = []
    for match, name in named:
        entry = match.entry
        status, text = "", "retired"
        if isinstance(entry, ErrorEntry):
            status = ", ".join(map(str, entry.status or ()))
            text = entry.message or next(
                (message.message for message in entry.messages), entry.title or title_of_error(entry.name, entry.code)
            )
        line = f"  {visible(name):{column}}  {status:8}  {visible(' '.join(text.split()))}"
        lines.append(line if len(line) <= terminal.width() else f"{line[: terminal.width() - 1]}…")
    if len(matches) > most:
        lines.append(f"  and {len(matches) - most} more")
    return [*lines, f"To see one error: errcat explain {visible(named[0][1])}"]
