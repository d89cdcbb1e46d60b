"""One message of errcat, for a terminal: what it means, why it happens, what to do, and how to change its level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.commands.rules import level_of
from errcat.commands.terminal_markdown import bullet, markdown_lines
from errcat.findings.finding import Level
from errcat.findings.wording import Diagnostic, diagnostic, page
from errcat.reporting.paint import Paint
from errcat.settings import FILE_NAME

_INDENT = "  "
_MAX_WIDTH = 100


def explain_rule(id: str, levels: Mapping[str, Level], width: int, paint: Paint) -> list[str]:
    """Return the lines about a finding or a run error."""
    words = diagnostic(id)
    width = min(width, _MAX_WIDTH) - len(_INDENT)
    lines = [f"{paint('message', id)}  {words.title}", f"{_INDENT}{_kind(words, levels)}"]
    for title, body in _sections(words, width):
        lines += ["", paint("message", title), *(f"{_INDENT}{line}".rstrip() for line in body)]
    return lines


def _kind(words: Diagnostic, levels: Mapping[str, Level]) -> str:
    if words.is_change:
        return _levels_of_change(words.id)
    if not words.is_finding:
        return f"exit code {words.exit}"
    level = level_of(words, levels)
    default = "" if level.word == words.level else f" in this project, {words.level} by default"
    fix = ", fixable with errcat check --fix" if words.is_fixable else ""
    return f"{level.word}{default}{fix}"


def _levels_of_change(id: str) -> str:
    from errcat.changes import RULES  # noqa: PLC0415 — most explanations are about findings

    wire, code, docs = (level.word for level in RULES[id])
    return f"a change: {wire} on the wire, {code} in code, {docs} in docs"


def _sections(words: Diagnostic, width: int) -> Iterator[tuple[str, list[str]]]:
    yield "What it means", markdown_lines(words.description, width)
    yield "Why it happens", [line for cause in words.causes for line in bullet(cause, width)]
    yield "What to do", [line for solution in words.solutions for line in bullet(solution, width)]
    for title, code in words.examples:
        yield title, [f"{_INDENT}{line}" for line in code.rstrip().split("\n")]
    if words.is_change:
        yield from _ways_to_set_the_level(words.id)
    if words.is_finding:
        yield from _ways_to_disable(words)
    address = page(words.id)
    if address:
        yield "Page", [address]


def _ways_to_set_the_level(id: str) -> Iterator[tuple[str, list[str]]]:
    from errcat.changes import ALWAYS_BREAKING, RULES  # noqa: PLC0415 — most explanations are about findings

    if id in ALWAYS_BREAKING:
        yield "To change its level", ["This change always breaks clients."]
        return
    levels = [word for word in ("breaking", "dangerous", "safe") if word != RULES[id].worst.word]
    others = " or ".join(f'"{level}"' for level in levels[:-1])
    yield f"To change its level, in {FILE_NAME}", ["[changes]", f'{id} = "{levels[-1]}"   # or {others}']


def _ways_to_disable(words: Diagnostic) -> Iterator[tuple[str, list[str]]]:
    if words.is_protected:
        yield "To disable it", ["This rule can't be disabled."]
        return
    lower_levels = ["warning", "info", "off"][["error", "warning", "info"].index(words.level) :]
    others = " or ".join(f'"{level}"' for level in lower_levels[1:])
    comment = f"   # or {others}" if others else ""
    yield f"To change its level, in {FILE_NAME}", ["[rules]", f'{words.id} = "{lower_levels[0]}"{comment}']
    yield "To ignore it for one line or one entry", [f"# errcat: ignore[{words.id}] the reason why"]
