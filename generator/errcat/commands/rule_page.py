"""One message of errcat's own, for a terminal: what it means, why, what to do, and how to turn it down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat import checking
from errcat.commands.markdown_lines import bullet, markdown_lines
from errcat.commands.rules import FIXABLE, level_of
from errcat.findings.diagnostics import DIAGNOSTICS, Diagnostic
from errcat.findings.finding import Level
from errcat.findings.wording import page
from errcat.reporting.colour import Paint
from errcat.settings import FILE_NAME

INDENT = "  "
MOST_WIDE = 100


def rule_page(id: str, levels: Mapping[str, Level], width: int, paint: Paint) -> list[str]:
    """The lines about a finding, or about an error of a run."""
    words = DIAGNOSTICS[id]
    width = min(width, MOST_WIDE) - len(INDENT)
    lines = [f"{paint('message', id)}  {words.title}", f"{INDENT}{_kind(words, levels)}"]
    for title, body in _sections(words, width):
        lines += ["", paint("message", title), *(f"{INDENT}{line}".rstrip() for line in body)]
    return lines


def _kind(words: Diagnostic, levels: Mapping[str, Level]) -> str:
    if words.kind != "finding":
        return f"exit code {words.exit}"
    level = level_of(words, levels)
    own = "" if level.word == words.level else f" in this project, {words.level} by default"
    fix_title = ", fixable with errcat check --fix" if FIXABLE in words.tags else ""
    return f"{level.word}{own}{fix_title}"


def _sections(words: Diagnostic, width: int) -> Iterator[tuple[str, list[str]]]:
    yield "What it means", markdown_lines(words.description, width)
    yield "Why it happens", [line for cause in words.causes for line in bullet(cause, width)]
    yield "What to do", [line for solution in words.solutions for line in bullet(solution, width)]
    for title, code in words.examples:
        yield title, [f"{INDENT}{line}" for line in code.rstrip().split("\n")]
    if words.kind == "finding":
        if checking.PROTECTIVE in words.tags:
            yield "To disable it", ["This rule can't be disabled."]
        else:
            lower = ["warning", "info", "off"][{"error": 0, "warning": 1, "info": 2}[words.level] :]
            others = "".join(f', or "{level}"' for level in lower[1:])
            remark = f"   # {others.removeprefix(', ')}" if others else ""
            yield f"To change its level, in {FILE_NAME}", ["[rules]", f'{words.id} = "{lower[0]}"{remark}']
            yield "To ignore it for one line or one entry", [f"# errcat: ignore[{words.id}] the reason why"]
    address = page(words.id)
    if address:
        yield "Page", [address]
