"""One catalog of two files that has everything a report can get wrong, made by hand: no rule, no reader."""

from __future__ import annotations

from errcat.findings.document import Document
from errcat.findings.finding import Finding, Fix, Level, Span
from errcat.findings.source import Edit, Source
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.model.codes import Codes

FIRST = Source(
    "errors/a, b: 100%.yaml",
    "errcat: 1\n"
    "errors:\n"
    "  - code: 支払い済み\n"
    '    message: "日本\t語 \u202e한국어 e\u0301 👨‍👩‍👧 here ##[add-mask]x"\n'
    "    action: See issue #12 for details\n"
    "  - code: LONG\n"
    f"    message: {'word ' * 400}HERE{' tail' * 400}\n"
    "::add-mask::secret ##vso[task.setvariable]x\n",
)
SECOND = Source("::add-mask::errors/c.yaml", "errors:\r\n  - code: 支払い済み\r\n    status: 4O4\r\n", has_bom=True)


def piece(source: Source, text: str, *, nth: int = 0) -> Span:
    """The span of a piece of a file."""
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(text, start + 1)
    return Span(source.name, source.position(start), source.position(start + len(text)))


def edit(source: Source, old: str, new: str) -> Edit:
    start = source.text.index(old)
    return Edit(start, start + len(old), new)


FINDINGS = (
    Finding(
        "too-many-problems",
        Level.ERROR,
        "at least 3 more problems with the format",
        None,
        help="fix the problems above,\n::error::then check again",
    ),
    Finding(
        "unused-ignore",
        Level.WARNING,
        'the rule "日本" reports nothing here',
        piece(FIRST, "한국어"),
        path="errors[0].message",
        code="支払い済み",
        label="two cells a letter",
        help="delete it",
    ),
    Finding(
        "unused-ignore",
        Level.WARNING,
        'the rule "here" reports nothing here',
        piece(FIRST, "here"),
        path="errors[0].message",
        code="支払い済み",
        label="after an accent, a family and a tab ##[debug]",
        help="delete it",
    ),
    Finding(
        "unknown-ignore",
        Level.ERROR,
        'text after "#" is cut off, 100%',
        piece(FIRST, "#12 for details"),
        path="errors[0].action",
        code="支払い済み",
        label="read as a comment",
        help="put the whole text in double quotes",
        fix=Fix(0, (edit(FIRST, "See issue #12 for details", '"See issue #12 for details"'),)),
    ),
    Finding(
        "wrong-setting",
        Level.INFO,
        "far out on a long line",
        piece(FIRST, "HERE"),
        path="errors[1].message",
        code="LONG",
        label="here it is",
        help="",
    ),
    Finding(
        "unknown-setting",
        Level.ERROR,
        '"::add-mask::secret" isn\'t a known setting',
        piece(FIRST, "::add-mask::secret ##vso[task.setvariable]x"),
        label="::stop-commands::",
        help="delete it",
    ),
    Finding(
        "declared-twice",
        Level.ERROR,
        '"支払い済み" is declared in two files',
        piece(SECOND, "支払い済み"),
        path="errors[0].code",
        code="支払い済み",
        label="declared again here",
        help="keep one",
        related=((piece(FIRST, "支払い済み"), "first declared here"),),
        fix=Fix(
            1,
            (edit(SECOND, "  - code: 支払い済み", "  - code: PAID\n    name: PAID"), edit(SECOND, "4O4", "404")),
            safe=False,
        ),
    ),
)


def nasty() -> list[CheckResult]:
    """The catalog with all of its findings, and one that is clean."""
    documents = (Document(0, FIRST, {}, FIRST.text), Document(1, SECOND, {}, SECOND.text))
    return [CheckResult(Catalog(), documents, FINDINGS), clean()]


def clean() -> CheckResult:
    source = Source("fine.yaml", "errors: []\n")
    return CheckResult(Catalog(codes=Codes()), (Document(0, source, {}, source.text),), ())
