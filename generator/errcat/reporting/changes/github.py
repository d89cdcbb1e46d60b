"""Changes as workflow commands of GitHub Actions: annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.changes import ChangeLevel, Comparison, required_release
from errcat.reporting.changes.items import ChangeItem, change_items, counts_of, described_counts
from errcat.reporting.github import MAX_ANNOTATIONS
from errcat.reporting.options import ReportOptions
from errcat.reporting.repository import repository_path
from errcat.reporting.workflow_commands import workflow_command
from errcat.text.visible import visible, visible_at_start

_COMMANDS = {ChangeLevel.BREAKING: "error", ChangeLevel.DANGEROUS: "warning", ChangeLevel.SAFE: "notice"}


def report(comparisons: Sequence[Comparison], options: ReportOptions) -> str:
    items = change_items(comparisons)
    lines = [_command(item, options) for item in items]
    if max(counts_of(items).values()) > MAX_ANNOTATIONS:
        lines.append(f"GitHub shows the first {MAX_ANNOTATIONS} of each kind at their lines; this log has them all")
    lines += [
        visible_at_start(f"{one.new.name}: there is no earlier version to compare with yet")
        for one in comparisons
        if one.is_first
    ]
    release = required_release(item.change for item in items)
    lines.append(f"Found {described_counts(items)}; requires: {release}" if items else "No changes")
    return "\n".join(lines)


def _command(item: ChangeItem, options: ReportOptions) -> str:
    span = item.nearest_span
    properties: dict[str, object] = {}
    if span:
        properties |= {"file": repository_path(span.file, options), "line": span.start.line}
    properties["title"] = f"{item.change.level.word}: {item.change.rule}"
    return workflow_command(_COMMANDS[item.change.level], properties, _text(item))


def _text(item: ChangeItem) -> str:
    about = f"{item.change.code}: " if item.change.code else ""
    parts = [about + item.message, item.help.strip(), f"errcat explain {item.change.rule}"]
    return "\n".join(visible(line) for part in parts for line in part.split("\n"))
