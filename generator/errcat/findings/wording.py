"""From a problem to a finding: the texts of catalog/errcat.yaml, and the place in the file.

This is the only reader of the table in `diagnostics.py`, and no other module holds a sentence for users.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from errcat.errors import RunError
from errcat.findings import diagnostics
from errcat.findings.diagnostics import DIAGNOSTICS, GROUPS
from errcat.findings.document import Document, end_of_scalar
from errcat.findings.finding import LEVELS, Finding, Fix, Level, PathStep, Place, Problem, Range, Span, VerbatimText
from errcat.findings.value_paths import path_text, shorten
from errcat.text.addresses import page_address
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.visible import visible

_PLACEHOLDER = lazy_pattern(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}")


Diagnostic = diagnostics.Diagnostic


def diagnostic(id: str) -> Diagnostic:
    """Everything that errcat can say about one message."""
    return DIAGNOSTICS[id]


def message_ids() -> Iterable[str]:
    """Every id: of findings, and of the reasons why a run could not finish."""
    return DIAGNOSTICS.keys()


def finding_ids() -> list[str]:
    """Every id that a finding may have."""
    return [id for id, words in DIAGNOSTICS.items() if words.is_finding]


def ids_of_group(group: str) -> list[str]:
    """The findings of a group."""
    return [id for id, words in DIAGNOSTICS.items() if words.is_finding and words.group == group]


def protected_ids() -> list[str]:
    """The findings that no setting and no comment may turn down."""
    return [id for id, words in DIAGNOSTICS.items() if words.is_protected]


def group_titles() -> Mapping[str, str]:
    """The groups that messages are listed in: their ids and titles, in order."""
    return GROUPS


def fill(template: str, values: Mapping[str, object]) -> str:
    """Fill in the placeholders of a text. A missing value is a bug in errcat and raises KeyError."""

    def replacement(match: re.Match[str]) -> str:
        name = match.group(1)
        if name is None:
            return match.group(0)[0]
        value = values[name]
        return "\n".join(map(visible, value.split("\n"))) if isinstance(value, VerbatimText) else shown_value(value)

    return _PLACEHOLDER.sub(replacement, template)


def shown_value(value: object) -> str:
    """Shorten a value to a single line and make its invisible characters visible, for use in a sentence."""
    return visible(shorten(str(value)).replace("\r\n", "⏎").replace("\n", "⏎"))


def documentation() -> str | None:
    """Return the address of the documentation: `api.docs_url` of catalog/errcat.yaml. None until it is published."""
    return diagnostics.DOCS_URL


def page(id: str) -> str | None:
    """Return the address of the page that explains a message. None until the documentation is published."""
    base = documentation()
    return page_address(base, id) if base else None


def default_level(id: str) -> Level:
    return LEVELS[DIAGNOSTICS[id].level]


def finding_of(problem: Problem, documents: Sequence[Document], level: Level) -> Finding:
    """Put a problem into words."""
    path, code = _path_and_code(problem.at, documents)
    return finding_at(
        problem.rule,
        level,
        span_of(problem.at, documents),
        path=path_text(path),
        code=code,
        help=problem.help,
        values=problem.values,
        related=tuple(span_of(other, documents) for other in problem.related),
        fix=problem.fix or _fix_of(problem, documents),
    )


def finding_at(
    id: str,
    level: Level,
    span: Span,
    *,
    path: str,
    code: str,
    help: str,
    values: Mapping[str, object],
    related: Iterable[Span] = (),
    fix: Fix | None = None,
) -> Finding:
    """Put a problem into words whose place is known. `help` is the name of its case; empty for the default."""
    diagnostic = DIAGNOSTICS[id]
    help_text = diagnostic.helps[help or "default"]
    label = diagnostic.labels.get(help or "default", diagnostic.labels["default"])
    return Finding(
        rule=id,
        level=level,
        message=fill(diagnostic.messages.get(help, diagnostic.message), values),
        span=span,
        path=path,
        code=code,
        label=fill(label, values),
        help=fill(help_text, values),
        related=tuple((other, fill(diagnostic.related, values)) for other in related),
        fix=fix,
    )


def _fix_of(problem: Problem, documents: Sequence[Document]) -> Fix | None:
    """Return the fix that replaces substrings of a value."""
    if not problem.replacements or not isinstance(problem.at, Place):
        return None
    edits = documents[problem.at.document].edits(problem.at, problem.replacements)
    return Fix(problem.at.document, edits, problem.replacements_are_safe) if edits else None


def describe_error(error: RunError) -> tuple[str, str]:
    """Return the message and the help of a run that could not finish."""
    diagnostic = DIAGNOSTICS[error.id]
    message = diagnostic.messages.get(error.help, diagnostic.message)
    return fill(message, error.values), fill(diagnostic.helps[error.help or "default"], error.values)


def error_text(error: RunError) -> str:
    """Return the message and the help of a run error as one text."""
    return "\n".join(text.strip() for text in describe_error(error) if text)


def range_of(at: Place | Range, documents: Sequence[Document]) -> Range:
    """Return the range of the file that a problem is about."""
    return at if isinstance(at, Range) else documents[at.document].range_of(at)


def span_of(at: Place | Range, documents: Sequence[Document]) -> Span:
    where = range_of(at, documents)
    source = documents[where.document].source
    return Span(source.name, source.position(where.start), source.position(max(where.end, where.start)))


def _path_and_code(at: Place | Range, documents: Sequence[Document]) -> tuple[tuple[PathStep, ...], str]:
    document = documents[at.document]
    path = at.path if isinstance(at, Place) else document.path_at(_offset_of_subject(document, at.start))
    code = ""
    if len(path) >= 2 and path[0] in ("errors", "retired") and isinstance(path[1], int):
        entry = document.data[path[0]][path[1]]
        code_value = entry.get("code") if isinstance(entry, dict) else entry
        code = code_value if isinstance(code_value, str) else ""
    return path, code


def _offset_of_subject(document: Document, offset: int) -> int:
    """Return the offset itself, or for a comment on its own line the end of the line that the comment describes."""
    source = document.source
    line = source.position(offset).line
    if not source.line(line).lstrip().startswith("#"):
        return offset
    before = document.range_of(Place(document.number, document.path_at(offset))).start
    if source.text[before : before + 1] in ("|", ">", "'", '"') and end_of_scalar(source.text, before) > offset:
        return offset
    for number in range(line + 1, source.line_count + 1):
        text = source.line(number)
        if text.strip() and not text.lstrip().startswith("#"):
            return source.offset(number) + len(text)
    return offset
