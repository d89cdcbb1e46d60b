"""Placeholder form of the text report: replaced next."""

from collections.abc import Sequence

from errcat.checked import Checked


def report(results: Sequence[Checked]) -> str:
    return "\n".join(
        f"{f.span.file}:{f.span.start.line}:{f.span.start.column}: {f.level.word}[{f.rule}] {f.message} | {f.label} | {f.help}"
        for r in results
        for f in r.findings
        if f.span
    )
