"""How two versions of a text differ, line by line, for people to read."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.text.visible import visible, visible_at_start

_NO_LINE_BREAK = "\\ No newline at end of file"
"""What `diff` prints below a last line that has no line break."""


def unified_diff(before: str, after: str, old_name: str, new_name: str) -> Iterator[str]:
    """The lines of a unified diff. Each is safe to print: invisible characters are shown, and no CI obeys a line."""
    from difflib import unified_diff as compare  # noqa: PLC0415 — slow to load, and few runs show a diff

    old_lines, new_lines = _lines(before), _lines(after)
    if before != after and old_lines == new_lines:
        yield f"{visible(new_name)}: only the line endings differ"
        return
    for entry in compare(old_lines, new_lines, visible(old_name), visible(new_name), lineterm=""):
        for line in entry.split("\n"):
            yield _safe(line)


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[-1]:
        lines[-1] += f"\n{_NO_LINE_BREAK}"
    else:
        lines.pop()
    return lines


def _safe(line: str) -> str:
    # some CIs trim the space before an unchanged line, and then obey `::` at its start
    return f" {visible_at_start(line[1:])}" if line.startswith(" ") else visible(line)
