"""Unclear lines → problems in the sources, in the order of the lines."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.findings.document import Document
from errcat.findings.finding import Problem, Range
from errcat.findings.source import Source
from errcat.importing.found.ledger import UNCLEAR, Ledger
from errcat.importing.found.sources import ImportSource

_DEFAULT = ("block", "line")
"""Reasons without a text of their own."""


def documents_of(sources: Sequence[ImportSource]) -> tuple[Document, ...]:
    return tuple(
        Document(number, Source(source.name, source.text), None, source.text) for number, source in enumerate(sources)
    )


def problems_of(sources: Sequence[ImportSource], ledger: Ledger) -> list[Problem]:
    """Return a problem for each place that needs a look. Neighboring lines that nobody understood are one problem."""
    problems: list[Problem] = []
    starts = [_line_starts(source.text) for source in sources]
    last = (-1, -1)
    for use in sorted((use for use in ledger.uses if use.kind == UNCLEAR), key=lambda use: (use.source, use.lines)):
        is_plain = use.reason in _DEFAULT
        if is_plain and last == (use.source, use.lines.first - 1):
            last = (use.source, use.lines.last)
            continue
        last = (use.source, use.lines.last) if is_plain else (-1, -1)
        text, offsets = sources[use.source].text, starts[use.source]
        start = offsets[min(use.lines.first, len(offsets)) - 1]
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        start += len(text[start:end]) - len(text[start:end].lstrip())
        help = "" if is_plain else use.reason
        problems.append(
            Problem(
                "not-imported",
                Range(use.source, start, max(end, start)),
                {"text": use.text or text[start:end]},
                help=help,
            )
        )
    return problems


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
